import type { Definitions, OrgTree, PostingRules } from '@shishu/kernel'
import type { Pool } from 'pg'
import type { BookPool } from '../access/scoped-pool.ts'

/** An open book: what every use of it needs. */
export interface Book {
  /** Connections that cannot change or remove what is booked, and for a person see and write what the person may. */
  pool: BookPool
  /** Connections for the book's own work, whoever caused it: sealing, folding. */
  keeperPool: Pool
  definitions: Definitions
  /** Identity of the definitions in force: sha256 of their canonical text. */
  definitionsId: string
  /** Number of each measure key in the database. */
  measureNumbers: ReadonlyMap<string, number>
  /** The tree of now; see org-unit/read-org-tree for that of another moment. */
  orgTree: OrgTree
  rules: PostingRules
  /** The time of day: the only clock in the store. */
  clock: () => Date
}
