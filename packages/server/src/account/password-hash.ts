import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { AccountSettings } from './account-settings.ts'
import { canonicalPassword } from './password-rules.ts'

/** argon2id with the settings' cost; both run outside the main thread. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  /** Whether the password is the hash's. Where there is no hash, costs the same and says no. */
  verify(hash: string | null, password: string): Promise<boolean>
}

/** Makes the hasher, and the decoy that is verified where nobody has a password. */
export function passwordHasher({ argon2, password: { mostLength } }: AccountSettings): PasswordHasher {
  const cost = { memoryCost: argon2.memoryKiB, timeCost: argon2.passes, parallelism: argon2.lanes }
  const hashOf = (password: string) => hash(canonicalPassword(password), cost)
  const decoy = hashOf(randomBytes(32).toString('base64'))
  return {
    hash: hashOf,
    async verify(stored, password) {
      // Hashing a very long text is work that a stranger could ask for; no password is that long.
      const canonical = canonicalPassword(password.slice(0, 4 * mostLength))
      const right = await verify(stored ?? (await decoy), canonical)
      return right && stored !== null && password.length <= 4 * mostLength
    },
  }
}
