import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ShishuError } from '@shishu/kernel'
import { checkContent, readSignature } from './check-content.ts'
import { scanFile } from './clamd.ts'
import { fileError } from './evidence-errors.ts'
import type { EvidenceSettings } from './evidence-settings.ts'
import { extensionOf, safeFileName } from './file-name.ts'
import { type FileSource, type FileStore, thumbnailKey } from './file-store.ts'
import { FILE_TYPES, type FileTypeId } from './file-type.ts'
import { type PictureType, reencodePicture } from './re-encode-picture.ts'
import { takingTurns } from './turns.ts'

/** A file that was received and kept: what a change says of it as its evidence. */
export interface ReceivedEvidence {
  /** Hex, of the bytes as kept: those of a picture differ from those sent. */
  sha256: string
  name: string
  mediaType: string
  /** Bytes as kept. */
  size: number
}

/** What is said of a file that is being sent. */
export interface EvidenceUpload {
  name: string
  /** Keeps a picture's EXIF, and with it the place; for ledgers that ask for it. */
  keepLocation: boolean
}

export type ReceiveEvidence = (stream: Readable, upload: EvidenceUpload) => Promise<ReceivedEvidence>

/**
 * Makes the receiver of uploads: each is read to its end or its limit, checked by content, scanned, written anew where it
 * is a picture, and kept under the sha256 of what is kept. Nothing of a refused file stays anywhere.
 *
 * A kept file that no version refers to within a day is collected; see collect-unreferenced.
 * Errors  file.*
 */
export function evidenceReceiver(store: FileStore, settings: EvidenceSettings): ReceiveEvidence {
  const inTurn = takingTurns(settings.filesAtOnce)
  return async (stream, upload) => {
    const folder = await mkdtemp(join(settings.temporaryFolder, 'shishu-upload-'))
    try {
      const sent = join(folder, 'sent')
      await writeLimited(stream, sent, settings.maxBytes)
      const name = safeFileName(upload.name)
      const signature = await readSignature(sent)
      if (settings.clamd !== null) await scanFile(settings.clamd, sent, settings.scanTimeoutMs)
      const to = { picture: join(folder, 'picture'), thumbnail: join(folder, 'thumbnail') }
      const { keepLocation } = upload
      // An office file is unpacked to be looked into, a picture to be written anew: either takes memory.
      const type = await inTurn(async () => {
        const found = await checkContent(sent, signature, name, settings.zip)
        if (isPicture(found)) await reencodePicture(found, sent, to, { keepLocation, settings })
        return found
      })
      if (!isPicture(type)) return await keep(store, sent, type, name)
      return await keep(store, to.picture, type, name, to.thumbnail)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

function isPicture(type: FileTypeId): type is PictureType {
  return FILE_TYPES[type].checkedAs === 'picture'
}

/** Writes what is sent to a file. Errors: file.too-large, file.empty, file.interrupted. */
async function writeLimited(stream: Readable, path: string, limitBytes: number): Promise<void> {
  const tooLarge = () => fileError('file.too-large', { limitBytes })
  let count = 0
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      count += chunk.length
      if (count > limitBytes) done(tooLarge())
      else done(null, chunk)
    },
  })
  await pipeline(stream, counted, createWriteStream(path, { mode: 0o600 })).catch((error: unknown) => {
    throw error instanceof ShishuError || isOurDisk(error) ? error : fileError('file.interrupted', {})
  })
  // A form reader that has a limit of its own ends the stream there and only says so.
  if ('truncated' in stream && stream.truncated === true) throw tooLarge()
  if (count === 0) throw fileError('file.empty', {})
}

function isOurDisk(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && /^(open|write|close)$/.test(String(error.syscall))
}

async function keep(
  store: FileStore,
  path: string,
  type: FileTypeId,
  name: string,
  thumbnail?: string,
): Promise<ReceivedEvidence> {
  const { mediaType, extensions } = FILE_TYPES[type]
  const source = await sourceOf(path, mediaType)
  // The thumbnail first: a file that is there has its thumbnail.
  if (thumbnail !== undefined) {
    await store.put(thumbnailKey(source.sha256), await sourceOf(thumbnail, FILE_TYPES.webp.mediaType))
  }
  await store.put(source.sha256, source)
  const full = extensionOf(name) === '' ? `${name}.${extensions[0]}` : name
  return { sha256: source.sha256, name: full, mediaType, size: source.size }
}

async function sourceOf(path: string, mediaType: string): Promise<FileSource> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { path, sha256: hash.digest('hex'), size: (await stat(path)).size, mediaType }
}
