import { codeKey } from '@shishu/kernel'
import { DefinitionId, EntryId, FileHash, object, ReceivedFile, TownCode } from '@shishu/protocol'
import {
  evidenceHistory,
  inSnapshot,
  readEntry,
  receivedBytes,
  recordReceived,
  type StoredEvidence,
  storeError,
} from '@shishu/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { byteRange } from '../evidence/byte-range.ts'
import { fileError } from '../evidence/evidence-errors.ts'
import { thumbnailKey } from '../evidence/file-store.ts'
import { FILE_TYPES } from '../evidence/file-type.ts'
import { evidenceReceiver, type ReceiveEvidence } from '../evidence/receive-evidence.ts'
import { serveHeaders } from '../evidence/serve-headers.ts'
import { type Ask, type Asked, defineRoute } from '../route/route.ts'
import { uploadedFile } from '../route/uploaded-file.ts'
import type { Services } from '../services.ts'

/** One receiver for each server: pictures take their turns in it. */
const receivers = new WeakMap<Services, ReceiveEvidence>()

function receiverOf(services: Services): ReceiveEvidence {
  const receive = receivers.get(services) ?? evidenceReceiver(services.files, services.evidence)
  receivers.set(services, receive)
  return receive
}

const upload = defineRoute({
  method: 'POST',
  url: '/api/evidence',
  tag: 'evidence',
  summary: {
    zh: '上传附件（照片、扫描件、文件），供随后的记账引用',
    en: 'Upload a photo, scan or document for a booking to bring',
  },
  access: 'signed-in',
  consumes: ['multipart/form-data'],
  response: ReceivedFile,
  status: 201,
  perMinute: 120,
  handle: async ({ request, person, rights, services }) => {
    if (!rights.mayAnywhere('entry.write') && !rights.mayAnywhere('entry.step')) throw storeError('access.refused', {})
    await checkDay(services, person.account)
    const part = await uploadedFile(request, services.evidence.maxBytes)
    const file = await receiverOf(services)(part.file, { name: part.filename, keepLocation: false })
    await recordReceived(services.book, person.account, file)
    return file
  },
})

const DAY_MS = 86_400_000

/** Refuses more files to a person who has sent a day's worth of bytes; before the next is read. Errors: file.too-many. */
async function checkDay({ book, evidence }: Services, person: string): Promise<void> {
  const since = new Date(book.clock().getTime() - DAY_MS)
  const { bytesADay: limitBytes } = evidence
  if ((await receivedBytes(book, person, since)) >= limitBytes) throw fileError('file.too-many', { limitBytes })
}

const AFile = object({ town: TownCode, ledger: DefinitionId, entry: EntryId, sha256: FileHash })
const FILE_URL = '/api/towns/:town/ledgers/:ledger/entries/:entry/evidence/:sha256'
type FileAsk = Ask<typeof AFile, undefined, undefined>

/** Where the entry lies is known once it is read; until then, some place of the town must be the asker's. */
const inTown = ({ params }: Pick<FileAsk, 'params'>, { book }: Services): Asked => ({
  act: 'entry.read',
  orgUnit: params.town,
  ledger: book.definitions.ledger(params.ledger),
  reach: 'part',
})

const file = defineRoute({
  method: 'GET',
  url: FILE_URL,
  tag: 'evidence',
  summary: { zh: '下载条目的附件（含已取下的旧附件）', en: 'A file of an entry, of earlier versions too' },
  access: 'rights',
  params: AFile,
  produces: ['*/*'],
  asks: inTown,
  handle: async (ask) => {
    const { name, mediaType } = await fileOf(ask)
    return serve(ask, ask.params.sha256, mediaType, name)
  },
})

const thumbnail = defineRoute({
  method: 'GET',
  url: `${FILE_URL}/thumbnail`,
  tag: 'evidence',
  summary: { zh: '附件照片的缩略图', en: 'The thumbnail of a picture' },
  access: 'rights',
  params: AFile,
  produces: [FILE_TYPES.webp.mediaType],
  asks: inTown,
  handle: async (ask) => {
    await fileOf(ask)
    return serve(ask, thumbnailKey(ask.params.sha256), FILE_TYPES.webp.mediaType, 'thumbnail.webp')
  },
})

/** What an entry that the asker may read says or said of a file. Errors: entry.unknown, file.not-kept. */
async function fileOf({ params, book }: FileAsk): Promise<StoredEvidence> {
  const { town, ledger, entry, sha256 } = params
  await readEntry(book, town, ledger, entry)
  const history = await inSnapshot(book.pool, (client) => evidenceHistory(client, codeKey(town), entry))
  const said = [...history.values()].flat().findLast((one) => one.sha256 === sha256)
  if (said === undefined) throw fileError('file.not-kept', { sha256 })
  return said
}

/** Sends a kept file or a range of it. Errors: file.not-kept, file.store-unavailable. */
async function serve(
  { request, reply, services }: Pick<FileAsk, 'request' | 'reply' | 'services'>,
  key: string,
  mediaType: string,
  name: string,
) {
  const notKept = () => fileError('file.not-kept', { sha256: key.slice(0, 64) })
  const etag = `"${key}"`
  reply.headers(serveHeaders(mediaType, name)).header('etag', etag)
  const whole = await services.files.find(key)
  if (whole === undefined) throw notKept()
  if (request.headers['if-none-match'] === etag) {
    whole.bytes.destroy()
    return reply.status(304).send()
  }
  const range = rangeOf(request, reply, whole.size, etag)
  if (range === null) return reply.header('content-length', whole.size).send(whole.bytes)
  whole.bytes.destroy()
  if (range === undefined) return reply.status(416).header('content-range', `bytes */${whole.size}`).send()
  const part = await services.files.find(key, range)
  if (part === undefined) throw notKept()
  return reply
    .status(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${whole.size}`)
    .header('content-length', range.end - range.start + 1)
    .send(part.bytes)
}

/** The range that is asked for. What is compressed on its way is sent whole: a part of it would be of other bytes. */
function rangeOf(request: FastifyRequest, reply: FastifyReply, size: number, etag: string) {
  if (/^text\/|octet-stream/.test(String(reply.getHeader('content-type')))) return null
  reply.header('accept-ranges', 'bytes')
  const { range } = request.headers
  const condition = request.headers['if-range']
  return condition !== undefined && condition !== etag ? null : byteRange(range, size)
}

export const evidenceRoutes = [upload, file, thumbnail]
