import type { RenderedParagraph, RenderedReport, Run } from '@shishu/kernel'
import { dayInWords } from './beijing-time.ts'
import { contentControl, slotTag } from './content-control.ts'
import { CHAR_SPACE, CHARS_PER_LINE, cellsOf, FOOTER, LINE_PITCH, PAGE } from './official-layout.ts'
import { FOOTER_ID } from './package-parts.ts'
import { LINE_BREAK, paragraph, textRuns } from './paragraph.ts'
import type { ReportDocument } from './report-document.ts'
import { signatureIndents } from './signature.ts'
import { indent, type StyleId, WORD_NAMESPACE } from './styles.ts'
import { titleBreaks } from './title-lines.ts'
import { element, XML_DECLARATION } from './xml.ts'

const STYLE_OF: Record<Exclude<RenderedParagraph['style'], 'title'>, StyleId> = {
  'heading-1': 'Heading1',
  'heading-2': 'Heading2',
  body: 'BodyText',
}

/** What a control of a slot that names something is called; one of a figure bears its indicator's label. */
const LABEL_TITLE = '标签'

/** word/document.xml: title, recipient, prose with its controls, signature and date, on the official page. */
export function documentXml(document: ReportDocument): string {
  const { report, issuer, recipient } = document
  const control = controlWriter(report)
  const date = dayInWords(document.date)
  const indents = signatureIndents(issuer, date)
  const title = report.paragraphs.find((each) => each.style === 'title')?.runs ?? [{ slot: null, text: report.title }]
  const rest = report.paragraphs.filter((each) => each.style !== 'title')
  return (
    XML_DECLARATION +
    element(
      'w:document',
      {
        'xmlns:w': WORD_NAMESPACE,
        'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      },
      element(
        'w:body',
        {},
        paragraph('Title', titleContent(title, control)),
        recipient === undefined ? '' : paragraph('Recipient', textRuns(`${recipient}：`)),
        ...rest.map((each, index) =>
          paragraph(
            STYLE_OF[each.style as keyof typeof STYLE_OF],
            paragraphContent(each, control),
            // The signature never stands on a page without any of the prose.
            index === rest.length - 1 ? element('w:keepNext') : '',
          ),
        ),
        paragraph('Signature', textRuns(issuer), indent({ right: indents.issuer })),
        paragraph(
          'Date',
          textRuns(date),
          indent({ left: CHARS_PER_LINE - indents.date - cellsOf(date), right: DATE_ROOM }),
        ),
        sectionProperties(),
      ),
    )
  )
}

/** A date is placed by its first character; room beyond the edge keeps wider digits from breaking it. */
const DATE_ROOM = -2

type ControlWriter = (run: Run & { slot: number }) => string

/** Writes controls with ids that differ, also where a slot is printed twice. */
function controlWriter(report: RenderedReport): ControlWriter {
  const indicators = new Map(report.slots.map(({ slot, figure }) => [slot, figure?.indicator ?? null]))
  let id = 0
  return ({ slot, text }) => {
    const indicator = indicators.get(slot) ?? null
    id += 1
    return contentControl(id, indicator?.label ?? LABEL_TITLE, slotTag(slot, indicator?.id ?? null), textRuns(text))
  }
}

const isSlot = (run: Run): run is Run & { slot: number } => run.slot !== null

function paragraphContent({ runs, lead }: RenderedParagraph, control: ControlWriter): string {
  const content = runs.map((run) => (isSlot(run) ? control(run) : textRuns(run.text)))
  return (lead === null ? '' : textRuns(lead, 'Lead')) + content.join('')
}

function titleContent(runs: readonly Run[], control: ControlWriter): string {
  let end = 0
  const placed = runs.map((run) => {
    const from = end
    end += run.text.length
    return { run, from, until: end }
  })
  const breaks = titleBreaks(
    runs.map((run) => run.text).join(''),
    placed.filter(({ run }) => isSlot(run)),
  )
  return placed
    .map(({ run, from, until }) => {
      if (isSlot(run)) return (breaks.includes(from) ? LINE_BREAK : '') + control(run)
      const cuts = breaks.filter((at) => at >= from && at < until)
      return [from, ...cuts]
        .map(
          (at, index) =>
            (index === 0 ? '' : LINE_BREAK) + textRuns(run.text.slice(at - from, (cuts[index] ?? until) - from)),
        )
        .join('')
    })
    .join('')
}

function sectionProperties(): string {
  const footer = (type: 'default' | 'even', id: string): string =>
    element('w:footerReference', { 'w:type': type, 'r:id': id })
  return element(
    'w:sectPr',
    {},
    footer('default', FOOTER_ID.odd),
    footer('even', FOOTER_ID.even),
    element('w:pgSz', { 'w:w': PAGE.width, 'w:h': PAGE.height }),
    element('w:pgMar', {
      'w:top': PAGE.top,
      'w:right': PAGE.right,
      'w:bottom': PAGE.bottom,
      'w:left': PAGE.left,
      'w:header': 851,
      'w:footer': FOOTER.fromPageEdge,
      'w:gutter': 0,
    }),
    element('w:cols', { 'w:space': 425 }),
    element('w:docGrid', { 'w:type': 'linesAndChars', 'w:linePitch': LINE_PITCH, 'w:charSpace': CHAR_SPACE }),
  )
}
