import type { BookPool } from '@shishu/store'

/**
 * Resolves once the database has not answered for so long: an embedded one that has ended does not come back by itself, so
 * that the program had better end too and be started again by whoever watches it.
 */
export function databaseLost(pool: BookPool, { everyMs = 5_000, forMs = 30_000 } = {}): Promise<void> {
  return new Promise((lost) => {
    let answered = performance.now()
    let asking = false
    const timer = setInterval(async () => {
      if (performance.now() - answered > forMs) {
        clearInterval(timer)
        lost()
      }
      if (asking) return
      asking = true
      const found = await pool.query('select 1').catch(() => undefined)
      if (found !== undefined) answered = performance.now()
      asking = false
    }, everyMs)
    timer.unref()
  })
}
