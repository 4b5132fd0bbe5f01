import { execFile } from 'node:child_process'

/** Tells systemd how the service is (sd_notify(3)); tells nobody where systemd did not start it. */
export interface SystemdNotifier {
  /** Requests are answered from now on. The watchdog is told so too, as often as it asks, while `alive` says so. */
  ready(alive?: () => Promise<boolean>): Promise<void>
  stopping(): Promise<void>
}

type Run = (args: readonly string[]) => Promise<void>

/** Through the program `systemd-notify`: the socket is of a kind that Node does not open. Without it nothing is told. */
export function systemdNotifier(
  env: Readonly<Record<string, string | undefined>>,
  run: Run = runNotify,
): SystemdNotifier {
  const told = env.NOTIFY_SOCKET ? run : async () => undefined
  const watchdogMs = Number(env.WATCHDOG_USEC ?? 0) / 1_000
  let timer: NodeJS.Timeout | undefined
  return {
    ready: async (alive = async () => true) => {
      await told(['--ready'])
      if (!(watchdogMs > 0) || !env.NOTIFY_SOCKET) return
      timer = setInterval(async () => {
        // Silence is what makes systemd start the service anew.
        if (await alive().catch(() => false)) await told(['WATCHDOG=1'])
      }, watchdogMs / 3)
      timer.unref()
    },
    stopping: async () => {
      clearInterval(timer)
      await told(['STOPPING=1'])
    },
  }
}

function runNotify(args: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    // A system without the program, or a slow one, must not keep the server from its work.
    execFile('systemd-notify', [...args], { timeout: 5_000 }, () => resolve())
  })
}
