import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { type Block, readGuide } from './read-guide.ts'

const MODULE = /^virtual:guide-(.+)$/

/**
 * Makes `virtual:guide-<language>` of a file of the user guide: its chapters as data, which pages draw as elements, and its
 * pictures as files that are fetched when they are looked at.
 *
 * files  the guide's file by language
 */
export function guidePlugin(files: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'shishu:guide',
    resolveId: (id) => (MODULE.test(id) ? `\0${id}` : undefined),
    load(id) {
      const file = files[MODULE.exec(id.slice(1))?.[1] ?? '']
      if (!id.startsWith('\0virtual:guide-') || file === undefined) return undefined
      this.addWatchFile(file)
      return moduleOf(file)
    },
  }
}

function moduleOf(file: string): string {
  const pictures: string[] = []
  const place = (block: Block) => {
    if (block.kind !== 'picture') return block
    const path = join(dirname(file), block.file)
    pictures.push(path)
    return { ...block, file: pictures.length - 1, ...sizeOfPng(path) }
  }
  const chapters = readGuide(readFileSync(file, 'utf8')).map((chapter) => ({
    ...chapter,
    blocks: chapter.blocks.map(place),
  }))
  return [
    ...pictures.map((path, index) => `import picture${index} from ${JSON.stringify(`${path}?url&no-inline`)}`),
    `const pictures = [${pictures.map((_, index) => `picture${index}`).join(', ')}]`,
    `export const chapters = ${JSON.stringify(chapters)}`,
    'for (const { blocks } of chapters) {',
    "  for (const block of blocks) if (block.kind === 'picture') block.file = pictures[block.file]",
    '}',
  ].join('\n')
}

/** Pixels of a PNG, from its first chunk (PNG specification, 11.2.2): a page keeps the room before the picture is there. */
function sizeOfPng(path: string): { width: number; height: number } {
  const head = readFileSync(path).subarray(16, 24)
  return { width: head.readUInt32BE(0), height: head.readUInt32BE(4) }
}
