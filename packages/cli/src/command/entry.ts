import { randomUUID } from 'node:crypto'
import { readCell } from '@shishu/documents'
import { codeKey, type FieldValue, kernelError, type Ledger, stateLabel, townshipOf } from '@shishu/kernel'
import { bookEntries, type Change, entryHistory, erasePersonal, type OpenBook, settle, storeError } from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { type Context, withBook } from './context.ts'

export interface EntryOptions {
  org: string
  set?: string[]
  expect?: string
  reason?: string
  request?: string
  on?: string
}

/** `shishu entry add LEDGER`. */
export function addCommand(context: Context, ledgerId: string, options: EntryOptions): Promise<number> {
  return bookOne(context, options, (book) => {
    const ledger = book.definitions.ledger(ledgerId)
    return { kind: 'add', ledger: ledgerId, orgUnit: options.org, values: valuesOf(ledger, options.set) }
  })
}

/** `shishu entry correct LEDGER ENTRY`. */
export function correctCommand(
  context: Context,
  ledgerId: string,
  entry: string,
  options: EntryOptions & { move?: string },
): Promise<number> {
  return bookOne(context, options, (book) => {
    const ledger = book.definitions.ledger(ledgerId)
    return {
      kind: 'correct',
      ledger: ledgerId,
      entry: entryOf(ledger, entry),
      values: valuesOf(ledger, options.set),
      ...expected(options),
      ...(options.move === undefined ? {} : { orgUnit: options.move }),
    }
  })
}

/** `shishu entry step LEDGER ENTRY STEP`. */
export function stepCommand(
  context: Context,
  ledgerId: string,
  entry: string,
  step: string,
  options: EntryOptions,
): Promise<number> {
  return bookOne(context, options, (book) => {
    const ledger = book.definitions.ledger(ledgerId)
    const on = readDay(options.on ?? '')
    const values = valuesOf(ledger, options.set)
    const taken = { step, on, by: context.by }
    return { kind: 'step', ledger: ledgerId, entry: entryOf(ledger, entry), taken, values, ...expected(options) }
  })
}

/** `shishu entry withdraw LEDGER ENTRY`. */
export function withdrawCommand(
  context: Context,
  ledgerId: string,
  entry: string,
  options: EntryOptions,
): Promise<number> {
  return bookOne(context, options, (book) => {
    const ledger = book.definitions.ledger(ledgerId)
    return { kind: 'withdraw', ledger: ledgerId, entry: entryOf(ledger, entry), ...expected(options) }
  })
}

/** `shishu entry show LEDGER ENTRY`: every version, with who, when and why. */
export async function showCommand(context: Context, ledgerId: string, entry: string, org: string): Promise<number> {
  const { terminal } = context
  return withBook(context, async (book) => {
    const ledger = book.definitions.ledger(ledgerId)
    const versions = await entryHistory(book, townOf(org), ledgerId, entryOf(ledger, entry))
    if (terminal.json) terminal.printJson(versions)
    for (const { version, kind, bookedAt, by, reason, orgUnit, values, track } of terminal.json ? [] : versions) {
      const state = stateLabel(ledger, { orgUnit, values, track })
      terminal.print(`${version}　${kind}　${bookedAt}　${by}${reason === null ? '' : `　${reason}`}`)
      terminal.print(`  ${book.orgTree.find(orgUnit)?.name ?? orgUnit}${state === null ? '' : `　${state}`}`)
      for (const [id, value] of Object.entries(values)) terminal.print(`  ${ledger.fields[id]?.label ?? id}：${value}`)
    }
    return EXIT.done
  })
}

/** `shishu entry erase LEDGER ENTRY`: destroys the personal values of an entry, in all its versions. */
export async function eraseCommand(
  context: Context,
  ledger: string,
  entry: string,
  options: { org: string; reason: string },
): Promise<number> {
  const { terminal } = context
  return withBook(context, async (book) => {
    const own = entryOf(book.definitions.ledger(ledger), entry)
    const request = { town: townOf(options.org), ledger, entry: own, by: context.by, reason: options.reason }
    const erased = await erasePersonal(book, request)
    if (terminal.json) terminal.printJson({ erased })
    else terminal.print(terminal.say({ zh: `已删除 ${erased} 项个人信息。`, en: `${erased} personal values erased.` }))
    return EXIT.done
  })
}

async function bookOne(context: Context, options: EntryOptions, make: (book: OpenBook) => Change): Promise<number> {
  const { terminal } = context
  return withBook(context, async (book) => {
    const town = townOf(options.org)
    const booked = await bookEntries(book, {
      request: options.request ?? randomUUID(),
      town,
      by: context.by,
      changes: [make(book)],
      ...(options.reason === undefined ? {} : { reason: options.reason }),
    })
    await settle(book, codeKey(town))
    const [version] = booked.versions
    if (terminal.json) terminal.printJson(booked)
    else if (booked.repeated) {
      terminal.print(terminal.say({ zh: '这次请求以前记过账，没有重复。', en: 'This request was booked before.' }))
    } else if (version === undefined) terminal.print(terminal.say({ zh: '没有变化。', en: 'Nothing changed.' }))
    else {
      const { entry, version: number } = version
      const words = {
        zh: `${entry} 第 ${number} 版，记账 ${booked.postings} 笔。`,
        en: `${entry} version ${number}, ${booked.postings} postings.`,
      }
      terminal.print(terminal.say(words))
    }
    return EXIT.done
  })
}

function expected({ expect }: EntryOptions) {
  if (expect === undefined) return {}
  if (!/^\d+$/.test(expect)) throw kernelError('quantity.malformed', { text: expect })
  return { expected: Number(expect) }
}

/** An entry's id as it was given, where it can be one at all. */
function entryOf(ledger: Ledger, entry: string): string {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(entry)
  if (!isId) throw storeError('entry.unknown', { ledger: ledger.label, entry })
  return entry
}

/** The township whose book an org unit is kept in. */
export function townOf(org: string): string {
  const town = townshipOf(org)
  if (town === undefined) throw kernelError('org-unit.no-town', { code: org })
  return town
}

/** `--set 栏目=值`, by the field's id or its Chinese label; an empty value clears. Read as a sheet's cell is read. */
function valuesOf(ledger: Ledger, settings: readonly string[] = []): Record<string, FieldValue> {
  const values: Record<string, FieldValue> = {}
  for (const setting of settings) {
    const [, name = setting, text = ''] = /^([^=]*)=(.*)$/s.exec(setting) ?? []
    const id = Object.keys(ledger.fields).find((one) => one === name || ledger.fields[one]!.label === name)
    if (id === undefined) throw kernelError('field.unknown', { field: name })
    const field = ledger.fields[id]!
    values[id] = text === '' ? null : readCell({ kind: 'text', value: text, text }, field)
  }
  return values
}

function readDay(text: string): string {
  return String(readCell({ kind: 'text', value: text, text }, { type: 'date', label: '日期', gloss: 'day' }) ?? '')
}
