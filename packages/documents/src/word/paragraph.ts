import { escapeXml } from '../xml-text.ts'
import type { StyleId } from './styles.ts'
import { element } from './xml.ts'

/** A paragraph. `properties` are what it sets beyond its style, in the order of the schema. */
export function paragraph(style: StyleId, content: string, properties = ''): string {
  return element('w:p', {}, element('w:pPr', {}, element('w:pStyle', { 'w:val': style }), properties), content)
}

/** Letters, digits and their signs. A minus sign is in no GB2312 typeface. */
const WESTERN = /([\u0021-\u007e−]+)/

/**
 * Text as runs, Western and Chinese apart as Word itself writes them.
 *
 * Quotation marks, dashes and dots have no script of their own: the hint sets those beside Chinese in the Chinese typeface.
 */
export function textRuns(text: string, characterStyle?: 'Lead'): string {
  const style = characterStyle === undefined ? '' : element('w:rStyle', { 'w:val': characterStyle })
  return text
    .split(WESTERN)
    .map((piece, index) => {
      if (piece === '') return ''
      const properties = style + (index % 2 === 0 ? element('w:rFonts', { 'w:hint': 'eastAsia' }) : '')
      return element(
        'w:r',
        {},
        properties === '' ? '' : element('w:rPr', {}, properties),
        element('w:t', { 'xml:space': 'preserve' }, escapeXml(piece)),
      )
    })
    .join('')
}

export const LINE_BREAK = element('w:r', {}, element('w:br'))
