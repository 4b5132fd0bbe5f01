// A process of its own that delivers what waits, until it is killed.
import process from 'node:process'
import { stateCouncilCalendar } from '@shishu/kernel'
import pg from 'pg'
import { webhookChannel } from '../webhook/webhook-channel.ts'
import { deliver } from './deliver.ts'
import { DEFAULT_MESSAGE_SETTINGS } from './message-settings.ts'

const [connectionString, now] = process.argv.slice(2) as [string, string]
const pool = new pg.Pool({ connectionString })
const clock = () => new Date(now)
const webhook = webhookChannel(pool, { rules: { allowed: ['127.0.0.1'], http: true }, clock })
await deliver({
  pool,
  clock,
  calendar: stateCouncilCalendar,
  settings: DEFAULT_MESSAGE_SETTINGS,
  channels: { webhook },
})
await pool.end()
