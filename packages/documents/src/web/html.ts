const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A piece of HTML, told apart from text so that no text gets into a page unescaped. */
export class Html {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

export type Content = Html | string | number | null | readonly Content[]

/** A template whose values are escaped, in text and in quoted attributes; nothing (null) prints nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((piece, index) => piece + (index < values.length ? markup(values[index]!) : '')).join(''))
}

function markup(content: Content | undefined): string {
  if (content === null || content === undefined) return ''
  if (content instanceof Html) return content.source
  if (typeof content === 'object') return content.map(markup).join('')
  return String(content)
    .toWellFormed()
    .replace(/[&<>"']/g, (char) => ENTITIES[char]!)
}
