export type Language = 'zh' | 'en'

/** What can be put in an error's facts: plain values, so that an error crosses a wire or a log unchanged. */
export type Facts = Record<string, string | number | boolean | null | readonly (string | number)[]>

/** One error code: its text in each language, made from its facts. */
export interface ErrorText<F extends Facts> {
  zh: (facts: F) => string
  en: (facts: F) => string
}

/** Declares one code of an error table; `F` is what the reader needs in order to act. */
export function fault<F extends Facts>(text: ErrorText<F>): ErrorText<F> {
  return text
}

/**
 * A refusal that a person can act on: a code, its facts, and its text in both languages.
 * It knows nothing of transports: whoever answers a request turns the code into a status.
 */
export class ShishuError extends Error {
  readonly code: string
  readonly facts: Facts
  readonly texts: Record<Language, string>

  constructor(code: string, facts: Facts, texts: Record<Language, string>) {
    super(`${code}: ${texts.zh}`)
    this.name = 'ShishuError'
    this.code = code
    this.facts = facts
    this.texts = texts
  }

  text(language: Language): string {
    return this.texts[language]
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a table's codes differ in their facts; each is checked where it is thrown.
export type ErrorTable = Record<string, ErrorText<any>>

/**
 * Turns a table of codes into its maker: `kernelError('period.malformed', { text })`.
 * Adding an error is one entry in one table; a wrong code or a missing fact does not compile.
 */
export function defineErrors<T extends ErrorTable>(table: T) {
  return <C extends keyof T & string>(code: C, facts: Parameters<T[C]['zh']>[0]): ShishuError =>
    new ShishuError(code, facts, { zh: table[code]!.zh(facts), en: table[code]!.en(facts) })
}
