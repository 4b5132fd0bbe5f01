import process from 'node:process'
import type { Locator, Page } from 'playwright-core'
import { Hand } from './hand.ts'

/** More keys than anybody presses to come to one thing. */
const LONGEST = 150
/** How long something may take to appear, in milliseconds. */
const PATIENCE = 30_000

/** How the browser writes dates, once one was typed. */
const ORDERS: { known?: 'year-first' | 'year-last' } = {}

/** Where the focus is, seen from what is wanted. */
type Standing = 'there' | 'before' | 'after' | 'skip-link' | 'above' | 'below' | 'left' | 'right'

/**
 * A person who never touches the mouse: comes to everything by Tab, arrow keys and the skip link, and presses Enter or
 * the space bar there. Every key is counted. Errors: what no key comes to is a fault of the page, and is named.
 */
export class KeyboardHand extends Hand {
  #longest = { keys: 0, to: '' }

  /** The longest way to anything, in keys: what is far away is not reached in practice. */
  get longestWay(): { keys: number; to: string } {
    return { ...this.#longest }
  }

  /** A shortcut that the page names is used; otherwise the way is by Tab. */
  override async click(target: Locator): Promise<void> {
    const shortcut = await target.getAttribute('aria-keyshortcuts', { timeout: PATIENCE })
    if (shortcut !== null) return this.press(shortcut)
    await this.#reach(target)
    const kind = await target.evaluate((element) => {
      if (element instanceof HTMLTextAreaElement) return 'lines'
      return element instanceof HTMLInputElement ? element.type : ''
    })
    // One is in a field of text by having come to it; there Enter would be a line.
    if (kind === 'lines' || (kind === 'radio' && (await target.isChecked()))) return
    await this.press(kind === 'radio' || kind === 'checkbox' ? ' ' : 'Enter')
  }

  override async fill(field: Locator, text: string): Promise<void> {
    await this.#reach(field)
    const kind = await field.evaluate((element) => (element instanceof HTMLInputElement ? element.type : ''))
    if (kind === 'date' || kind === 'month') return this.#fillDate(field, text)
    await this.press('Control+A')
    await this.type(text)
  }

  override async choose(list: Locator, option: string): Promise<void> {
    await this.#reach(list)
    const away = await list.evaluate((element, wanted) => {
      const { options, selectedIndex } = element as HTMLSelectElement
      return [...options].findIndex(({ label }) => label === wanted) - selectedIndex
    }, option)
    for (let left = Math.abs(away); left > 0; left -= 1) await this.press(away > 0 ? 'ArrowDown' : 'ArrowUp')
    const chosen = await list.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.label)
    if (chosen !== option) throw new Error(`the arrow keys chose “${chosen}”, not “${option}”`)
  }

  /** The space bar opens the system's window, where a name is given and Enter pressed. A hidden field has a button after it. */
  override async attach(field: Locator, files: Parameters<Hand['attach']>[1]): Promise<void> {
    const hidden = await field.evaluate((element) => (element as HTMLInputElement).tabIndex < 0)
    await this.#reach(hidden ? field.locator('xpath=(following::button)[1]') : field)
    const chooser = this.page.waitForEvent('filechooser')
    await this.press(' ')
    await (await chooser).setFiles(files)
    this.count(files.reduce((sum, { name }) => sum + name.length, 1))
  }

  /** A field of a date is typed part by part, in the order in which this browser has them. */
  async #fillDate(field: Locator, text: string): Promise<void> {
    const [year, ...rest] = text.split('-')
    for (const order of [ORDERS.known ?? 'year-first', 'year-last'] as const) {
      for (const part of order === 'year-first' ? [year!, ...rest] : [...rest, year!]) {
        for (const digit of part) await this.press(digit)
        // Two digits are a whole month or day; a year could have more than four.
        if (part === year && order === 'year-first') await this.press('ArrowRight')
      }
      if ((await field.inputValue()) === text) {
        ORDERS.known = order
        return
      }
      for (const _ of rest) await this.press('ArrowLeft')
    }
    throw new Error(`${text} could not be typed into ${field}`)
  }

  async #reach(target: Locator): Promise<void> {
    await target.waitFor({ state: 'attached', timeout: PATIENCE })
    const until = Date.now() + PATIENCE
    while (!(await target.isEnabled()) && Date.now() < until) await this.page.waitForTimeout(20)
    const passed: string[] = []
    for (let keys = 0; keys <= LONGEST; keys += 1) {
      const standing = await target.evaluate(standingOf)
      if (standing === 'there') {
        if (keys > this.#longest.keys) this.#longest = { keys, to: String(target) }
        return
      }
      await this.press(KEYS[standing])
      passed.push(await this.page.evaluate(nameOfFocused))
    }
    throw new Error(`no way by keyboard to ${target} in ${LONGEST} keys; passed ${passed.slice(0, 60).join(' › ')}`)
  }
}

const KEYS: Record<Exclude<Standing, 'there'>, string> = {
  before: 'Tab',
  after: 'Shift+Tab',
  'skip-link': 'Enter',
  above: 'ArrowDown',
  below: 'ArrowUp',
  left: 'ArrowRight',
  right: 'ArrowLeft',
}

/** In the page: where the focus is. Groups of radios and tabs and grids are one stop of Tab; arrow keys lead on within. */
function standingOf(target: Element): Standing {
  const active = document.activeElement
  if (active === target) return 'there'
  if (active?.getAttribute('role') === 'grid' && active.contains(target)) {
    // The grid has the focus whole, and says which of its cells is the active one.
    const rowOf = (element: Element | null) =>
      Number(element?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex'))
    const cell = document.getElementById(active.getAttribute('aria-activedescendant') ?? '')
    if (cell === null) return 'above'
    const below = rowOf(target) - rowOf(cell)
    return below === 0 ? 'there' : below > 0 ? 'above' : 'below'
  }
  if (active === null || active === document.body || active.contains(target)) return 'before'
  if (active.matches('.skip-link') && document.querySelector('#content')?.contains(target)) return 'skip-link'
  const precedes = (active.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
  const radios = (element: Element) =>
    element instanceof HTMLInputElement && element.type === 'radio' ? element : null
  const name = radios(target)?.name
  if (name !== undefined && radios(active)?.name === name) return precedes ? 'below' : 'above'
  const bar = target.closest('[role=tablist], [role=toolbar]')
  if (target.getAttribute('tabindex') === '-1' && bar?.contains(active)) return precedes ? 'right' : 'left'
  return precedes ? 'after' : 'before'
}

/** In the page: what has the focus, in a few words. */
function nameOfFocused(): string {
  const active = document.activeElement
  if (active === null || active === document.body) return 'body'
  const label = active.getAttribute('aria-label') ?? active.getAttribute('name') ?? active.textContent ?? ''
  return `${active.tagName.toLowerCase()} ${label.trim().slice(0, 12)}`
}

/** Both ways of doing a journey, for `test.each`. */
export const HANDS: readonly (readonly [name: string, take: (page: Page) => Hand])[] = [
  ['with the mouse', (page) => new Hand(page)],
  ['by keyboard alone', (page) => new KeyboardHand(page)],
]

/** For journeys of many pages: by keyboard only where `E2E_KEYBOARD` asks for it. */
export const LONG_JOURNEY_HANDS = process.env.E2E_KEYBOARD === undefined ? HANDS.slice(0, 1) : HANDS

/** For journeys that are done one way a run: the keyboard's where `E2E_KEYBOARD` asks for it. */
export const newHand = (page: Page): Hand =>
  process.env.E2E_KEYBOARD === undefined ? new Hand(page) : new KeyboardHand(page)
