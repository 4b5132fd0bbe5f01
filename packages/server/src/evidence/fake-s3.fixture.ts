import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AwsV4Signer } from 'aws4fetch'

export const S3_KEYS = { accessKeyId: 'AKTEST', secretAccessKey: 'secret-of-the-test' }

export interface FakeS3 {
  endpoint: string
  objects: Map<string, { body: Buffer; type: string; storedAt: Date }>
  /** Methods and paths asked for. */
  asked: string[]
  /** Answers the next requests with this status. */
  failNext(status: number, times: number): void
  stop(): Promise<void>
}

/** An S3 server with one bucket `files`: it refuses what is not signed with its key, or signed for another body. */
export async function startFakeS3(region: string, pageSize = 2): Promise<FakeS3> {
  const objects: FakeS3['objects'] = new Map()
  const asked: string[] = []
  let failing = { status: 0, times: 0 }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    asked.push(`${request.method} ${request.url}`)
    if (failing.times > 0) {
      failing.times -= 1
      response.writeHead(failing.status).end()
    } else if (!(await isSigned(request, body, region))) response.writeHead(403).end()
    else answer(objects, pageSize, request, response, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    asked,
    failNext: (status, times) => {
      failing = { status, times }
    },
    stop: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  }
}

/** Signs the request again with the key and compares. */
async function isSigned(request: IncomingMessage, body: Buffer, region: string): Promise<boolean> {
  const given = request.headers.authorization ?? ''
  const hash = String(request.headers['x-amz-content-sha256'])
  if (hash !== createHash('sha256').update(body).digest('hex')) return false
  const signed = /SignedHeaders=([^,]+)/.exec(given)?.[1]?.split(';') ?? []
  const headers: Record<string, string> = {}
  for (const name of signed) if (name !== 'host') headers[name] = String(request.headers[name])
  const signer = new AwsV4Signer({
    method: request.method!,
    url: `http://${request.headers.host}${request.url}`,
    headers,
    datetime: String(request.headers['x-amz-date']),
    service: 's3',
    region,
    ...S3_KEYS,
  })
  return (await signer.authHeader()) === given
}

function answer(
  objects: FakeS3['objects'],
  pageSize: number,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): void {
  const url = new URL(request.url!, 'http://s3')
  const key = decodeURIComponent(url.pathname).replace(/^\/files\/?/, '')
  if (request.method === 'GET' && key === '') {
    response.end(listing(objects, url, pageSize))
    return
  }
  const object = objects.get(key)
  if (request.method === 'PUT' && request.headers['x-amz-copy-source'] !== undefined) {
    if (object !== undefined) object.storedAt = new Date()
    response.writeHead(object === undefined ? 404 : 200).end()
  } else if (request.method === 'PUT') {
    objects.set(key, { body, type: String(request.headers['content-type']), storedAt: new Date() })
    response.end()
  } else if (request.method === 'DELETE') {
    objects.delete(key)
    response.writeHead(204).end()
  } else if (object === undefined) response.writeHead(404).end()
  else sendObject(object, request, response)
}

function sendObject(
  { body, type, storedAt }: { body: Buffer; type: string; storedAt: Date },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const headers = { 'content-type': type, 'last-modified': storedAt.toUTCString() }
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
  if (range === null) {
    response.writeHead(200, { ...headers, 'content-length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
    return
  }
  const [from, to] = [Number(range[1]), Number(range[2])]
  response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${to}/${body.length}` })
  response.end(body.subarray(from, to + 1))
}

function listing(objects: FakeS3['objects'], url: URL, pageSize: number): string {
  const prefix = url.searchParams.get('prefix') ?? ''
  const from = Number(url.searchParams.get('continuation-token')?.replace('page&', '') ?? 0)
  const found = [...objects].filter(([key]) => key.startsWith(prefix)).sort()
  const page = found.slice(from, from + pageSize)
  const next =
    from + pageSize < found.length ? `<NextContinuationToken>page&amp;${from + pageSize}</NextContinuationToken>` : ''
  const contents = page.map(
    ([key, { storedAt, body }]) =>
      `<Contents><Key>${key}</Key><LastModified>${storedAt.toISOString()}</LastModified><Size>${body.length}</Size></Contents>`,
  )
  return `<?xml version="1.0"?><ListBucketResult><Name>files</Name>${next}${contents.join('\n')}</ListBucketResult>`
}
