import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stage, shot, startStage, VILLAGE } from './fixture.ts'
let stage: Stage
beforeAll(async () => {
  stage = await startStage()
  await stage.person({ name: 'cunli', displayName: '村文书小王', role: 'village-clerk', office: null, orgUnit: VILLAGE.code })
  for (let part = 0; part < 5; part += 1) {
    await stage.book(`many-${part}`, Array.from({ length: 4000 }, (_, index) => ({
      kind: 'add' as const, ledger: 'party-meetings', orgUnit: VILLAGE.code,
      values: { heldOn: `2026-0${1 + (index % 9)}-1${index % 9}`, kind: 'activity', branch: '青溪社区党支部', topic: `第 ${part * 4000 + index} 次`, attended: index % 50 },
    })))
  }
})
afterAll(async () => stage?.stop())
test('scrolls', async () => {
  const page = await stage.signedIn('cunli', '/ledgers/party-meetings')
  await page.getByText(/^共 20000 条/).waitFor()
  const client = await page.context().newCDPSession(page)
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const result = await page.evaluate(async () => {
    const grid = document.querySelector<HTMLElement>('[role=grid]')!
    const gaps: number[] = []
    let blank = 0
    let last = performance.now()
    const until = last + 10_000
    while (last < until) {
      await new Promise(requestAnimationFrame)
      const now = performance.now()
      gaps.push(now - last)
      last = now
      const box = grid.getBoundingClientRect()
      for (const y of [80, 200, 320, box.height - 40]) {
        const at = document.elementFromPoint(box.left + 60, box.top + y)
        if (at?.closest('[role=row]') === null) blank += 1
      }
      grid.scrollTop += 60
    }
    gaps.sort((a, b) => a - b)
    return { frames: gaps.length, median: gaps[gaps.length >> 1], p95: gaps[Math.floor(gaps.length * 0.95)], over34: gaps.filter((g) => g > 34).length, blank, scrolled: grid.scrollTop / 38 }
  })
  console.log('4x slowed', result)
  await client.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await shot(page, 'grid-20000')
  expect(result.blank).toBe(0)
})
