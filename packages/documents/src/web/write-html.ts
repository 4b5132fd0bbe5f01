import { createHash } from 'node:crypto'
import { NO_VALUE, type RenderedParagraph, type Run } from '@shishu/kernel'
import { beijingTime, dayInWords } from '../word/beijing-time.ts'
import type { ReportDocument } from '../word/report-document.ts'
import type { Explanation } from './explanation.ts'
import { explanationPanel, panelId } from './explanation-panel.ts'
import { Html, html } from './html.ts'
import { PAGE_SCRIPT, PAGE_STYLE } from './page-style.ts'
import { PAGE_WORDS, type PageWords } from './page-words.ts'

export interface ExplainedDocument extends ReportDocument {
  /** By slot. A slot without one is printed as text. */
  explanations: ReadonlyMap<number, Explanation>
  /** The language of the page's own words; the prose is Chinese. */
  language: 'zh' | 'en'
  /** What the writer may take up; stands apart from the report and is not printed with it. */
  proposals: readonly ProposalList[]
}

/** Sentences offered under one heading. */
export interface ProposalList {
  title: string
  lines: readonly string[]
}

/** The page may load nothing, and run this one script. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(PAGE_SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`

/**
 * A report as one self-contained page. Each figure is a button in the prose that opens its explanation, without script;
 * printed, only the prose is left.
 */
export function writeReportHtml(document: ExplainedDocument): string {
  const { report, explanations } = document
  const words = PAGE_WORDS[document.language]
  const page = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}"><title>${report.title}</title><style>${new Html(PAGE_STYLE)}</style></head><body>
${momentOf(document, words)}
<main>${prose(document, words)}</main>
${absentSlots(document, words)}
${proposalLists(document, words)}
${[...explanations.values()].sort((one, other) => one.slot - other.slot).map((each) => explanationPanel(each, words))}<script>${new Html(PAGE_SCRIPT)}</script></body></html>
`
  return page.source
}

function momentOf({ orgUnit, period, asOf, seal }: ExplainedDocument, words: PageWords): Html {
  return html`<header class="moment" lang="${words.lang}"><p><b lang="zh-CN">${orgUnit}</b> · ${words.period} <b lang="zh-CN">${period}</b> · ${words.asOf} <time datetime="${asOf}">${beijingTime(asOf)}</time>${words.beijing}</p><p>${words.seal} ${seal === null ? words.unsealed : html`<code>${seal}</code>`}</p><p class="tip">${words.hint}</p></header>`
}

const TAGS: Record<RenderedParagraph['style'], string> = {
  title: 'h1',
  'heading-1': 'h2',
  'heading-2': 'h3',
  body: 'p',
}

function prose({ report, explanations, issuer, recipient, date }: ExplainedDocument, words: PageWords): Html[] {
  const tagged = (tag: string, content: Html[]): Html => new Html(`<${tag}>${html`${content}`.source}</${tag}>\n`)
  const titled = report.paragraphs.some((each) => each.style === 'title')
  const to = recipient === undefined ? [] : [html`<p class="to">${recipient}：</p>\n`]
  const pieces = (paragraph: RenderedParagraph) => tagged(TAGS[paragraph.style], runs(paragraph, explanations, words))
  return [
    ...(titled
      ? report.paragraphs.filter((each) => each.style === 'title').map(pieces)
      : [tagged('h1', [html`${report.title}`])]),
    ...to,
    ...report.paragraphs.filter((each) => each.style !== 'title').map(pieces),
    html`<p class="sign">${issuer}<br>${dayInWords(date)}</p>`,
  ]
}

/** Punctuation that closes or opens around a figure, which a line break may not part from it. */
const CLOSING = /^[，。、；：？！）》〉”’%％]+/
const OPENING = /[（《〈“‘]+$/

/**
 * A paragraph's runs. A button is a box, and a browser breaks lines beside any box, also before a comma: each is held
 * together with the punctuation around it.
 */
function runs(
  { runs, lead }: RenderedParagraph,
  explanations: ReadonlyMap<number, Explanation>,
  words: PageWords,
): Html[] {
  const isFigure = (run: Run | undefined) => run !== undefined && run.slot !== null && explanations.has(run.slot)
  const content = runs.map((run, index) => {
    const [before, after] = [runs[index - 1], runs[index + 1]]
    if (isFigure(run)) {
      const opening = before && before.slot === null ? (OPENING.exec(before.text)?.[0] ?? '') : ''
      const closing = after && after.slot === null ? (CLOSING.exec(after.text)?.[0] ?? '') : ''
      const button = figureButton(explanations.get(run.slot!)!, run.text, words)
      return opening + closing === '' ? button : html`<span class="keep">${opening}${button}${closing}</span>`
    }
    let text = run.text
    if (run.slot === null && isFigure(before)) text = text.replace(CLOSING, '')
    // What one figure has taken as its closing, the next cannot take as its opening: the two sets have nothing in common.
    if (run.slot === null && isFigure(after)) text = text.replace(OPENING, '')
    return html`${text}`
  })
  return lead === null ? content : [html`<span class="lead">${lead}</span>`, ...content]
}

function figureButton({ slot, label }: Explanation, text: string, words: PageWords): Html {
  return html`<button class="fig" type="button" popovertarget="${panelId(slot)}" title="${label}"${words.lang === 'en' ? html` lang="zh-CN"` : null}>${text}</button>`
}

function absentSlots({ report, explanations }: ExplainedDocument, words: PageWords): Html | null {
  const absent = report.slots.filter(({ slot, text, figure }) => {
    const explanation = explanations.get(slot)
    return text === NO_VALUE || figure?.value === null || (explanation !== undefined && explanation.absent !== null)
  })
  if (absent.length === 0) return null
  const rows = absent.map(({ slot, figure }) => {
    const explanation = explanations.get(slot)
    const name = explanation?.label ?? figure?.indicator.label ?? words.label(slot)
    const shown = explanation === undefined ? html`${name}` : figureButton(explanation, name, words)
    return html`<li>${shown}：${explanation?.absent ?? words.noReason}`
  })
  return html`<section class="absent" lang="${words.lang}"><h2>${words.absentTitle}</h2><p>${words.absentHint}</p><ul>${rows}</ul></section>`
}

function proposalLists({ proposals }: ExplainedDocument, words: PageWords): Html | null {
  const lists = proposals.filter(({ lines }) => lines.length > 0)
  if (lists.length === 0) return null
  const sections = lists.map(
    ({ title, lines }) => html`<h3>${title}</h3><ul>${lines.map((line) => html`<li lang="zh-CN">${line}`)}</ul>`,
  )
  return html`<section class="absent" lang="${words.lang}"><h2>${words.proposalsTitle}</h2><p>${words.proposalsHint}</p>${sections}</section>`
}
