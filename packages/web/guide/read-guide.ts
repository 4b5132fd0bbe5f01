/** A run of text within a block: plain, or set apart. */
export type Run = string | { strong: string } | { code: string }

export type Block =
  | { kind: 'text'; runs: Run[] }
  | { kind: 'list'; ordered: boolean; items: Run[][] }
  | { kind: 'table'; head: Run[][]; rows: Run[][][] }
  | { kind: 'picture'; file: string; alt: string }

/** A chapter of the user guide; its topic is the same in both languages and is its address. */
export interface Chapter {
  topic: string
  title: string
  blocks: Block[]
}

const HEADING = /^## (?:\d+\. )?(.+)$/
const TOPIC = /^<!-- topic: ([a-z-]+) -->$/
const PICTURE = /^!\[(.*)\]\((.+)\)$/
const ITEM = /^(?:- |\d+\. )(.*)$/
/** What the guide does not use, and what would be shown as it is written if it did. */
const UNREAD = /^#{3,} |^>|^```|\[[^\]]*\]\(/

/**
 * Reads the chapters of a guide written in the few forms of Markdown that it uses: paragraphs, lists of one level, tables,
 * pictures on lines of their own, **strong** and `code`. What stands before the first chapter is for who reads the file.
 *
 * Errors  an Error that names the line: a chapter without a topic, or a form that is not among these
 */
export function readGuide(markdown: string): Chapter[] {
  const lines = markdown.split(/\r?\n/)
  const starts = lines.flatMap((line, index) => (HEADING.test(line) ? [index] : []))
  return starts.map((start, index) => {
    const topic = TOPIC.exec(lines[start + 1] ?? '')?.[1]
    if (topic === undefined) throw new Error(`line ${start + 2}: a chapter begins with <!-- topic: … -->`)
    const title = HEADING.exec(lines[start]!)![1]!
    return { topic, title, blocks: readBlocks(lines.slice(start + 2, starts[index + 1]), start + 3) }
  })
}

function readBlocks(lines: readonly string[], firstLine: number): Block[] {
  const blocks: Block[] = []
  let paragraph: string[] = []
  for (const [index, line] of [...lines, ''].entries()) {
    if (UNREAD.test(line) && !PICTURE.test(line)) throw new Error(`line ${firstLine + index}: not read here: ${line}`)
    if (line.trim() !== '') paragraph.push(line)
    else if (paragraph.length > 0) {
      blocks.push(readBlock(paragraph))
      paragraph = []
    }
  }
  return blocks
}

function readBlock(lines: readonly string[]): Block {
  const picture = lines.length === 1 ? PICTURE.exec(lines[0]!) : null
  if (picture !== null) return { kind: 'picture', alt: picture[1]!, file: picture[2]! }
  if (lines[0]!.startsWith('|')) return readTable(lines)
  if (ITEM.test(lines[0]!)) return readList(lines)
  return { kind: 'text', runs: readRuns(joined(lines)) }
}

/** Lines that do not begin an item go on with the one before. */
function readList(lines: readonly string[]): Block {
  const items: string[][] = []
  for (const line of lines) {
    const begun = ITEM.exec(line)
    if (begun === null) items.at(-1)!.push(line)
    else items.push([begun[1]!])
  }
  return { kind: 'list', ordered: /^\d/.test(lines[0]!), items: items.map((item) => readRuns(joined(item))) }
}

function readTable(lines: readonly string[]): Block {
  const cells = (line: string) =>
    line
      .replace(/^\||\|$/g, '')
      .split('|')
      .map((cell) => readRuns(cell.trim()))
  return { kind: 'table', head: cells(lines[0]!), rows: lines.slice(2).map(cells) }
}

/** A line's end is a space, except between two Chinese characters, which are written without one. */
function joined(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).reduce((text, line) => text + (chineseAt(text, line) ? '' : ' ') + line)
}
const chineseAt = (before: string, after: string): boolean =>
  /[\u3000-\u9fff\uff00-\uffef“”‘’…—]$/.test(before) && /^[\u3000-\u9fff\uff00-\uffef“”‘’…—*`]/.test(after)

function readRuns(text: string): Run[] {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part): Run => {
      if (part.startsWith('**') && part.length > 4) return { strong: part.slice(2, -2) }
      if (part.startsWith('*') && part.length > 2) return { strong: part.slice(1, -1) }
      if (part.startsWith('`') && part.length > 2) return { code: part.slice(1, -1) }
      return part
    })
}
