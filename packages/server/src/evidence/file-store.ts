import type { Readable } from 'node:stream'
import { fileError } from './evidence-errors.ts'

/** Under which a file is kept: the sha256 of its bytes, or what was derived from that file. */
export type FileKey = string

/** A file to be kept. */
export interface FileSource {
  path: string
  sha256: string
  size: number
  mediaType: string
}

/** A file that is kept. */
export interface KeptFile {
  key: FileKey
  /** When it was last put or kept alive. */
  storedAt: Date
}

/**
 * Where evidence files lie. A key's bytes never change, and a file is there whole or not at all.
 * Errors of every method  file.store-unavailable
 */
export interface FileStore {
  /** Keeps a file. Done twice it is kept once, and its time begins anew. */
  put(key: FileKey, source: FileSource): Promise<void>
  /** A file's bytes, or those from `start` up to and including `end`; undefined where it is not kept. */
  find(key: FileKey, range?: { start: number; end: number }): Promise<{ bytes: Readable; size: number } | undefined>
  /** Begins a file's time anew, so that it is not collected meanwhile. False where it is not kept. */
  keepAlive(key: FileKey): Promise<boolean>
  /** Removes a file unless it was put or kept alive since. */
  removeOlder(key: FileKey, than: Date): Promise<boolean>
  /** Every file, in no order. */
  list(): AsyncIterable<KeptFile>
  /** Removes what a stopped process left half written before an instant. */
  removeLeftovers(before: Date): Promise<void>
}

const KEY = /^([0-9a-f]{64})(\.thumbnail)?$/

/** The key of a picture's thumbnail. */
export function thumbnailKey(sha256: string): FileKey {
  return `${checkKey(sha256)}.thumbnail`
}

/** The sha256 of the file that a key belongs to; undefined for what is no key. */
export function findKeySha256(key: string): string | undefined {
  return KEY.exec(key)?.[1]
}

/** A key that is one; anything else could be a path. Errors: file.not-kept. */
export function checkKey(key: string): FileKey {
  if (!KEY.test(key)) throw fileError('file.not-kept', { sha256: key.slice(0, 64).replace(/[^0-9a-f]/g, '_') })
  return key
}

/**
 * Makes sure that files about to be booked are kept, and stay so while they are booked.
 * Errors  file.not-kept
 */
export async function keepForBooking(store: FileStore, sha256s: readonly string[]): Promise<void> {
  for (const sha256 of sha256s) {
    if (!(await store.keepAlive(checkKey(sha256)))) throw fileError('file.not-kept', { sha256 })
  }
}
