/** Work that took longer than it was given. */
export class LateError extends Error {
  constructor(milliseconds: number) {
    super(`no answer in ${Math.round(milliseconds)} ms`)
    this.name = 'LateError'
  }
}

/** What `work` gives. Errors: LateError where it takes longer; the work itself goes on. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LateError(milliseconds)), milliseconds)
  })
  // Nobody listens any more when it fails after the limit.
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
