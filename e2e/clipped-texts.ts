import type { Page } from 'playwright-core'

/**
 * What is cut off on a page as it is shown, one line each: a page wider than its window, what stands out of the window
 * outside of a box that scrolls, and text that its own box cuts without a title that says it whole. A grid's cells get
 * theirs when they are pointed at.
 */
export const clippedTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    const root = document.documentElement
    if (root.scrollWidth > window.innerWidth) found.add(`the page is ${root.scrollWidth} of ${window.innerWidth} wide`)
    const tell = (element: Element, what: string) => {
      const name = `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`
      found.add(`${name} ${what}: ${(element.textContent ?? '').trim().slice(0, 30)}`)
    }
    const scrolls = (element: Element | null): boolean => {
      if (element === null || element === document.body) return false
      return /auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement)
    }
    const hidden = (element: Element) =>
      !element.checkVisibility({ checkVisibilityCSS: true }) ||
      element.closest('.hidden-visually, .skip-link, svg') !== null
    const layer = (element: Element | null): Element | null =>
      element === null || /fixed|sticky|absolute/.test(getComputedStyle(element).position)
        ? element
        : layer(element.parentElement)
    /** Whether something of the same layer lies over its end: a bar that stays while the page scrolls is none. */
    const covered = (element: Element, { right, top, bottom }: DOMRect) => {
      const over = document.elementFromPoint(right - 3, (top + bottom) / 2)
      if (over === null || over.contains(element) || element.contains(over)) return false
      return layer(over) === layer(element)
    }
    for (const element of document.body.querySelectorAll('*')) {
      const own = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== '',
      )
      if (!own || hidden(element)) continue
      const style = getComputedStyle(element)
      const box = element.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1) continue
      if ((box.right > window.innerWidth + 1 || box.left < -1) && !scrolls(element))
        tell(element, 'stands out of the window')
      const cuts = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1
      const cutsBelow = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 3
      if (covered(element, box)) tell(element, 'is covered')
      if ((cuts || cutsBelow) && !element.closest('[title], [role=gridcell]')) tell(element, 'is cut')
    }
    return [...found]
  })
