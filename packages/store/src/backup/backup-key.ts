import { createHmac, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { backupError } from './backup-errors.ts'

/** What a backup is encrypted with: 32 bytes, or a passphrase. */
export type BackupKey = Uint8Array | string

/** How a file's own key is made of the key given; kept in the file. Salts in hex. */
export type KeyDerivation =
  | { name: 'hkdf-sha256'; salt: string }
  | { name: 'scrypt'; salt: string; cost: number; blockSize: number; parallel: number }

/** Characters that a passphrase has at least. */
const PASSPHRASE_LEAST = 12
/** 128 MiB and about half a second, once a file. Source: OWASP Password Storage Cheat Sheet, scrypt. */
const SCRYPT = { cost: 2 ** 17, blockSize: 8, parallel: 1 } as const
/** No file may ask for more memory than 1 GiB. */
const SCRYPT_MOST = 2 ** 20

/**
 * A key as people keep it in a file or a variable: 64 hex digits are 32 bytes, anything else readable is a passphrase;
 * a file of 32 unreadable bytes is the key itself.
 * Errors  backup.key-malformed
 */
export function parseBackupKey(given: Uint8Array): BackupKey {
  const bytes = Buffer.from(given)
  const text = bytes.toString('utf8').trim()
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (bytes.length === 32 && /[\p{Cc}\ufffd]/u.test(text)) return bytes
  if ([...text].length < PASSPHRASE_LEAST || text.includes('\ufffd')) {
    throw backupError('backup.key-malformed', { least: PASSPHRASE_LEAST })
  }
  return text
}

/** A fresh derivation for a new file, so that no two files share a key. Errors: backup.key-malformed. */
export function newDerivation(key: BackupKey): KeyDerivation {
  const salt = randomBytes(16).toString('hex')
  if (typeof key === 'string') return { name: 'scrypt', salt, ...SCRYPT }
  if (key.length !== 32) throw backupError('backup.key-malformed', { least: PASSPHRASE_LEAST })
  return { name: 'hkdf-sha256', salt }
}

/** The file's own key; null where the key given is of another kind than the file's, or the file asks for the absurd. */
export async function fileKey(key: BackupKey, derivation: KeyDerivation): Promise<Buffer | null> {
  const salt = Buffer.from(derivation.salt, 'hex')
  if (derivation.name === 'hkdf-sha256') {
    if (typeof key === 'string') return null
    return Buffer.from(hkdfSync('sha256', key, salt, 'shishu backup', 32))
  }
  const { cost: N, blockSize: r, parallel: p } = derivation
  if (typeof key !== 'string' || N * r > SCRYPT_MOST * 8 || p !== 1) return null
  return new Promise((resolve, reject) => {
    const options = { N, r, p, maxmem: 256 * N * r }
    scrypt(key.normalize('NFC'), salt, 32, options, (error, made) => (error ? reject(error) : resolve(made)))
  })
}

/** Tells whether a file's key is the right one, and nothing else of it. Hex. */
export function keyCheck(key: Buffer): string {
  return createHmac('sha256', key).update('shishu backup key check').digest('hex').slice(0, 32)
}
