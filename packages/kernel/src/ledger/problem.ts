import type { ShishuError } from '../error/define-errors.ts'

/** One thing that a person must mend: the field it stands in (null: the entry as a whole) and what is wrong. */
export interface Problem {
  field: string | null
  error: ShishuError
}
