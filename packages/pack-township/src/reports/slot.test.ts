import { expect, test } from 'vitest'
import { packTownship } from '../index.ts'

test.each(packTownship.reports.map((report) => [report.id, report] as const))(
  '%s: slots are numbered from 1 as the text reads, each bound once',
  (_, { paragraphs, slots }) => {
    const text = paragraphs.map((paragraph) => paragraph.text).join('')
    const inText = [...text.matchAll(/\{(\d+)\}/g)].map(([, slot]) => Number(slot))
    expect(inText).toEqual(inText.map((_, at) => at + 1))
    expect(Object.keys(slots).map(Number)).toEqual(inText)
  },
)

test('no report tells how many petitions came in', () => {
  const told = packTownship.reports.flatMap(({ slots }) =>
    Object.values(slots).flatMap((slot) => (slot.kind === 'figure' ? [slot.indicator] : [])),
  )
  expect(told).not.toContain('petitions-received')
})
