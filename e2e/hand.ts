import type { Locator, Page } from 'playwright-core'

/** What a person did with mouse and keyboard. */
export interface Counts {
  clicks: number
  keystrokes: number
}

/**
 * A person at a page: everything done through it is counted as a person would do it. A letter is a keystroke, a chord
 * such as Ctrl+V is one, text that is pasted is one.
 */
export class Hand {
  readonly page: Page
  readonly #counts: Counts = { clicks: 0, keystrokes: 0 }

  constructor(page: Page) {
    this.page = page
  }

  get counts(): Counts {
    return { ...this.#counts }
  }

  /** Counts keys that are pressed outside of the page, as in the system's own windows. */
  protected count(keystrokes: number): void {
    this.#counts.keystrokes += keystrokes
  }

  async click(target: Locator): Promise<void> {
    this.#counts.clicks += 1
    await target.click()
  }

  async press(key: string): Promise<void> {
    this.#counts.keystrokes += 1
    await this.page.keyboard.press(key)
  }

  /** Types where the focus is. Chinese goes through an input method: two keystrokes a character are counted. */
  async type(text: string): Promise<void> {
    for (const letter of text) this.#counts.keystrokes += /\p{Script=Han}/u.test(letter) ? 2 : 1
    await this.page.keyboard.insertText(text)
  }

  /** Goes into a field with a click and types, over what stood there. */
  async fill(field: Locator, text: string): Promise<void> {
    this.#counts.clicks += 1
    for (const letter of text) this.#counts.keystrokes += /\p{Script=Han}/u.test(letter) ? 2 : 1
    await field.fill(text)
  }

  /** Picks from a list: one click opens it, one chooses. */
  async choose(list: Locator, option: string): Promise<void> {
    this.#counts.clicks += 2
    await list.focus()
    await list.selectOption({ label: option })
  }

  /** Gives files to a file field: the button, and the choice in the system's window. */
  async attach(field: Locator, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    this.#counts.clicks += 2
    await field.setInputFiles(files)
  }

  /** Pastes text where the focus is, as Ctrl+V with it in the clipboard. */
  async paste(text: string): Promise<void> {
    this.#counts.keystrokes += 1
    await this.page.evaluate((pasted) => {
      const data = new DataTransfer()
      data.setData('text/plain', pasted)
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      ;(document.activeElement ?? document.body).dispatchEvent(event)
    }, text)
  }
}
