import { CHAR_PITCH, CHAR_SPACING, FOOTER, LINE_PITCH, SIZE, TYPEFACE, type Typeface } from './official-layout.ts'
import { element, XML_DECLARATION } from './xml.ts'

/** The styles that a report's paragraphs use, by Word's style id. */
export type StyleId =
  | 'Title'
  | 'Recipient'
  | 'BodyText'
  | 'Heading1'
  | 'Heading2'
  | 'Heading3'
  | 'Heading4'
  | 'Signature'
  | 'Date'
  | 'PageNumber'
  | 'BookMoment'

export const WORD_NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

const value = (name: string, val: string | number): string => element(name, { 'w:val': val })
const off = (name: string): string => value(name, 0)

/** Indents in characters, which follow the grid, with the same in twips for readers that know no other. */
export function indent(chars: { firstLine?: number; left?: number; right?: number }): string {
  const attributes = Object.entries(chars).flatMap(([side, count]) => [
    [`w:${side}Chars`, Math.round(count * 100)],
    [`w:${side}`, Math.round(count * CHAR_PITCH)],
  ])
  return element('w:ind', Object.fromEntries(attributes))
}

const fonts = ({ east, west }: Typeface): string =>
  element('w:rFonts', { 'w:ascii': west, 'w:hAnsi': west, 'w:eastAsia': east, 'w:cs': west })
const size = (halfPoints: number): string => value('w:sz', halfPoints) + value('w:szCs', halfPoints)
const spaced = (twips: number): string => value('w:spacing', twips)
const exactly = (twips: number): string => element('w:spacing', { 'w:line': twips, 'w:lineRule': 'exact' })
const lineAfter = element('w:spacing', { 'w:afterLines': 100, 'w:after': LINE_PITCH })
const lineBefore = element('w:spacing', { 'w:beforeLines': 100, 'w:before': LINE_PITCH })

interface Style {
  /** As Word knows it: its own names for built-in styles, so that they appear in the reader's language. */
  name: string
  basedOn: StyleId | 'Normal'
  next?: StyleId
  paragraph: string
  run?: string
}

/** Paragraph properties stand in the order of the schema (CT_PPr). */
const STYLES: Record<StyleId, Style> = {
  Title: {
    name: 'Title',
    basedOn: 'Normal',
    next: 'BodyText',
    paragraph: lineAfter + value('w:jc', 'center'),
    run: fonts(TYPEFACE.title) + spaced(0) + size(SIZE.two),
  },
  Recipient: { name: '主送机关', basedOn: 'Normal', next: 'BodyText', paragraph: '' },
  BodyText: { name: 'Body Text', basedOn: 'Normal', paragraph: indent({ firstLine: 2 }) },
  Heading1: {
    name: 'heading 1',
    basedOn: 'BodyText',
    next: 'BodyText',
    paragraph: element('w:keepNext') + value('w:outlineLvl', 0),
    run: fonts(TYPEFACE.heading1),
  },
  Heading2: {
    name: 'heading 2',
    basedOn: 'BodyText',
    next: 'BodyText',
    paragraph: element('w:keepNext') + value('w:outlineLvl', 1),
    run: fonts(TYPEFACE.heading2),
  },
  Heading3: { name: 'heading 3', basedOn: 'BodyText', next: 'BodyText', paragraph: value('w:outlineLvl', 2) },
  Heading4: { name: 'heading 4', basedOn: 'BodyText', next: 'BodyText', paragraph: value('w:outlineLvl', 3) },
  Signature: {
    name: 'Signature',
    basedOn: 'Normal',
    next: 'Date',
    paragraph: element('w:keepNext') + lineBefore + value('w:jc', 'right'),
  },
  // Placed by its first character, which the standard goes by, not by its width.
  Date: { name: 'Date', basedOn: 'Normal', paragraph: value('w:jc', 'left') },
  PageNumber: {
    name: '页码',
    basedOn: 'Normal',
    paragraph: exactly(FOOTER.pageNumberLine),
    run: fonts(TYPEFACE.pageNumber) + spaced(0) + size(SIZE.four),
  },
  BookMoment: {
    name: '数据时点',
    basedOn: 'Normal',
    paragraph: exactly(FOOTER.momentLine),
    run: fonts(TYPEFACE.pageNumber) + spaced(0) + size(SIZE.six),
  },
}

/**
 * word/styles.xml. Headings are told apart by typeface alone, as the standard has it, without bold.
 * Punctuation may hang and never opens a line; no space is put between Chinese and digits, which would leave the grid.
 */
export function stylesXml(): string {
  const language = element('w:lang', { 'w:val': 'en-US', 'w:eastAsia': 'zh-CN', 'w:bidi': 'ar-SA' })
  const defaults = element(
    'w:docDefaults',
    {},
    element('w:rPrDefault', {}, element('w:rPr', {}, fonts(TYPEFACE.body) + size(SIZE.three) + language)),
    element('w:pPrDefault'),
  )
  const normal = element(
    'w:style',
    { 'w:type': 'paragraph', 'w:default': 1, 'w:styleId': 'Normal' },
    value('w:name', 'Normal'),
    element('w:qFormat'),
    element(
      'w:pPr',
      {},
      off('w:widowControl'),
      element('w:kinsoku'),
      element('w:overflowPunct'),
      off('w:autoSpaceDE'),
      off('w:autoSpaceDN'),
      off('w:snapToGrid'),
      exactly(LINE_PITCH),
      value('w:jc', 'both'),
    ),
    element('w:rPr', {}, fonts(TYPEFACE.body), spaced(CHAR_SPACING), size(SIZE.three)),
  )
  const lead = element(
    'w:style',
    { 'w:type': 'character', 'w:customStyle': 1, 'w:styleId': 'Lead' },
    value('w:name', '段首语'),
    element('w:qFormat'),
    element('w:rPr', {}, fonts(TYPEFACE.heading2)),
  )
  return (
    XML_DECLARATION +
    element('w:styles', { 'xmlns:w': WORD_NAMESPACE }, defaults, normal, ...Object.keys(STYLES).map(styleXml), lead)
  )
}

function styleXml(id: string): string {
  const { name, basedOn, next, paragraph, run = '' } = STYLES[id as StyleId]
  const ours = /[\u4e00-\u9fff]/.test(name)
  return element(
    'w:style',
    { 'w:type': 'paragraph', ...(ours && { 'w:customStyle': 1 }), 'w:styleId': id },
    value('w:name', name),
    value('w:basedOn', basedOn),
    next === undefined ? '' : value('w:next', next),
    element('w:qFormat'),
    paragraph === '' ? '' : element('w:pPr', {}, paragraph),
    run === '' ? '' : element('w:rPr', {}, run),
  )
}
