// A process of its own that serves a book until it is told to stop, or killed.
import process from 'node:process'
import { packTownship } from '@shishu/pack-township'
import { readSettings, serve } from '../../src/serve/index.ts'

const running = await serve({ settings: readSettings(process.env), pack: packTownship })
process.on('message', async (asked) => {
  if (asked === 'stop') {
    await running.stop()
    process.exit(0)
  }
  if (asked === 'endless task') {
    const task = await running.services.tasks.start('export', 'nobody', null, () => new Promise(() => undefined))
    process.send!({ task: task.id })
  }
})
process.send!({ address: running.address })
