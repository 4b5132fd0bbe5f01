const SHAPE = /^[a-z0-9]{3,32}$/

/** A login name as it is kept, or undefined where nobody can have it. Capitals are taken for small letters. */
export function parseLoginName(text: string): string | undefined {
  const name = text.trim().toLowerCase()
  return SHAPE.test(name) ? name : undefined
}
