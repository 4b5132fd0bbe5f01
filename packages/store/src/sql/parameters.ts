/** The parameters of a statement under construction: a value is bound and stands in the text as `$n`, never as itself. */
export interface Parameters {
  readonly values: unknown[]
  /** Adds a value and gives back its place: `$3::bigint`. */
  bind(value: unknown, type: string): string
}

export function parameters(): Parameters {
  const values: unknown[] = []
  return {
    values,
    bind: (value, type) => {
      values.push(value)
      return `$${values.length}::${type}`
    },
  }
}
