import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packLibrary } from '@shishu/pack-library'
import { openBook } from '@shishu/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../setting/settings.ts'
import { serve } from './serve.ts'

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'shishu-start-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

test('a start that fails leaves nothing running: the book can be opened again at once', async () => {
  const start = serve({
    settings: readSettings({ SHISHU_DATA: dataDir, SHISHU_LOG_LEVEL: 'fatal' }),
    pack: packLibrary,
    onInvitation: () => {
      throw new Error('no console')
    },
  })
  await expect(start).rejects.toThrow('no console')
  await (await openBook({ dataDir, pack: packLibrary })).close()
})

test('an address that is taken is told, and leaves nothing running either', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => taken.once('listening', listening))
  const { port } = taken.address() as { port: number }
  const env = { SHISHU_DATA: dataDir, PORT: String(port), SHISHU_LOG_LEVEL: 'fatal' }
  const start = serve({ settings: readSettings(env), pack: packLibrary })
  await expect(start).rejects.toMatchObject({ code: 'server.address-taken' })
  taken.close()
  await (await openBook({ dataDir, pack: packLibrary })).close()
})
