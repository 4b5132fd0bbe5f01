import type { Claimed } from './delivery.ts'

/** How an attempt to send ended. */
export type Outcome =
  | { kind: 'sent' }
  /** `error` is a code without personal values; `final`: another attempt could not succeed. */
  | { kind: 'failed'; error: string; final: boolean }

/** A road out of the application. */
export interface Channel {
  /** One attempt. It ends within a minute, and does not throw. */
  send(delivery: Claimed): Promise<Outcome>
  close(): Promise<void>
}
