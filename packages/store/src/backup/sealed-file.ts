import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { backupError } from './backup-errors.ts'
import { type BackupKey, fileKey, type KeyDerivation, keyCheck, newDerivation } from './backup-key.ts'

/*
 * A file of which no byte can change unseen.
 *
 *   magic (16) · format (2) · length (2) · envelope, JSON · sha256 of all before (32)
 *   frames: header (4: top bit on the last, else length) · body · tag
 *
 * The prefix has this form in every format to come. Encrypted, a frame's tag is AES-256-GCM's (16), the nonce is the
 * frame's number; else it is a sha256 (32). Either covers the prefix, the frame's number and its header: frames can be
 * neither moved, left out, taken from another file nor cut off the end.
 */
const MAGIC = Buffer.from('SHISHU-BACKUP\r\n\0', 'latin1')
const FORMAT = 1
const LAST = 0x8000_0000
/** Bytes gathered into one frame. */
const FRAME = 1 << 18
const FRAME_MOST = 1 << 24

interface Envelope {
  /** Random: the same book backed up twice gives two files that share no frame. */
  id: string
  compression: 'zstd'
  encryption: { cipher: 'aes-256-gcm'; derivation: KeyDerivation; check: string } | null
}

/** How the frames of one file are sealed. */
interface Sealing {
  prefix: Buffer
  /** Identity of the prefix, which every frame's tag covers. */
  binding: Buffer
  key: Buffer | null
}

/** Begins a new file's sealing. Errors: backup.key-malformed. */
export async function newSealing(key: BackupKey | undefined): Promise<Sealing> {
  const envelope: Envelope = { id: randomBytes(16).toString('hex'), compression: 'zstd', encryption: null }
  let made: Buffer | null = null
  if (key !== undefined) {
    const derivation = newDerivation(key)
    made = await fileKey(key, derivation)
    envelope.encryption = { cipher: 'aes-256-gcm', derivation, check: keyCheck(made!) }
  }
  const text = Buffer.from(JSON.stringify(envelope))
  const sizes = Buffer.alloc(4)
  sizes.writeUInt16BE(FORMAT, 0)
  sizes.writeUInt16BE(text.length, 2)
  const head = Buffer.concat([MAGIC, sizes, text])
  const binding = sha256(head)
  return { prefix: Buffer.concat([head, binding]), binding, key: made }
}

/** The bytes of a file that holds what `source` gives. */
export async function* sealed(sealing: Sealing, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield sealing.prefix
  let number = 0
  let gathered: Buffer[] = []
  let size = 0
  const frame = (last: boolean) => {
    const made = sealFrame(sealing, number, Buffer.concat(gathered, size), last)
    number += 1
    gathered = []
    size = 0
    return made
  }
  for await (const chunk of source) {
    gathered.push(chunk)
    size += chunk.length
    if (size >= FRAME) yield frame(false)
  }
  yield frame(true)
}

function sealFrame({ binding, key }: Sealing, number: number, content: Buffer, last: boolean): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32BE(content.length + (last ? LAST : 0))
  if (key === null) return Buffer.concat([header, content, digest(binding, number, header, content)])
  const cipher = createCipheriv('aes-256-gcm', key, nonce(number))
  cipher.setAAD(Buffer.concat([binding, header]))
  return Buffer.concat([header, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/**
 * What a sealed file holds, frame by frame; a frame that is given was checked.
 * Errors  backup.not-a-backup, backup.newer-format, backup.key-needed, backup.wrong-key, backup.damaged.
 */
export async function* unsealed(file: string, given: BackupKey | undefined): AsyncGenerator<Buffer> {
  const damaged = (detail: string) => backupError('backup.damaged', { file, detail })
  const stream = createReadStream(file, { highWaterMark: FRAME })
  try {
    const take = taker(stream)
    const { binding, key } = await readPrefix(file, given, take)
    const tagSize = key === null ? 32 : 16
    for (let number = 0; ; number += 1) {
      const header = await take(4)
      if (header === null) throw damaged(`缺第 ${number + 1} 段 / part ${number + 1} is missing`)
      const word = header.readUInt32BE()
      const last = word >= LAST
      const length = last ? word - LAST : word
      const wrong = () => damaged(`第 ${number + 1} 段不对 / part ${number + 1}`)
      if (length > FRAME_MOST) throw wrong()
      const body = await take(length)
      const tag = await take(tagSize)
      if (body === null || tag === null) throw wrong()
      const content = openFrame({ binding, key }, number, header, body, tag)
      if (content === null) throw wrong()
      yield content
      if (!last) continue
      if ((await take(1)) !== null) throw damaged('末尾有多余的内容 / something follows the end')
      return
    }
  } finally {
    stream.destroy()
  }
}

/** Reads exactly so many bytes; null where the file ends before. */
type Take = (size: number) => Promise<Buffer | null>

async function readPrefix(file: string, given: BackupKey | undefined, take: Take): Promise<Omit<Sealing, 'prefix'>> {
  const damaged = backupError('backup.damaged', { file, detail: '文件头不对 / its beginning' })
  const magic = await take(MAGIC.length)
  if (magic === null || !magic.equals(MAGIC)) throw backupError('backup.not-a-backup', { file })
  const sizes = await take(4)
  const text = sizes === null ? null : await take(sizes.readUInt16BE(2))
  const hash = text === null ? null : await take(32)
  if (sizes === null || text === null || hash === null) throw damaged
  const binding = sha256(Buffer.concat([magic, sizes, text]))
  if (!binding.equals(hash)) throw damaged
  const found = sizes.readUInt16BE(0)
  if (found > FORMAT) throw backupError('backup.newer-format', { file, found, known: FORMAT })
  const { encryption } = JSON.parse(text.toString()) as Envelope
  if (encryption === null) return { binding, key: null }
  if (given === undefined) throw backupError('backup.key-needed', { file })
  const key = await fileKey(given, encryption.derivation)
  if (key === null || keyCheck(key) !== encryption.check) throw backupError('backup.wrong-key', { file })
  return { binding, key }
}

function openFrame(
  { binding, key }: Omit<Sealing, 'prefix'>,
  number: number,
  header: Buffer,
  body: Buffer,
  tag: Buffer,
): Buffer | null {
  if (key === null) return timingSafeEqual(digest(binding, number, header, body), tag) ? body : null
  const cipher = createDecipheriv('aes-256-gcm', key, nonce(number), { authTagLength: 16 })
  cipher.setAAD(Buffer.concat([binding, header]))
  cipher.setAuthTag(tag)
  const content = cipher.update(body)
  try {
    cipher.final()
  } catch {
    return null // the tag does not fit: what final() is for
  }
  return content
}

function nonce(number: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeBigUInt64BE(BigInt(number), 4)
  return bytes
}

function digest(binding: Buffer, number: number, header: Buffer, body: Buffer): Buffer {
  return createHash('sha256').update(binding).update(nonce(number)).update(header).update(body).digest()
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** Takes bytes off a stream in pieces of any size. */
export function taker(source: AsyncIterable<Buffer>): Take {
  const iterator = source[Symbol.asyncIterator]()
  let waiting: Buffer[] = []
  let size = 0
  return async (wanted) => {
    while (size < wanted) {
      const next = await iterator.next()
      if (next.done) return null
      waiting.push(next.value)
      size += next.value.length
    }
    if (wanted === 0) return Buffer.alloc(0)
    const whole = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, size)
    size -= wanted
    waiting = size === 0 ? [] : [whole.subarray(wanted)]
    return whole.subarray(0, wanted)
  }
}
