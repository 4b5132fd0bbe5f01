import type { ExplainedInput, Explanation } from './explanation.ts'
import { type Content, type Html, html } from './html.ts'
import type { PageWords } from './page-words.ts'

/** Entries of one input that are listed; the sum is always over all. */
export const LISTED_ENTRIES = 50

export const panelId = (slot: number): string => `w${slot}`

/** A figure's explanation: what it is, how it is computed, and the entries behind it. */
export function explanationPanel(explanation: Explanation, words: PageWords): Html {
  const { slot, label, text, target, lastYear } = explanation
  const id = panelId(slot)
  return html`<section class="why" id="${id}" popover lang="${words.lang}" aria-labelledby="${id}h"><header><h2 id="${id}h">${label}<span class="big">${text}</span></h2><button class="x" type="button" popovertarget="${id}" popovertargetaction="hide">${words.close}</button></header><div class="in"><dl>${[
    term(words.value, explanation.absent ?? valueWithUnit(explanation)),
    term(words.definition, explanation.definition),
    term(words.countingRule, explanation.countingRule),
    term(words.source, explanation.source),
    term(words.formula, html`<code>${explanation.formula}</code>`),
    term(words.withNumbers, explanation.withNumbers),
    term(words.numerator, explanation.numerator),
    term(words.denominator, explanation.denominator),
    term(words.lastYear, lastYear && [lastYear.text, lastYear.change === '' ? '' : `（${lastYear.change}）`]),
    term(words.target, target && `${target.label} ${target.value}`),
    term(words.planned, target?.planned ?? null),
    term(words.reached, target?.reached ?? null),
  ]}</dl>${explanation.inputs.map((input) => inputTable(input, words))}</div></section>
`
}

/** The unit is said once, also where the value says it. */
function valueWithUnit({ value, unit }: Explanation): string {
  return value.endsWith(unit) ? value : `${value} ${unit}`
}

function term(name: string, content: Content): Html | null {
  return content === null || content === '' ? null : html`<dt>${name}<dd>${content}`
}

/** Closing tags that HTML does not need are left out: they are a fifth of a page of entries. */
function inputTable({ label, amount, entryCount, entries }: ExplainedInput, words: PageWords): Html {
  const listed = entries.slice(0, LISTED_ENTRIES)
  const count = [
    words.count(entryCount),
    listed.length < entryCount ? `${words.comma}${words.first(listed.length)}` : '',
  ]
  if (listed.length === 0) {
    return html`<table><caption>${label} <span>${words.count(entryCount)}</span><tfoot><tr><th scope="row">${words.total}<td>${amount}</table>`
  }
  // One ledger is named above its entries; several are named beside each.
  const ledgers = new Set(listed.map((entry) => entry.ledger))
  const only = ledgers.size === 1 ? `${listed[0]!.ledger}${words.comma}` : ''
  const headings = [...(only ? [] : [words.ledger]), words.entry, words.orgUnit, words.day, words.amount]
  return html`<table><caption>${label} <span>${only}${count}</span><thead><tr>${headings.map((each) => html`<th scope="col">${each}`)}<tbody>${listed.map(
    (entry) =>
      html`<tr data-entry="${entry.entry}">${only ? null : html`<td>${entry.ledger}`}<td class="s">${entry.summary}<td>${entry.orgUnit}<td>${entry.day}<td>${entry.amount}`,
  )}<tfoot><tr><th scope="row" colspan="${headings.length - 1}">${words.total}<td>${amount}</table>`
}
