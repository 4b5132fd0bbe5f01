import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { handOver, type RunAs } from './run-as.ts'

/** Names the socket only; nothing listens on TCP. */
export const PORT = 5432

/** Longest path of a Unix socket, in bytes (sun_path less its end mark). */
const LONGEST = process.platform === 'linux' ? 107 : 103

/**
 * The folder for a server's socket: its data folder, or where that path is too long a private one (0700) under the
 * system's temporary folder, named by the data folder so that it is the same at every start.
 */
export function socketFolder(dataDir: string, runAs: RunAs): string {
  if (Buffer.byteLength(join(dataDir, `.s.PGSQL.${PORT}`)) <= LONGEST) return dataDir
  const named = join(tmpdir(), `shishu-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`)
  const folder = isPrivate(named, runAs) ? named : mkdtempSync(`${named}-`) // another user sits on the name
  handOver(runAs, folder)
  return folder
}

function isPrivate(folder: string, runAs: RunAs): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stat = lstatSync(folder)
  const owners = [process.getuid?.(), runAs.kind === 'user' ? runAs.uid : undefined]
  return stat.isDirectory() && owners.includes(stat.uid) && (stat.mode & 0o077) === 0
}
