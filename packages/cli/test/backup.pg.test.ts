import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { packTownship } from '@shishu/pack-township'
import { openBook } from '@shishu/store'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inProcessOn, NODE, shishuOn } from './shishu.ts'
import { MAIN_TOWN, ORG_UNITS, writeTownship } from './township.ts'

const root = mkdtempSync(join(tmpdir(), 'backup-'))
const data = join(root, 'data')
/** The command as a user runs it, and the same in this process. */
const shishu = shishuOn(data)
const { done, json } = inProcessOn(data)
const backup = join(root, 'book.backup')
const keyFile = join(root, 'key')
const HALF = ['--org', MAIN_TOWN, '--period', '2026-H1'] as const
const figure = async (on: { json: typeof json }) => (await on.json('figure', 'projects-in-library', ...HALF)).value

beforeAll(async () => {
  const paths = writeTownship(join(root, '台账'))
  const own = paths.filter((path) => path.endsWith(ORG_UNITS) || path.includes('青溪镇')).slice(0, 6)
  await done('import', ...own)
  writeFileSync(keyFile, `${'5a'.repeat(32)}\n`)
  mkdirSync(join(data, 'files', 'ab'), { recursive: true })
  writeFileSync(join(data, 'files', 'ab', 'cdef'), 'a scan')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('backup and restore', () => {
  test('a backup restores elsewhere: verified, recounted, its files in place, to be used at once', async () => {
    expect(await shishu.done('backup', backup, '--key-file', keyFile)).toMatch(
      /备份截至 .*，\d+ 张表、\d+ 行、1 个附件。/,
    )
    const other = shishuOn(join(root, 'restored'))
    const out = await other.done('restore', backup, '--key-file', keyFile)
    expect(out).toMatch(/341899101000：\d+ 笔，封印相符 [0-9a-f]{64}\n\d+ 条、\d+ 笔记账重算一遍，全部相符。/)
    expect(await other.json('verify')).toEqual(await json('verify'))
    expect(readFileSync(join(root, 'restored', 'files', 'ab', 'cdef'), 'utf8')).toBe('a scan')
    const again = await inProcessOn(join(root, 'restored')).run(['restore', backup, '--key-file', keyFile])
    expect([again.code, again.err]).toEqual([1, expect.stringMatching(/目标数据库里已有内容（shishu.*），没有动它/)])
  })

  test.each([
    ['without the key', [], /是加密的，请用 --key-file 或 SHISHU_BACKUP_KEY/, /encrypted; give its key/],
    ['with a wrong key', ['--key-file', 'wrong'], /密钥打不开备份文件/, /The key does not open backup/],
    [
      'as of a moment that it does not reach',
      ['--key-file', 'key', '--until', '2999-01-01'],
      /里面没有到/,
      /cannot say/,
    ],
  ])('%s a restore is refused, in both languages', async (_, args, zh, en) => {
    writeFileSync(join(root, 'wrong'), 'some other passphrase')
    const given = args.map((arg) => (['wrong', 'key'].includes(arg) ? join(root, arg) : arg))
    const other = inProcessOn(join(root, 'refused'))
    for (const [language, words] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const { code, err } = await other.run(['restore', backup, ...given, '--lang', language])
      expect([code, err]).toEqual([1, expect.stringMatching(words)])
    }
  })

  test('a damaged backup is refused', async () => {
    const bytes = readFileSync(backup)
    bytes[bytes.length >> 1]! ^= 1
    const file = join(root, 'damaged.backup')
    writeFileSync(file, bytes)
    const { code, err } = await inProcessOn(join(root, 'refused')).run(['restore', file, '--key-file', keyFile])
    expect([code, err]).toEqual([1, expect.stringMatching(/已损坏或不完整/)])
  })

  test('while another process has the book open it is backed up all the same; killed in the middle, it leaves no file', async () => {
    const book = await openBook({ dataDir: data, pack: packTownship })
    try {
      const busy = join(root, 'busy.backup')
      const { code, err } = await shishu.run(['backup', busy])
      expect([code, err]).toEqual([0, expect.stringMatching(/备份没有加密/)])
      const { socketDir, port, user } = await book.asOwner(async (owner) => ({
        socketDir: owner.host,
        port: owner.port,
        user: owner.user!,
      }))
      const blocker = new pg.Client({ host: socketDir, port, user, database: 'postgres' })
      await blocker.connect()
      await blocker.query('begin; lock table shishu.measure')
      const killed = join(root, 'killed.backup')
      const child = spawn(process.execPath, [...NODE, 'backup', killed], { env: shishu.env, stdio: 'ignore' })
      const gone = once(child, 'exit')
      while (!existsSync(`${killed}.part`)) await new Promise((resolve) => setTimeout(resolve, 20))
      child.kill('SIGKILL')
      await gone
      await blocker.end()
      expect(readdirSync(root)).not.toContain('killed.backup')
    } finally {
      await book.close()
    }
  })

  test('an export opens as a new book with the same seals and figures, and tells what is not in it', async () => {
    const file = join(root, 'export.gz')
    await done('export', file)
    const other = inProcessOn(join(root, 'opened'))
    const out = await other.done('open-export', file)
    expect(out).toMatch(/导出文件里没有个人信息：\d+ 处读作已删除/)
    expect(out).toMatch(/全部相符。/)
    expect(await other.json('verify')).toEqual(await json('verify'))
    expect(await figure(other)).toEqual(await figure({ json }))
  })
})
