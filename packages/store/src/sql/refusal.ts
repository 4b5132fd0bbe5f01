import { storeError } from '../store-errors.ts'

/** PostgreSQL's and the system's codes for a full disk. */
const DISK_FULL = new Set(['53100', 'ENOSPC'])
/** Row-level security and grants: what the asker's rights do not reach. */
const INSUFFICIENT_PRIVILEGE = '42501'
/** The statement took longer than it may. */
const QUERY_CANCELED = '57014'
/** The server has no connection left to give: other processes hold them. */
const TOO_MANY_CONNECTIONS = '53300'
/** pg-pool's own words: no connection came free in time, or the database did not answer in time. */
const NO_CONNECTION = /^timeout exceeded when trying to connect$|^Connection terminated due to connection timeout$/
/** The connection ended before an answer came. */
const CONNECTION_LOST = new Set(['57P01', '57P02', '57P03', '08003', '08006', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])

/** An error of the database as the refusal that a person can act on; any other error as it is. */
export function refusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (DISK_FULL.has(code) || /No space left on device/.test(error.message)) {
    return storeError('engine.disk-full', { path: '账簿所在磁盘' })
  }
  if (code === INSUFFICIENT_PRIVILEGE) return storeError('access.refused', {})
  if (code === QUERY_CANCELED) return storeError('engine.too-long', {})
  if (code === TOO_MANY_CONNECTIONS || NO_CONNECTION.test(error.message)) return storeError('engine.busy', {})
  const noSocket = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
  if (noSocket || CONNECTION_LOST.has(code) || /Connection terminated|not queryable/.test(error.message)) {
    // The system’s own words name the socket’s folder.
    return storeError('engine.connection-lost', { detail: code === '' ? error.message : code })
  }
  return error
}
