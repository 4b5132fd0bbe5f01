import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { fileError } from './evidence-errors.ts'
import { checkKey, type FileKey, type FileStore, findKeySha256, type KeptFile } from './file-store.ts'

/** A bucket of an S3-compatible store, addressed by path. */
export interface S3Settings {
  /** `https://host[:port]` */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Before every key, for a bucket that holds other things too; may be empty. */
  prefix: string
  /** How long an answer may take to begin, in milliseconds. */
  timeoutMs: number
}

/** Times that a request is sent again after 5xx or 429. */
const RETRIES = 3
/** sha256 of nothing: what a request without a body signs. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

type Asked = { method: string; headers?: Record<string, string>; body?: Uint8Array<ArrayBuffer>; query?: string }

/** A file store in a bucket. Every request signs its body's hash, so that what is altered on the way is refused. */
export function s3Store(settings: S3Settings): FileStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey, prefix, timeoutMs } = settings
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES })
  const bucketUrl = `${endpoint.replace(/\/+$/, '')}/${bucket}`
  const path = (key: FileKey) => `/${prefix}${checkKey(key)}`

  const ask = async (at: string, { method, headers, body, query = '' }: Asked): Promise<Response> => {
    const sent = { 'x-amz-content-sha256': EMPTY_SHA256, ...headers }
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), timeoutMs)
    const init = {
      method,
      headers: sent,
      signal: late.signal,
      redirect: 'error' as const,
      ...(body !== undefined && { body }),
    }
    const response = await client
      .fetch(`${bucketUrl}${encodeURI(at)}${query}`, init)
      .catch((error: Error) => {
        throw fileError('file.store-unavailable', { detail: error.name })
      })
      // A recording may take longer to send on than its first byte took to come.
      .finally(() => clearTimeout(timer))
    if (response.ok || response.status === 404) return response
    await response.body?.cancel()
    throw fileError('file.store-unavailable', { detail: `HTTP ${response.status}` })
  }
  const askShortly = async (at: string, asked: Asked): Promise<{ found: boolean; headers: Headers; text: string }> => {
    const response = await ask(at, asked)
    return { found: response.ok, headers: response.headers, text: await response.text() }
  }
  const found = (what: { found: boolean }) => {
    if (!what.found) throw fileError('file.store-unavailable', { detail: 'HTTP 404' })
  }

  return {
    async put(key, { path: file, sha256, mediaType }) {
      const body = new Uint8Array(await readFile(file))
      const headers = { 'content-type': mediaType, 'x-amz-content-sha256': sha256 }
      found(await askShortly(path(key), { method: 'PUT', headers, body }))
    },
    async find(key, range) {
      const headers = range === undefined ? {} : { range: `bytes=${range.start}-${range.end}` }
      const response = await ask(path(key), { method: 'GET', headers })
      if (response.status === 404 || response.body === null) {
        await response.body?.cancel()
        return undefined
      }
      const whole = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]
      const size = Number(whole ?? response.headers.get('content-length'))
      return { bytes: Readable.fromWeb(response.body as ReadableStream), size }
    },
    async keepAlive(key) {
      // A copy onto itself is how S3 lets a file's time begin anew; it wants something replaced.
      const headers = {
        'x-amz-copy-source': encodeURI(`/${bucket}${path(key)}`),
        'x-amz-metadata-directive': 'REPLACE',
      }
      return (await askShortly(path(key), { method: 'PUT', headers })).found
    },
    async removeOlder(key, than) {
      const { found: there, headers } = await askShortly(path(key), { method: 'HEAD' })
      const modified = new Date(headers.get('last-modified') ?? Number.NaN)
      if (!there || !(modified < than)) return false
      await askShortly(path(key), { method: 'DELETE' })
      return true
    },
    async *list() {
      let token: string | undefined
      do {
        const more = token === undefined ? '' : `&continuation-token=${encodeURIComponent(token)}`
        const query = `?list-type=2&prefix=${encodeURIComponent(prefix)}${more}`
        const page = await askShortly('', { method: 'GET', query })
        found(page)
        yield* keptFiles(page.text, prefix)
        token = inElement(page.text, 'NextContinuationToken')
      } while (token !== undefined)
    },
    async removeLeftovers() {
      // One request puts a file whole or not at all.
    },
  }
}

/** The files that one page of a listing names (ListObjectsV2). */
function keptFiles(xml: string, prefix: string): KeptFile[] {
  return [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].flatMap(([, contents]) => {
    const key = inElement(contents!, 'Key')?.slice(prefix.length)
    const storedAt = new Date(inElement(contents!, 'LastModified') ?? Number.NaN)
    return key === undefined || findKeySha256(key) === undefined || Number.isNaN(storedAt.getTime())
      ? []
      : [{ key, storedAt }]
  })
}

function inElement(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
  return text?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
