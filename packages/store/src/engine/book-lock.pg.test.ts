import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { lockBook } from './book-lock.ts'
import { processBirth } from './process-birth.ts'

const root = mkdtempSync(join(tmpdir(), 'lock-'))
let dir = root
beforeEach(() => {
  dir = mkdtempSync(join(root, 'book-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test('a locked book is refused to everyone, and free again after release', async () => {
  const lock = await lockBook(dir)
  await expect(lockBook(dir)).rejects.toMatchObject({ code: 'book.in-use', facts: { pid: process.pid } })
  expect(await run('await lockBook(dir)')).toMatchObject({ said: `in use by ${process.pid}` })
  await lock.release()
  await lock.release()
  const next = await lockBook(dir)
  await lock.release() // an old hold releases nobody else's
  await expect(lockBook(dir)).rejects.toMatchObject({ code: 'book.in-use' })
  await next.release()
  expect(readdirSync(dir)).toEqual([])
})

test('the lock of a killed process is taken over', async () => {
  await run(`await lockBook(dir); process.kill(process.pid, 'SIGKILL')`)
  expect(readdirSync(dir)).toEqual(['lock'])
  await (await lockBook(dir)).release()
  expect(readdirSync(dir)).toEqual([])
})

test.each([
  // the lock file a power cut or a killed process left                          why it binds nobody
  [`{"pid":1,"birth":"an earlier boot/77","id":"a"}\n`, 'the number is another process by now'],
  [`{"pid":4194304,"birth":"untold","id":"a"}\n`, 'no such process'],
  ['', 'emptied by a power cut'],
])('%s is taken over: %s', async (text) => {
  writeFileSync(join(dir, 'lock'), text)
  await lockBook(dir)
  expect(JSON.parse(readFileSync(join(dir, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid })
  expect(readdirSync(dir)).toEqual(['lock'])
})

test.skipIf(!existsSync('/proc/self/stat'))('a zombie holds nothing (skipped without /proc)', async () => {
  // The shell starts a child, then becomes a program that never asks how that child ended.
  const script = 'sleep 0.2 & echo $!; exec sleep 30'
  const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void parent.kill('SIGKILL'))
  const [said] = await once(parent.stdout!, 'data')
  const zombie = Number(String(said))
  await expect.poll(() => readFileSync(`/proc/${zombie}/stat`, 'latin1')).toMatch(/\) Z /)
  expect(processBirth(zombie)).toBeNull()
})

test.each(['no lock', 'a stale lock'])('of five processes that race for %s one wins', async (before) => {
  for (let round = 0; round < 5; round++) {
    for (const name of readdirSync(dir)) rmSync(join(dir, name))
    if (before === 'a stale lock') writeFileSync(join(dir, 'lock'), '{"pid":4194304,"birth":"x","id":"stale"}\n')
    const racers = Array.from({ length: 5 }, (_, racer) =>
      run(`
        writeFileSync(join(dir, 'ready-${racer}'), '')
        while (!existsSync(join(dir, 'go')));
        try { await lockBook(dir); console.log('won') } finally { writeFileSync(join(dir, 'tried-${racer}'), '') }
        while (!existsSync(join(dir, 'over'))) await sleep(10)`),
    )
    for (const [all, then] of [
      ['ready', 'go'],
      ['tried', 'over'],
    ] as const) {
      while (readdirSync(dir).filter((name) => name.startsWith(all)).length < 5) await sleep(10)
      writeFileSync(join(dir, then), '')
    }
    const said = (await Promise.all(racers)).map((outcome) => outcome.said.replace(/\d+/, 'N'))
    expect(said.toSorted()).toEqual(['in use by N', 'in use by N', 'in use by N', 'in use by N', 'won'])
  }
})

test('five processes that take turns, each again and again killed while it holds, never hold together', async () => {
  const turn = `
    for (let turn = 0; turn < 25; ) {
      let lock
      try { lock = await lockBook(dir) } catch (cause) {
        if (cause.code !== 'book.in-use') throw cause
        await sleep(Math.random() * 3)
        continue
      }
      writeFileSync(join(dir, 'inside'), '', { flag: 'wx' })
      await sleep(Math.random() * 2)
      rmSync(join(dir, 'inside'))
      if (turn++ > 5 && Math.random() < 0.2) process.kill(process.pid, 'SIGKILL')
      await lock.release()
    }
    console.log('done')`
  const lives = Array.from({ length: 5 }, async () => {
    for (let life = 0; life < 4; life++) {
      const { said, signal } = await run(turn)
      expect(said === 'done' || signal === 'SIGKILL', said).toBe(true)
    }
  })
  await Promise.all(lives)
  await (await lockBook(dir)).release()
  expect(readdirSync(dir).filter((name) => name.startsWith('lock'))).toEqual([])
})

/** Runs `code` in a process of its own, with `dir` and `lockBook` at hand. */
async function run(code: string): Promise<{ said: string; signal: NodeJS.Signals | null }> {
  const script = `
    import { lockBook } from '${new URL('./book-lock.ts', import.meta.url)}'
    import { existsSync, rmSync, writeFileSync } from 'node:fs'
    import { join } from 'node:path'
    import { setTimeout as sleep } from 'node:timers/promises'
    const dir = ${JSON.stringify(dir)}
    try { ${code} } catch (cause) {
      console.log(cause.code === 'book.in-use' ? 'in use by ' + cause.facts.pid : String(cause.stack))
    }`
  const flags = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (bytes) => {
    said += bytes
  })
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { said: said.trim(), signal }
}
