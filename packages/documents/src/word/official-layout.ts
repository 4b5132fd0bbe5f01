/** The measures of GB/T 9704-2012 党政机关公文格式, in the units that Word keeps. Clause numbers are the standard's. */

/** A twip is a twentieth of a point. */
const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)

/** 5.1 and 5.2.1: A4, a type area of 156 × 225 mm. Word keeps margins; the right and lower ones follow. */
export const PAGE = {
  width: twips(210),
  height: twips(297),
  top: twips(37),
  right: twips(26),
  bottom: twips(35),
  left: twips(28),
} as const

/** 5.2.3. */
export const LINES_PER_PAGE = 22
export const CHARS_PER_LINE = 28

/** Sizes in half points. */
export const SIZE = { two: 44, three: 32, four: 28, six: 15 } as const

/**
 * 22 lines in 225 mm, down to a whole twip: 28.95 pt. Lines are exactly this high, because a line left to find its own
 * height takes two grid lines as soon as it holds a title's larger characters.
 */
export const LINE_PITCH = Math.floor((PAGE.height - PAGE.top - PAGE.bottom) / LINES_PER_PAGE)

/** What each character gives up for 28 of them to fill 156 mm, in 4096ths of a point (the unit of w:charSpace). */
export const CHAR_SPACE = Math.floor(
  ((PAGE.width - PAGE.left - PAGE.right) / 20 / CHARS_PER_LINE - SIZE.three / 2) * 4096,
)

/**
 * Spacing of the text itself in twips, −0.3 pt, which comes to the same 28 characters once a line is justified.
 *
 * The page states the grid of 22 × 28, but the text does not lean on it: LibreOffice gives a character that is wider than
 * its cell, as 16 pt is in 15.79 pt, two cells, and narrows the type area to whole twips of a cell.
 */
export const CHAR_SPACING = -6

/** A body character's cell in twips, for readers that know no indents in characters. */
export const CHAR_PITCH = (PAGE.width - PAGE.left - PAGE.right) / CHARS_PER_LINE

/**
 * 7.5: the page number's dashes stand 7 mm below the type area. Word places a footer by its lower edge: this is what is
 * left below a line of page number and a line of the book's moment.
 */
export const FOOTER = { fromPageEdge: 1190, pageNumberLine: 360, momentLine: 240 } as const

/** A typeface for Chinese characters, and one for letters and digits. */
export interface Typeface {
  east: string
  west: string
}

/**
 * 5.2.2 and 7.3: which typeface stands where.
 *
 * Digits of the body are Times New Roman. The standard names no typeface for them (“一般用3号仿宋体字”); printed documents
 * of Party and government offices set them upright in a Western face, 仿宋_GB2312 has neither − nor proportional digits, and
 * a Times digit is exactly half a cell, so that the grid of 28 characters holds.
 */
export const TYPEFACE = {
  title: { east: '方正小标宋简体', west: '方正小标宋简体' },
  body: { east: '仿宋_GB2312', west: 'Times New Roman' },
  heading1: { east: '黑体', west: '黑体' },
  heading2: { east: '楷体_GB2312', west: 'Times New Roman' },
  pageNumber: { east: '宋体', west: '宋体' },
} as const satisfies Record<string, Typeface>

/** What stands in for a typeface on a computer that lacks it: the 2312 faces left Windows with Vista. */
export const FONT_TABLE: readonly { name: string; instead?: string; panose: string; pitch: string; family: string }[] =
  [
    { name: '方正小标宋简体', instead: '华文中宋', panose: '02010601030101010101', pitch: 'variable', family: 'auto' },
    { name: '仿宋_GB2312', instead: '仿宋', panose: '02010609030101010101', pitch: 'fixed', family: 'modern' },
    { name: '楷体_GB2312', instead: '楷体', panose: '02010609030101010101', pitch: 'fixed', family: 'modern' },
    { name: '黑体', instead: 'SimHei', panose: '02010609060101010101', pitch: 'fixed', family: 'modern' },
    { name: '宋体', instead: 'SimSun', panose: '02010600030101010101', pitch: 'variable', family: 'auto' },
    { name: 'Times New Roman', panose: '02020603050405020304', pitch: 'variable', family: 'roman' },
  ]

/** How many cells of the grid a text takes: a Chinese character one, a digit or Latin letter half. */
export function cellsOf(text: string): number {
  let cells = 0
  for (const char of text) cells += /[\u0020-\u024f]/.test(char) ? 0.5 : 1
  return cells
}
