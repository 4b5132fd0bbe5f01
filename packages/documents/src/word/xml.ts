const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 cannot hold.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export type Attributes = Readonly<Record<string, string | number>>

/** Text as XML holds it. Characters that XML cannot hold are left out, as Word would refuse the file. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, '')
    .replace(/[&<>"]/g, (char) => ENTITIES[char]!)
}

/** One element; its content is XML already. `element('w:jc', { 'w:val': 'center' })` → `<w:jc w:val="center"/>`. */
export function element(name: string, attributes: Attributes = {}, ...content: readonly string[]): string {
  const opening = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  const inner = content.join('')
  return inner === '' ? `<${name}${opening}/>` : `<${name}${opening}>${inner}</${name}>`
}

/** The text that a piece of XML stands for. */
export function unescapeXml(xml: string): string {
  return xml.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}
