import { createReadStream } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileError } from './evidence-errors.ts'

/** The longest answer that clamd gives, in bytes. */
const LONGEST_ANSWER = 4_096

/**
 * Has clamd scan a file (INSTREAM, clamd(8)). Whatever is not a clear "OK" keeps the file out.
 * @param address  `host:port` or `unix:/path`
 * Errors  file.infected, file.scan-unavailable
 */
export async function scanFile(address: string, path: string, timeoutMs: number): Promise<void> {
  const answer = await askClamd(address, path, timeoutMs).catch((error: NodeJS.ErrnoException) => {
    throw fileError('file.scan-unavailable', { detail: error.code ?? error.name })
  })
  const signature = /^stream: (.+) FOUND$/.exec(answer)?.[1]
  if (signature !== undefined) throw fileError('file.infected', { signature: printable(signature) })
  if (answer !== 'stream: OK') throw fileError('file.scan-unavailable', { detail: printable(answer) || 'no answer' })
}

async function askClamd(address: string, path: string, timeoutMs: number): Promise<string> {
  const socket = connect(address)
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), timeoutMs)
  try {
    const answer = readAnswer(socket)
    // clamd may answer and close before it has read all, for example when the file is over its own limit.
    const sending = pipeline(createReadStream(path), chunked(), socket, { end: false })
    return await Promise.race([answer, sending.then(() => answer)])
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

function connect(address: string): Socket {
  if (address.startsWith('unix:')) return createConnection(address.slice('unix:'.length))
  const colon = address.lastIndexOf(':')
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '')
  return createConnection(Number(address.slice(colon + 1)), host)
}

/** Every chunk after its length in four bytes; a length of zero ends the stream. */
function chunked(): Transform {
  const length = (of: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(of)
    return bytes
  }
  let begun = false
  return new Transform({
    transform(chunk: Buffer, _, done) {
      if (!begun) this.push('zINSTREAM\0')
      begun = true
      this.push(length(chunk.length))
      done(null, chunk)
    },
    flush(done) {
      if (!begun) this.push('zINSTREAM\0')
      done(null, length(0))
    },
  })
}

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (answer.includes('\0')) resolve(answer.slice(0, answer.indexOf('\0')))
      else if (answer.length > LONGEST_ANSWER) reject(new Error('answer too long'))
    })
    socket.on('end', () => resolve(answer.trim()))
    socket.on('error', reject)
    socket.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
  })
}

const printable = (text: string) => text.replace(/[^ -~]/g, '').slice(0, 100)
