// A process of its own that starts tasks without an end, one running and one waiting behind others, until it is killed.
import process from 'node:process'
import pg from 'pg'
import { openTasks } from './tasks.ts'

const [connectionString] = process.argv.slice(2) as [string]
const pool = new pg.Pool({ connectionString })
const tasks = await openTasks({ pool, connection: { connectionString }, clock: () => new Date() })
const ids: string[] = []
for (let count = 0; count < 3; count += 1) {
  const task = await tasks.start('check', 'zhang', null, async (progress, signal) => {
    progress({ entries: 5000 })
    await new Promise((resolve) => {
      signal.addEventListener('abort', resolve)
    })
    throw new Error('stopped')
  })
  ids.push(task.id)
}
process.stdout.write(`${JSON.stringify(ids)}\n`)
setInterval(() => undefined, 60_000)
