import { addDays, daysBetween } from '@shishu/kernel'
import { MONTHS, within } from '../calendar.ts'
import { numbering, type OfficeStory, type SeedEntry } from '../seed-entry.ts'

const LAUNCHED = '2026-02-20'

/** 移风易俗: the plain-funeral rule begins on 20 February 2026, with publicity from January 2026. */
export const customsStory: OfficeStory = (town, dice) => {
  const { scale, villages } = town

  const funeralDice = dice('funerals')
  const funeralNumber = numbering('SS')
  const funerals: SeedEntry[] = MONTHS.flatMap((month) =>
    Array.from({ length: funeralDice.times(10.5 * scale) }, (_, at): SeedEntry => {
      // the last two are not yet finished when the books are read
      const diedOn = month === '2026-06' && at < 2 ? `2026-06-${30 - at}` : funeralDice.day(month)
      const launched = diedOn >= LAUNCHED
      const quick = funeralDice.chance(launched ? 0.91 : 0.35)
      const late = funeralDice.chance(launched ? 0.08 : 0.3)
      const wait = quick ? funeralDice.int(1, 2) : funeralDice.int(3, 6)
      const [buriedOn = null, visitedOn = null] = funeralDice.chain(diedOn, [wait, wait], [3, 7, 0.85])
      const toldOn = late ? (buriedOn ?? diedOn) : diedOn
      return {
        orgUnit: funeralDice.pick(villages).code,
        values: {
          number: funeralNumber(diedOn),
          deceased: funeralDice.person(),
          contact: funeralDice.person(),
          diedOn,
          toldOn,
          late,
          agreedOn: late || diedOn === '2026-06-30' ? null : toldOn,
          buriedOn,
          way: funeralDice.pick(['cremation', 'cremation', 'cremation', 'eco', 'earth']),
          tables: buriedOn === null ? null : quick ? funeralDice.int(4, 10) : funeralDice.int(8, 25),
          visitedOn,
          satisfied: visitedOn === null ? null : funeralDice.chance(0.95),
          note: late ? '补录' : null,
        },
      }
    }),
  )

  const loudDice = dice('publicity')
  // form, how many a month, least and most of one entry
  const forms: readonly (readonly [string, number, number, number])[] = [
    ['night-lecture', 9, 1, 1],
    ['mobile-lecture', 3, 1, 2],
    ['pledge', 2.4, 1, 1],
    ['banner', 5, 4, 12],
    ['video', 0.8, 1, 1],
    ['wall', 1.6, 1, 3],
    ['show', 0.7, 1, 1],
  ]
  const topics = ['丧事简办倡议', '婚事新办宣传', '村规民约解读', '文明祭扫宣传', '孝老爱亲宣讲']
  const seen = new Set<string>()
  const customsPublicity: SeedEntry[] = MONTHS.flatMap((month) =>
    forms.flatMap(([form, often, least, most]) =>
      Array.from(
        { length: loudDice.times(often * scale * (month < '2026' ? 0.25 : 1)) + (month === '2026-03' ? 1 : 0) },
        () => {
          const village = loudDice.pick(villages)
          return {
            orgUnit: village.code,
            values: {
              doneOn: loudDice.day(month),
              form,
              topic: loudDice.pick(topics),
              place: `${village.name}${loudDice.pick(['村部', '文化广场', '主干道口', '文明实践站'])}`,
              amount: loudDice.int(least, most),
              people: form === 'banner' || form === 'wall' || form === 'video' ? null : loudDice.int(25, 140),
              organiser: loudDice.pick(['宣传文化办公室', '村红白理事会', '镇文化站']),
              note: null,
            },
          }
        },
      ),
    ),
  ).filter(({ orgUnit, values }) => {
    const key = [orgUnit, values.doneOn, values.form, values.place, values.topic].join('|')
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })

  const stepDice = dice('funeral-steps')
  const visited = funerals.map(({ orgUnit, values }): SeedEntry => {
    const { visitedOn, buriedOn, toldOn, diedOn } = values
    const asked = typeof visitedOn === 'string' && values.satisfied === false
    const followedOn = asked ? within(visitedOn, 1) : null
    const wait = typeof buriedOn === 'string' ? daysBetween(String(diedOn), buriedOn) : 0
    const accord = buriedOn === null ? null : wait <= 2 ? 'yes' : stepDice.chance(0.5) ? 'special' : 'advised'
    // a visit to the family a day late, now and then
    const agreedOn =
      values.agreedOn !== null && wait > 3 && stepDice.chance(0.1) ? addDays(String(toldOn), 2) : values.agreedOn!
    return {
      orgUnit,
      values: {
        ...values,
        agreedOn,
        party: stepDice.chance(0.12),
        accord,
        followedOn,
        answeredOn: followedOn === null || stepDice.chance(0.2) ? null : within(followedOn, stepDice.int(2, 9)),
        cancelledOn: null,
      },
    }
  })
  // told twice, and taken back
  for (const day of ['2024-09-12', '2025-04-06', '2026-03-19'].slice(0, scale === 1 ? 3 : 1)) {
    visited.push({
      orgUnit: stepDice.pick(villages).code,
      values: {
        number: 'SS',
        deceased: stepDice.person(),
        contact: stepDice.person(),
        diedOn: day,
        toldOn: day,
        late: false,
        agreedOn: null,
        buriedOn: null,
        way: null,
        tables: null,
        visitedOn: null,
        satisfied: null,
        party: false,
        accord: null,
        followedOn: null,
        answeredOn: null,
        cancelledOn: addDays(day, 1),
        note: '重复报备，撤销',
      },
    })
  }

  return { funerals: visited, 'customs-publicity': customsPublicity }
}
