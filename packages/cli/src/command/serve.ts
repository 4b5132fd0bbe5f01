import { fileURLToPath } from 'node:url'
import type { OpenBook } from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { type Context, withBook } from './context.ts'

export interface ServeOptions {
  port?: string
  host?: string
}

/** Where the browser application is built to. */
const WEB = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/**
 * `shishu serve`: the server, until it is told to stop.
 * @param book  one that is open already
 * @param ready  told once requests are answered
 */
export async function serveCommand(
  context: Context,
  options: ServeOptions,
  {
    book,
    ready,
  }: { book?: OpenBook; ready?: (running: import('@shishu/server/serve').RunningServer) => Promise<void> } = {},
): Promise<number> {
  const { terminal, env, cwd, pack } = context
  // The server's parts take a while to load; no other command needs them.
  const { databaseLost, onStopSignal, readSettings, serve, systemdNotifier } = await import('@shishu/server/serve')
  const given = { ...env, ...(options.port && { PORT: options.port }), ...(options.host && { HOST: options.host }) }
  const settings = readSettings(env.SHISHU_DATA ? given : { ...given, SHISHU_DATA: `${cwd}/data` })
  const say = (zh: string, en: string) => terminal.note(terminal.say({ zh, en }))
  const running = await serve({
    settings,
    pack,
    webFolder: WEB,
    ...(book === undefined ? {} : { book }),
    onInvitation: ({ name, url, expiresAt }) =>
      say(
        `请 ${name} 在 ${expiresAt.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })} 前打开这个链接设置口令（只能用一次）：\n  ${url}`,
        `${name}: set your password here before ${expiresAt.toISOString()} (usable once):\n  ${url}`,
      ),
  })
  say(`服务已启动：${running.address}　按 Ctrl+C 停止`, `Serving at ${running.address}; Ctrl+C stops`)
  const notifier = systemdNotifier(env)
  await notifier.ready(async () => (await fetch(`${running.address}/health/live`)).ok)
  await ready?.(running)
  const asked = new Promise<number>((resolve) => onStopSignal(() => resolve(EXIT.done)))
  const lost = databaseLost(running.services.book.keeperPool).then(() => EXIT.internal)
  const code = await Promise.race(settings.databaseUrl === null ? [asked, lost] : [asked])
  if (code === EXIT.done) say('正在停止……', 'Stopping …')
  else
    say(
      '内置数据库已停止，服务随之结束，请重新启动。',
      'The embedded database has ended, and the server with it; start it again.',
    )
  void notifier.stopping()
  await running.stop()
  return code
}

/** `shishu recover NAME`: a new link for one of the three administrators; their other sessions end. */
export async function recoverCommand(context: Context, name: string): Promise<number> {
  const { terminal, env } = context
  const { readSettings, recoverAdministrator } = await import('@shishu/server/serve')
  const settings = readSettings(env)
  return withBook(context, async (book) => {
    const { token, expiresAt } = await recoverAdministrator(book, settings, name)
    const url = `${settings.publicUrl ?? `http://localhost:${settings.port}`}/enrol/${token}`
    const words = {
      zh: `请 ${name} 在 ${expiresAt.toISOString()} 前打开这个链接重设口令（只能用一次）：\n  ${url}`,
      en: `${name}: set a new password here before ${expiresAt.toISOString()} (usable once):\n  ${url}`,
    }
    terminal.print(terminal.say(words))
    return EXIT.done
  })
}
