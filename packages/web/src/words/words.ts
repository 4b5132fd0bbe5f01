import type { zh } from './zh.ts'

/** The same shape with any text: literals widen to string, functions keep their arguments. */
type Widen<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]: Widen<T[K]> }

/** One language's table of messages. */
export type Words = Widen<typeof zh>
