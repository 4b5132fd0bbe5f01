const SHANGHAI_MS = 8 * 3_600_000

/** An instant as people in Shanghai read it, to the minute: 2026-03-05 18:00. */
export function shanghaiTime(iso: string): string {
  return new Date(Date.parse(iso) + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ')
}
