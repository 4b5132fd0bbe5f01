import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Client } from 'undici'

/** What a server answered. */
export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape are looked into.
  body: any
}

/** A browser of one person: one connection, kept alive, and a session. */
export class SessionClient {
  readonly #client: Client
  readonly #headers: Record<string, string>

  constructor(address: string, cookie: string) {
    this.#client = new Client(address, { pipelining: 1 })
    this.#headers = { cookie, 'x-shishu': '1', 'accept-encoding': 'gzip, deflate, br' }
  }

  get(path: string): Promise<Answer> {
    return this.#ask('GET', path, undefined, {})
  }

  post(path: string, body: object): Promise<Answer> {
    return this.#ask('POST', path, JSON.stringify(body), { 'content-type': 'application/json' })
  }

  /** Sends a file as a form does. */
  upload(path: string, name: string, bytes: Buffer): Promise<Answer> {
    const boundary = 'a-line-that-no-file-holds'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
    return this.#ask('POST', path, body, { 'content-type': `multipart/form-data; boundary=${boundary}` })
  }

  close(): Promise<void> {
    return this.#client.destroy()
  }

  async #ask(
    method: 'GET' | 'POST',
    path: string,
    body: string | Buffer | undefined,
    more: Record<string, string>,
  ): Promise<Answer> {
    const answer = await this.#client.request({
      ...{ method, path, headers: { ...this.#headers, ...more } },
      ...(body === undefined ? {} : { body }),
    })
    const bytes = Buffer.from(await answer.body.arrayBuffer())
    const encoding = answer.headers['content-encoding']
    const text = encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes
    const isJson = String(answer.headers['content-type']).includes('json')
    return { status: answer.statusCode, body: isJson ? JSON.parse(text.toString('utf8')) : null }
  }
}
