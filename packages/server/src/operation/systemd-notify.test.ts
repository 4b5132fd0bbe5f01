import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { systemdNotifier } from './systemd-notify.ts'

const folder = mkdtempSync(join(tmpdir(), 'shishu-notify-'))
afterAll(() => rmSync(folder, { recursive: true }))

const hasProgram = (name: string) => {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`])
    return true
  } catch {
    return false
  }
}

test('systemd is told when the service is ready, alive and stopping', async () => {
  const told: string[] = []
  const notifier = systemdNotifier({ NOTIFY_SOCKET: '/run/x', WATCHDOG_USEC: '60000' }, async (args) => {
    told.push(...args)
  })
  let alive = true
  await notifier.ready(async () => alive)
  await expect.poll(() => told.length).toBeGreaterThan(2)
  expect(told.slice(0, 2)).toEqual(['--ready', 'WATCHDOG=1'])
  alive = false
  const count = told.length
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect(told.length).toBe(count)
  await notifier.stopping()
  expect(told.at(-1)).toBe('STOPPING=1')
})

test('where systemd did not start the service nobody is told', async () => {
  const told: string[] = []
  const notifier = systemdNotifier({ WATCHDOG_USEC: '1000' }, async (args) => {
    told.push(...args)
  })
  await notifier.ready()
  await notifier.stopping()
  expect(told).toEqual([])
})

test.skipIf(!hasProgram('systemd-notify') || !hasProgram('python3'))(
  'through the real program, a real socket hears it',
  async () => {
    const socket = join(folder, 'notify')
    const heard = join(folder, 'heard')
    // Node opens no datagram socket of this kind, which is why the program is used at all.
    const script = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(sys.argv[1]); s.settimeout(20)
print('bound', flush=True)
open(sys.argv[2], 'wb').write(s.recv(4096))`
    const listener = spawn('python3', ['-c', script, socket, heard], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => listener.stdout.once('data', resolve))
    const ended = new Promise((resolve) => listener.once('exit', resolve))
    process.env.NOTIFY_SOCKET = socket
    try {
      await systemdNotifier(process.env).ready()
    } finally {
      delete process.env.NOTIFY_SOCKET
    }
    await ended
    expect(readFileSync(heard, 'utf8')).toContain('READY=1')
  },
)
