/** Beyond what JSON escapes: control and format characters, and those that end a line or turn the direction of text. */
const UNSHOWN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A line of the log in which what cannot be seen is written as `\uXXXX`. Its own line feed stays. */
export function escapeUnshown(line: string): string {
  return line.replace(UNSHOWN, (character) => {
    const units = character.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'))
    return units.map((unit) => `\\u${unit}`).join('')
  })
}
