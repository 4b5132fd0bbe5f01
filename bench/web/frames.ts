import type { CDPSession, Page } from 'playwright-core'

/** How a stretch of scrolling was. */
export interface FrameReport {
  frames: number
  /** Milliseconds from one frame to the next. */
  medianMs: number
  p95Ms: number
  worstMs: number
  /** Frames at 60 Hz that did not come, of all that should have. */
  dropped: number
  due: number
  /** Frames in which a row in sight was not drawn at all. */
  blank: number
  /** Frames in which a row in sight was still being read. */
  waiting: number
  /** Milliseconds of the page’s own processor time for each frame due, which other work on the machine does not change. */
  busyMs: { all: number; script: number; style: number; layout: number }
}

interface Recorded {
  deltas: number[]
  blank: number
  waiting: number
}

const FRAME_MS = 1000 / 60

/** What the page did while something was done with it: frame after frame, and whether each row in sight was there. */
export async function recordFrames(cdp: CDPSession, page: Page, act: () => Promise<void>): Promise<FrameReport> {
  await page.evaluate(startRecording)
  const before = await processorTime(cdp)
  await act()
  const after = await processorTime(cdp)
  const { deltas, blank, waiting } = await page.evaluate(() =>
    (window as unknown as { stopRecording: () => Recorded }).stopRecording(),
  )
  const sorted = deltas.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  const due = Math.round(deltas.reduce((sum, delta) => sum + delta, 0) / FRAME_MS)
  const dropped = deltas.reduce((sum, delta) => sum + Math.max(0, Math.round(delta / FRAME_MS) - 1), 0)
  const each = (name: string) => ((after.get(name)! - before.get(name)!) * 1000) / due
  return {
    frames: deltas.length,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    worstMs: at(1),
    dropped,
    due,
    blank,
    waiting,
    busyMs: {
      all: each('TaskDuration'),
      script: each('ScriptDuration'),
      style: each('RecalcStyleDuration'),
      layout: each('LayoutDuration'),
    },
  }
}

/** Seconds of processor time that the page has taken so far, by what for. */
async function processorTime(cdp: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return new Map(metrics.map(({ name, value }) => [name, value]))
}

/** Runs in the page. Rows are counted from their numbers, which costs no layout. */
function startRecording(): void {
  const HEAD_PX = 42
  const ROW_PX = 38
  const grid = document.querySelector<HTMLElement>('.grid')!
  const heightPx = grid.clientHeight
  const found: Recorded = { deltas: [], blank: 0, waiting: 0 }
  let running = true
  let last = 0
  const onFrame = (now: number) => {
    if (!running) return
    if (last !== 0) found.deltas.push(now - last)
    last = now
    const total = Number(grid.getAttribute('aria-rowcount')) - 1
    const first = Math.floor(grid.scrollTop / ROW_PX)
    const until = Math.min(total, Math.floor((grid.scrollTop + heightPx - HEAD_PX) / ROW_PX))
    const drawn = new Set<number>()
    let waiting = false
    for (const row of grid.querySelectorAll('.grid-body > [aria-rowindex]')) {
      const index = Number(row.getAttribute('aria-rowindex')) - 2
      drawn.add(index)
      if (index >= first && index < until && row.classList.contains('grid-row-waiting')) waiting = true
    }
    let blank = false
    for (let row = first; row < until; row += 1) blank ||= !drawn.has(row)
    if (blank) found.blank += 1
    if (waiting) found.waiting += 1
    requestAnimationFrame(onFrame)
  }
  ;(window as unknown as { stopRecording: () => Recorded }).stopRecording = () => {
    running = false
    return found
  }
  requestAnimationFrame(onFrame)
}

/** Turns the wheel over the grid, so many pixels at so many a second, as the browser itself would. */
export async function turnWheel(cdp: CDPSession, page: Page, distancePx: number, speed: number): Promise<void> {
  const box = (await page.locator('.grid').boundingBox())!
  await cdp.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -distancePx,
    speed,
    gestureSourceType: 'mouse',
    preventFling: true,
  })
}
