import type { InjectOptions } from 'fastify'
import type { Answer, TestServer } from './server-fixture.ts'

/** A form with one file, as a browser sends it. */
export function form(bytes: Uint8Array, name: string, mediaType = 'application/octet-stream'): InjectOptions {
  const boundary = '----shishu-form'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${mediaType}\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

/** Waits for the end of the task that an answer names. */
export async function ended(on: TestServer, { body }: Answer) {
  for await (const task of on.services.tasks.follow(body.id))
    if (task.state !== 'queued' && task.state !== 'running') return task
  throw new Error('no end')
}
