import { createHash } from 'node:crypto'
import { backupError } from './backup-errors.ts'
import { taker } from './sealed-file.ts'
import type { SchemaShape, TableShape } from './table-shape.ts'

/** What a backup says of itself before its contents. */
export interface ArchiveHeader {
  type: 'header'
  /** The highest migration that the book had. */
  migration: number
  /** Instant of the snapshot, ISO 8601. */
  takenAt: string
  schemas: readonly SchemaShape[]
  /** In an order in which references find what they refer to. */
  tables: readonly TableShape[]
}

/** One table or file in an archive: its name comes before its bytes, its measure after them. */
export type SectionKind = 'table' | 'file'

/** A section's measure. For a file, `rows` is 0. */
export interface SectionEnd {
  kind: SectionKind
  name: string
  bytes: number
  rows: number
  /** Hex. */
  sha256: string
}

type ArchiveRecord =
  | ArchiveHeader
  | { type: 'begin'; kind: SectionKind; name: string }
  | ({ type: 'end' } & SectionEnd)
  | { type: 'manifest'; sections: readonly SectionEnd[] }

const RECORD = 0
const DATA = 1
/** A record is a line of JSON about a book's tables, or the manifest; a book with ten thousand files has 2 MB. */
const PIECE_MOST = 1 << 30

/** Writes an archive's pieces, and keeps its manifest. */
export class ArchiveWriter {
  readonly #sections: SectionEnd[] = []

  header(header: ArchiveHeader): Buffer {
    return piece(RECORD, Buffer.from(JSON.stringify(header)))
  }

  /** A section's pieces. `rows` is asked for once the bytes have been given. */
  async *section(
    kind: SectionKind,
    name: string,
    source: AsyncIterable<Buffer>,
    rows: () => Promise<number> | number,
  ): AsyncGenerator<Buffer> {
    yield record({ type: 'begin', kind, name })
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of source) {
      hash.update(chunk)
      bytes += chunk.length
      yield piece(DATA, chunk)
    }
    const end: SectionEnd = { kind, name, bytes, rows: await rows(), sha256: hash.digest('hex') }
    this.#sections.push(end)
    yield record({ type: 'end', ...end })
  }

  manifest(): Buffer {
    return record({ type: 'manifest', sections: this.#sections })
  }
}

function record(value: ArchiveRecord): Buffer {
  return piece(RECORD, Buffer.from(JSON.stringify(value)))
}

function piece(kind: number, content: Buffer): Buffer {
  const header = Buffer.alloc(5)
  header.writeUInt8(kind, 0)
  header.writeUInt32BE(content.length, 1)
  return Buffer.concat([header, content])
}

/** Who takes up what an archive holds. */
export interface ArchiveReceiver {
  header(header: ArchiveHeader): Promise<void>
  /** Takes a section's bytes to their end, and tells how many rows they were (a file: 0). */
  section(kind: SectionKind, name: string, content: AsyncIterable<Buffer>): Promise<number>
}

/**
 * Hands an archive to its receiver, checking every section's bytes, rows and hash, and the manifest.
 * Errors  backup.damaged
 */
export async function readArchive(
  source: AsyncIterable<Buffer>,
  file: string,
  receiver: ArchiveReceiver,
): Promise<readonly SectionEnd[]> {
  const damaged = (detail: string) => backupError('backup.damaged', { file, detail })
  const take = taker(source)
  const sections: SectionEnd[] = []
  let section: { name: string; bytes: number; hash: ReturnType<typeof createHash> } | null = null

  const next = async (): Promise<{ record: ArchiveRecord } | { data: Buffer } | null> => {
    const header = await take(5)
    if (header === null) return null
    const length = header.readUInt32BE(1)
    const content = length > PIECE_MOST ? null : await take(length)
    if (content === null) throw damaged('内容不完整 / contents cut off')
    if (header.readUInt8(0) === DATA) return { data: content }
    return { record: JSON.parse(content.toString()) as ArchiveRecord }
  }
  let end: SectionEnd | null = null
  async function* content(): AsyncGenerator<Buffer> {
    for (;;) {
      const found = await next()
      if (found !== null && 'data' in found) {
        section!.hash.update(found.data)
        section!.bytes += found.data.length
        yield found.data
        continue
      }
      if (found?.record.type !== 'end') throw damaged(`${section!.name}`)
      const { type: _, ...measure } = found.record
      end = measure
      return
    }
  }

  const first = await next()
  if (first === null || !('record' in first) || first.record.type !== 'header') throw damaged('没有说明 / no header')
  await receiver.header(first.record)
  for (;;) {
    const found = await next()
    if (found === null || !('record' in found)) throw damaged('没有清单 / no manifest')
    if (found.record.type === 'manifest') {
      if (JSON.stringify(found.record.sections) !== JSON.stringify(sections)) throw damaged('清单不符 / manifest')
      if ((await take(1)) !== null) throw damaged('清单以后还有内容 / something follows the manifest')
      return sections
    }
    if (found.record.type !== 'begin') throw damaged(found.record.type)
    const { kind, name } = found.record
    section = { name, bytes: 0, hash: createHash('sha256') }
    end = null
    const rows = await receiver.section(kind, name, content())
    const measure: SectionEnd = { kind, name, bytes: section.bytes, rows, sha256: section.hash.digest('hex') }
    if (end === null || JSON.stringify(end) !== JSON.stringify(measure)) throw damaged(name)
    sections.push(measure)
  }
}
