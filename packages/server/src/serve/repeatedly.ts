/** Work that is done again and again until stopped, never twice at once. */
export interface Repeated {
  /** Ends it, once what is under way has ended. */
  stop(): Promise<void>
}

/** Does work every so many milliseconds, the first time after as many; what fails is told and tried again. */
export function repeatedly(
  milliseconds: number,
  onError: (error: unknown) => void,
  work: () => Promise<unknown>,
): Repeated {
  let underWay: Promise<unknown> | null = null
  const timer = setInterval(() => {
    underWay ??= work()
      .catch(onError)
      .finally(() => {
        underWay = null
      })
  }, milliseconds)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await underWay
    },
  }
}
