import { expect, test } from 'vitest'
import { routeNames } from './route-names.ts'

test('requests are named as the audit log writes them, in both languages', () => {
  const names = routeNames({
    paths: {
      '/api/towns/{town}/closings/{period}/adjustments': { get: { summary: '封账以后的调整 · Adjustments' } },
      '/api/health': { get: {} },
    },
  })
  expect([...names]).toEqual([
    ['GET /api/towns/:town/closings/:period/adjustments', { zh: '封账以后的调整', en: 'Adjustments' }],
  ])
})
