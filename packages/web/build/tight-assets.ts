import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const compress = promisify(brotliCompress)
/** Smaller ones go in one packet anyway. */
const LEAST_BYTES = 1024

/** Writes each script and style compressed as well as can be beside it: a server would take too long for that. */
export function tightAssets(): Plugin {
  return {
    name: 'tight-assets',
    apply: 'build',
    async writeBundle({ dir }) {
      const folder = join(dir!, 'assets')
      const files = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name))
      await Promise.all(files.map((name) => addCompressed(join(folder, name))))
    },
  }
}

async function addCompressed(file: string): Promise<void> {
  const plain = await readFile(file)
  if (plain.length < LEAST_BYTES) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  await writeFile(`${file}.br`, await compress(plain, { params }))
}
