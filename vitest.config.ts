import { defineConfig } from 'vitest/config'

/** Tests of plain functions: none changes anything that another could see, so many files share one process. */
const PLAIN = ['packages/{kernel,pack-*,protocol,documents,web}/{src,seeds,test}/**/*.test.ts']
const ALL = ['packages/*/{src,seeds,test}/**/*.test.ts', 'test/**/*.test.ts', 'e2e/**/*.test.ts']

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { name: 'real parts', include: ALL, exclude: PLAIN, globalSetup: 'test/prepared-folder.ts' },
      },
      { extends: true, test: { name: 'plain', include: PLAIN, isolate: false } },
    ],
  },
})
