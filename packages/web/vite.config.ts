import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { firstPage } from './build/first-page.ts'
import { tightAssets } from './build/tight-assets.ts'
import { guidePlugin } from './guide/guide-plugin.ts'

const inPackage = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The kernel is pure: what a page does not use of it is left out, data tables included. */
const isKernel = (id: string) => id.includes('/packages/kernel/') || id.includes('/packages/protocol/')

export default defineConfig({
  root: inPackage('.'),
  base: '/',
  plugins: [
    react(),
    guidePlugin({
      zh: inPackage('../../docs/guide/README.zh-CN.md'),
      en: inPackage('../../docs/guide/README.md'),
    }),
    tightAssets(),
  ],
  // The formats of this many files have no place in a terminal; scripts/build-web.mjs prints what counts.
  logLevel: 'warn',
  build: {
    outDir: inPackage('dist'),
    emptyOutDir: true,
    manifest: true,
    reportCompressedSize: false,
    // Chrome 109 is the last for Windows 7, and offices have it under other names.
    target: ['chrome109', 'edge109', 'firefox115', 'safari16'],
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id: string) => !isKernel(id) },
      output: { codeSplitting: { groups: [{ debugName: 'first page', name: firstPage(inPackage('src/main.tsx')) }] } },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    // The server compares where a page comes from with the host that it is asked as.
    proxy: { '/api': { target: process.env.SHISHU_SERVER ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
})
