import { escapeXml } from '../xml-text.ts'

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export type Attributes = Readonly<Record<string, string | number>>

/** One element; its content is XML already. `element('w:jc', { 'w:val': 'center' })` → `<w:jc w:val="center"/>`. */
export function element(name: string, attributes: Attributes = {}, ...content: readonly string[]): string {
  const opening = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  const inner = content.join('')
  return inner === '' ? `<${name}${opening}/>` : `<${name}${opening}>${inner}</${name}>`
}
