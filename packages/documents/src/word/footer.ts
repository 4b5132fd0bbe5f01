import { momentLine } from './moment-line.ts'
import { paragraph, textRuns } from './paragraph.ts'
import type { ReportDocument } from './report-document.ts'
import { indent, WORD_NAMESPACE } from './styles.ts'
import { element, XML_DECLARATION } from './xml.ts'

/**
 * The foot of odd or even pages: the page number between dashes at the outer side, one character in (GB/T 9704-2012, 7.5),
 * and below it, at the inner side, the moment of the book.
 */
export function footerXml(pages: 'odd' | 'even', document: ReportDocument): string {
  const [outer, inner] = pages === 'odd' ? (['right', 'left'] as const) : (['left', 'right'] as const)
  const aligned = (side: string): string => element('w:jc', { 'w:val': side })
  return (
    XML_DECLARATION +
    element(
      'w:ftr',
      { 'xmlns:w': WORD_NAMESPACE },
      paragraph(
        'PageNumber',
        textRuns('— ') + element('w:fldSimple', { 'w:instr': ' PAGE ' }, textRuns('1')) + textRuns(' —'),
        indent({ [outer]: 1 }) + aligned(outer),
      ),
      paragraph('BookMoment', textRuns(momentLine(document)), aligned(inner)),
    )
  )
}
