import type { IncomingHttpHeaders } from 'node:http'
import type { OpenBook } from '@shishu/store'
import type { Accounts } from './account/index.ts'
import type { AuditSink } from './audit/audit-sink.ts'
import type { EvidenceSettings } from './evidence/evidence-settings.ts'
import type { FileStore } from './evidence/file-store.ts'
import type { Settler } from './job/settler.ts'
import type { Tasks } from './job/tasks.ts'
import type { Person } from './session/person.ts'
import type { AddressRules } from './webhook/guard-address.ts'

/** What routes work with. */
export interface Services {
  /** The book itself, past everybody's rights: for the server's own work. Routes read and write through `Ask.book`. */
  book: OpenBook
  /** The person whose session a request carries, or null. */
  identify(headers: IncomingHttpHeaders): Promise<Person | null>
  audit: AuditSink
  settler: Settler
  /** Address under which people reach the server; cookies and links follow it. */
  baseUrl: string
  accounts: Accounts
  /** Long work that people start. */
  tasks: Tasks
  /** Evidence files, and how they are received. */
  files: FileStore
  evidence: EvidenceSettings
  /** Which addresses that people enter may be asked by the server. */
  addressRules: AddressRules
  /** Folder for files of a day: marked workbooks, exports. */
  dataFolder: string
}
