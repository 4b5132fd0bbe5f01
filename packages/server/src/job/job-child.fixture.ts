// A process of its own that begins a run of a job, says so, and never ends it.
import process from 'node:process'
import { openJobs } from './open-jobs.ts'

const [connectionString] = process.argv.slice(2) as [string]
const jobs = openJobs({
  connection: { connectionString },
  pollSeconds: 0.5,
  lostAfterSeconds: 10,
  superviseSeconds: 1,
  retrySeconds: 1,
})
jobs.register('long', null, async () => {
  process.stdout.write('began\n')
  await new Promise(() => undefined)
})
await jobs.start()
await jobs.run('long')
