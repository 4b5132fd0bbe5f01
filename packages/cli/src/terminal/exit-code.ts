/** What the command's exit code says. */
export const EXIT = {
  done: 0,
  /** The request was refused: something in it must be mended; nothing was booked. */
  refused: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** `check` or `verify` found that the book does not agree with itself. */
  disagrees: 3,
  /** A fault of the program: what happened is on the error stream. */
  internal: 70,
} as const
