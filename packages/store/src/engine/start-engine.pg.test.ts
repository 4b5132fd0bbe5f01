import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { ShishuError } from '@shishu/kernel'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { embeddedBinaries, findDebianPostgres } from './binaries.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { processBirth } from './process-birth.ts'
import { namespacesWork } from './run-as.ts'
import { type Engine, type EngineOptions, startEngine } from './start-engine.ts'

const root = mkdtempSync(join(tmpdir(), 'engine-'))
const isRoot = process.getuid?.() === 0
const debian = findDebianPostgres()
const running = new Set<Engine>()

afterEach(async () => {
  for (const engine of running) await engine.stop()
  running.clear()
})
afterAll(() => {
  if (canMount) execFileSync('umount', ['--lazy', disk])
  rmSync(root, { recursive: true, force: true })
})

describe.each([
  { name: 'embedded PostgreSQL 18', binaries: embeddedBinaries(), skip: false },
  { name: "Debian's PostgreSQL (skipped where there is none)", binaries: debian ?? embeddedBinaries(), skip: !debian },
])('$name', ({ binaries, skip }) => {
  describe.skipIf(skip)('start and stop', () => {
    const dataDir = join(root, `book-${binaries.version}`, 'postgres')
    const start = (more: Partial<EngineOptions> = {}) => started({ dataDir, binaries, ...more })

    beforeAll(() => mkdirSync(join(dataDir, '..', 'postgres.new-killed'), { recursive: true }))

    test('the first start makes a private folder and clears away what a killed one left', async () => {
      writeFileSync(join(dataDir, '..', 'postgres.new-killed', 'PG_VERSION'), '18\n')
      const engine = await start()
      expect(engine).toMatchObject({ socketDir: dataDir, port: 5432, user: 'postgres', version: binaries.version })
      expect(readdirSync(join(dataDir, '..'))).toEqual(['postgres'])
      expect(statSync(dataDir).mode & 0o777).toBe(0o700)
      await ask(engine, 'create table kept (id integer primary key)')
      await ask(engine, 'insert into kept values (1)')
      await Promise.all([engine.stop(), engine.stop()])
      expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false)
    })

    test('a later start finds what was booked, and the settings that keep it', async () => {
      const engine = await start({ settings: { work_mem: '16MB' } })
      expect(await ask(engine, 'select id from kept')).toEqual([{ id: 1 }])
      const settings = await ask(engine, `select name, setting from pg_settings where name = any('{${ASKED.join()}}')`)
      expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
        data_checksums: 'on',
        fsync: 'on',
        jit: 'off',
        listen_addresses: '',
        server_encoding: 'UTF8',
        shared_buffers: '32768',
        synchronous_commit: 'on',
        TimeZone: 'UTC',
        wal_compression: 'pglz',
        work_mem: '16384',
      })
    })

    test('text is ordered by code point, and Chinese names can be searched by trigram', async () => {
      const engine = await start()
      await ask(engine, 'create extension if not exists pg_trgm')
      const [row] = await ask(
        engine,
        `select array_agg(t order by t) as ordered, cardinality(show_trgm('张三丰')) as trigrams
           from unnest(array['中','b','B','一']) as t`,
      )
      expect(row).toEqual({ ordered: ['B', 'b', '一', '中'], trigrams: 4 })
    })

    test('after kill -9 of the server with a session at work, all that was acknowledged is there', async () => {
      const engine = await start()
      await ask(engine, 'create table at_work as select 1 as id')
      const busy = ask(engine, 'select count(*) from generate_series(1, 1000000000)').catch(() => 'cut off')
      await sleep(200)
      process.kill(serverPid(dataDir), 'SIGKILL')
      const again = await start()
      expect(await ask(again, 'select id from at_work')).toEqual([{ id: 1 }])
      expect(await busy).toBe('cut off')
      await engine.stop() // of a server that is gone: nothing to do, and nobody else's to stop
      expect(await ask(again, 'select 1 as one')).toEqual([{ one: 1 }])
    })

    test('a server that outlived its killed starter is ended, and a fresh one serves', async () => {
      const starter = spawnStarter(dataDir, binaries.version, 'setInterval(() => {}, 1000)')
      await once(starter.stdout!, 'data')
      const left = serverPid(dataDir)
      starter.kill('SIGKILL')
      await once(starter, 'exit')
      expect(processBirth(left)).not.toBeNull()
      const engine = await start()
      expect(processBirth(left)).toBeNull()
      expect(await ask(engine, 'select 1 as one')).toEqual([{ one: 1 }])
    })

    test('a server stops with a starter that ends by itself without stopping it', async () => {
      const starter = spawnStarter(dataDir, binaries.version, '')
      await once(starter.stdout!, 'data')
      expect(await once(starter, 'exit')).toEqual([0, null])
      for (let tries = 0; existsSync(join(dataDir, 'postmaster.pid')) && tries < 500; tries++) await sleep(10)
      expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false)
    })

    test('a leftover postmaster.pid whose number is another program by now does not block the start', async () => {
      writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n5432\n${dataDir}\n\n1 1\nready\n`)
      const engine = await start()
      expect(await ask(engine, 'select 1 as one')).toEqual([{ one: 1 }])
    })

    test('the server is out of reach of the terminal that started us', async () => {
      await start()
      const stat = readFileSync(`/proc/${serverPid(dataDir)}/stat`, 'latin1')
      const [, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      expect([group, session]).toEqual([String(serverPid(dataDir)), String(serverPid(dataDir))])
    })

    test('a failed statement leaves no value of it in the server log', async () => {
      const engine = await start()
      await ask(engine, "create table named as select '张三丰' as name")
      await ask(engine, 'create unique index named_once on named (name)')
      await expect(ask(engine, "insert into named values ('张三丰')")).rejects.toThrow(/named_once/)
      expect(readFileSync(join(dataDir, 'server.log'), 'utf8')).not.toMatch(/张三丰|named/)
    })

    test.skipIf(!isRoot || !namespacesWork())(
      'root serves in a user namespace, and the files stay its own',
      async () => {
        await start()
        const pid = serverPid(dataDir)
        expect(readFileSync(`/proc/${pid}/uid_map`, 'utf8').trim().split(/ +/)).toEqual(['65534', '0', '1'])
        expect(statSync(dataDir).uid).toBe(0)
      },
    )
  })
})

const ASKED = [
  'data_checksums',
  'fsync',
  'jit',
  'listen_addresses',
  'server_encoding',
  'shared_buffers',
  'synchronous_commit',
  'TimeZone',
  'wal_compression',
  'work_mem',
]

describe('places', () => {
  test.each([
    // folder                                        the socket lies in it
    ['账簿 2026, "一"', true],
    [`long-${'x'.repeat(100)}`, false],
  ])('a book in %s can be opened', async (folder, within) => {
    const dataDir = join(root, folder, 'postgres')
    const engine = await started({ dataDir })
    expect(await ask(engine, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(engine.socketDir === dataDir).toBe(within)
    expect(statSync(engine.socketDir).mode & 0o777).toBe(0o700)
    if (!within) rmSync(engine.socketDir, { recursive: true })
  })

  test('a folder of other files is refused and left alone', async () => {
    const dataDir = join(root, 'photos')
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'a.jpg'), '')
    expect(await refusal({ dataDir })).toMatchObject({ code: 'engine.start-failed' })
    expect(readdirSync(dataDir)).toEqual(['a.jpg'])
  })

  test('a folder of another major version is refused', async () => {
    const dataDir = join(root, 'old')
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'PG_VERSION'), '14\n')
    const { code, facts } = await refusal({ dataDir })
    expect(code).toBe('engine.start-failed')
    expect(facts).toEqual({ detail: expect.stringContaining('PostgreSQL 14') })
  })

  test('a setting the server does not take is refused with its own words', async () => {
    const { code, facts } = await refusal({ dataDir: join(root, 'settings'), settings: { work_mem: 'much' } })
    expect(code).toBe('engine.start-failed')
    expect(facts).toEqual({ detail: expect.stringContaining('"work_mem": "much"') })
  })

  test.skipIf(!isRoot)(
    'root without user namespaces serves as nobody, and goes on so (skipped unless root)',
    async () => {
      const dataDir = join(root, 'nobody', 'postgres')
      const nobody = { kind: 'user', uid: 65534, gid: 65534 } as const
      chmodSync(root, 0o755)
      mkdirSync(join(dataDir, '..'), { mode: 0o700 })
      await (await started({ dataDir, runAs: nobody })).stop()
      expect(statSync(dataDir)).toMatchObject({ uid: 65534, gid: 65534 })
      expect(statSync(join(dataDir, '..')).mode & 0o777).toBe(0o711)
      const engine = await started({ dataDir })
      expect(statSync(`/proc/${serverPid(dataDir)}`).uid).toBe(65534)
      expect(await ask(engine, 'select 1 as one')).toEqual([{ one: 1 }])
    },
  )

  test.skipIf(!isRoot)(
    'a book that nobody could only reach through a closed folder is refused (skipped unless root)',
    async () => {
      const dataDir = join(root, 'closed', 'book', 'postgres')
      mkdirSync(join(root, 'closed'), { mode: 0o700 })
      const { code, facts } = await refusal({ dataDir, runAs: { kind: 'user', uid: 65534, gid: 65534 } })
      expect(code).toBe('engine.start-failed')
      expect(facts).toEqual({ detail: expect.stringContaining('only root can enter') })
      expect(statSync(join(root, 'closed')).mode & 0o777).toBe(0o700)
    },
  )

  test.skipIf(!isRoot)('a folder that root used before is handed over (skipped unless root)', async () => {
    const dataDir = join(root, 'handed', 'postgres')
    chmodSync(root, 0o755)
    await (await started({ dataDir })).stop()
    const engine = await started({ dataDir, runAs: { kind: 'user', uid: 65534, gid: 65534 } })
    expect(await ask(engine, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

const disk = join(root, 'disk')
const canMount = isRoot && mounted('20m')

describe.skipIf(!canMount)('a full disk (skipped where no small disk can be mounted)', () => {
  test('at the first start says so and leaves nothing behind', async () => {
    const dataDir = join(disk, 'postgres')
    expect(await refusal({ dataDir })).toMatchObject({ code: 'engine.disk-full' })
    expect(readdirSync(disk)).toEqual([])
  })

  test('at a later start says so, and the book opens once there is room', async () => {
    const dataDir = join(disk, 'postgres')
    execFileSync('mount', ['-o', 'remount,size=200m', disk])
    await (await started({ dataDir })).stop()
    try {
      writeFileSync(join(disk, 'filler'), Buffer.alloc(200 * 1024 * 1024))
    } catch {
      // Full, as wanted.
    }
    expect(await refusal({ dataDir })).toMatchObject({ code: 'engine.disk-full' })
    rmSync(join(disk, 'filler'))
    expect(await ask(await started({ dataDir }), 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

async function started(options: EngineOptions): Promise<Engine> {
  const engine = await startEngine(options)
  running.add(engine)
  return engine
}

async function refusal(options: EngineOptions): Promise<ShishuError> {
  const outcome = await started(options).catch((cause: unknown) => cause)
  if (outcome instanceof ShishuError) return outcome
  throw outcome
}

async function ask(engine: Engine, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ host: engine.socketDir, port: engine.port, user: engine.user, database: 'postgres' })
  client.on('error', () => {}) // a server killed under it; the query's own promise says so
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

function serverPid(dataDir: string): number {
  return readPostmasterFile(dataDir)!.pid
}

/** A process of its own that starts the engine, says so, and does `then`. */
function spawnStarter(dataDir: string, version: number, then: string) {
  const code = `
    import { startEngine } from '${new URL('./start-engine.ts', import.meta.url)}'
    import { embeddedBinaries, findDebianPostgres } from '${new URL('./binaries.ts', import.meta.url)}'
    const binaries = ${version} === 18 ? embeddedBinaries() : findDebianPostgres()
    await startEngine({ dataDir: ${JSON.stringify(dataDir)}, binaries })
    console.log('started')
    ${then}`
  const flags = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', code]
  return spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] })
}

function mounted(size: string): boolean {
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
