import { type Day, type Input, inputKey, keptMeasure, ledgerOfMeasure } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { readDetail, summarise } from './read-detail.ts'
import { readSums } from './read-sums.ts'
import type { ReadingScope } from './reading-scope.ts'

/** What was read for each input, by its key: an amount, a day, or null where the ledger holds nothing in the range. */
export type ReadInputs = ReadonlyMap<string, number | Day | null>

/**
 * Reads many inputs at once: the sums in one statement over cells and the postings that cells do not cover, whatever
 * their number; the rarer kinds in one statement more.
 *
 * A zero is a zero where its ledger is kept, else null: nothing was entered, and nobody can say it is zero. A target that
 * nobody set is null, and so is a day on which nothing happened.
 */
export async function readInputs(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<ReadInputs> {
  const isSum = ({ kind }: Input) => kind === 'sum' || kind === 'target'
  const sums = inputs.filter(isSum)
  const others = inputs.filter((input) => !isSum(input))
  const amounts = await readSums(book, client, scope, sums)
  const found = new Map<string, number | Day | null>(sums.map((input, index) => [inputKey(input), amounts[index]!]))
  if (others.length > 0) {
    const detail = await readDetail(book, client, scope, others)
    for (const [index, input] of others.entries()) {
      found.set(inputKey(input), summarise(scope, input, detail[index]!))
    }
  }
  const zeros = inputs.filter((input) => found.get(inputKey(input)) === 0)
  const doubtful = zeros.filter(({ kind }) => kind !== 'target' && kind !== 'missed')
  const kept = await readSums(
    book,
    client,
    scope,
    doubtful.map((input) => keptInput(book, input)),
  )
  for (const input of zeros) if (input.kind === 'target') found.set(inputKey(input), null)
  for (const [index, input] of doubtful.entries()) if (kept[index]! <= 0) found.set(inputKey(input), null)
  return found
}

/** The input that tells whether a ledger is kept: of cases and subjects any so far, of the others any in the range. */
function keptInput(book: Book, { measure, from, until }: Input): Input {
  const ledger = book.definitions.ledger(ledgerOfMeasure(measure))
  const lives = ledger.kind === 'case' || ledger.kind === 'subject'
  return { kind: 'sum', measure: keptMeasure(ledger), from: lives ? null : from, until }
}
