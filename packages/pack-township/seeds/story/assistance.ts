import { MONTHS, within } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Town } from '../org-units.ts'
import type { SeedEntry } from '../seed-entry.ts'

type Values = SeedEntry['values']
type DiceOf = (part: string) => Dice

const after = (day: string | null, days: number): string | null => (day === null ? null : within(day, days))
const WITHDRAWN_OR_NOT = ['through', 'through', 'through', 'through', 'through', 'refused', 'withdrawn'] as const
type Fate = (typeof WITHDRAWN_OR_NOT)[number]

/** 社会救助: applications of each kind, and the register of those who receive. */
export function assistance(town: Town, dice: DiceOf): Record<string, SeedEntry[]> {
  return {
    'subsistence-applications': applications(town, dice('subsistence'), 'DB', 3, subsistence, [
      toldLate,
      lyingAtCounty,
    ]),
    'destitute-applications': applications(town, dice('destitute'), 'TK', 0.8, destitute, [unreviewed]),
    'temporary-relief-applications': applications(town, dice('relief'), 'LS', 3, relief, [unrecorded]),
    'disability-allowance-applications': applications(town, dice('disability'), 'CB', 2, disability),
    'hardship-applications': applications(town, dice('hardship'), 'GX', 0.8, hardship),
    recipients: recipients(town, dice('recipients')),
  }
}

type Planted = (town: Town, dice: Dice) => SeedEntry
type Story = (acceptedOn: string | null, fate: Fate, dice: Dice) => Values

function applications(
  town: Town,
  dice: Dice,
  prefix: string,
  often: number,
  story: Story,
  planted: readonly Planted[] = [],
): SeedEntry[] {
  const months = town.scale === 1 ? MONTHS : MONTHS.filter((_, at) => at % 3 === 2)
  const entries = months.flatMap((month) =>
    Array.from({ length: town.scale === 1 ? dice.times(often) : 1 }, (): SeedEntry => {
      const appliedOn = dice.day(month)
      const fate = dice.pick(WITHDRAWN_OR_NOT)
      const incomplete = dice.chance(0.12)
      const supplementedOn = incomplete ? within(appliedOn, 5) : null
      const acceptedOn = incomplete ? after(supplementedOn, 0) : within(appliedOn, dice.int(0, 1))
      const values = story(fate === 'withdrawn' && incomplete ? null : acceptedOn, fate, dice)
      return {
        orgUnit: dice.pick(town.villages).code,
        values: {
          ...applicant(prefix, appliedOn, dice),
          supplementAskedOn: incomplete ? appliedOn : null,
          supplementedOn: fate === 'withdrawn' ? null : supplementedOn,
          acceptedOn: fate === 'withdrawn' && incomplete ? null : acceptedOn,
          ...values,
          withdrawnOn: fate === 'withdrawn' ? within(appliedOn, 8) : null,
        },
      }
    }),
  )
  return town.scale === 1 ? [...entries, ...planted.map((one) => one(town, dice))] : entries
}

const applicant = (number: string, appliedOn: string, dice: Dice): Values => ({
  number,
  applicant: dice.person(),
  members: dice.int(1, 5),
  consent: true,
  related: dice.chance(0.02),
  appliedOn,
})

const refused = (day: string | null, dice: Dice): Values => ({
  refusedOn: day,
  refusal: day === null ? null : dice.pick(['income', 'assets', 'scope']),
  informedOn: after(day, 1),
})
const granted = (day: string | null, amount: number): Values => ({
  amount: day === null ? null : amount,
  confirmedOn: day,
})

const subsistence: Story = (acceptedOn, fate, dice) => {
  const surveyedOn =
    fate === 'withdrawn' ? null : after(acceptedOn, dice.chance(0.95) ? dice.int(0, 2) : dice.int(7, 9))
  const long = dice.chance(0.08)
  const extended = long && dice.chance(0.5)
  const refusedNow = fate === 'refused' && dice.chance(0.5)
  const noticedOn = refusedNow ? null : after(surveyedOn, long ? dice.int(40, 50) : dice.int(3, 16))
  const disputed = dice.chance(0.06)
  const submittedOn = after(noticedOn, disputed ? dice.int(17, 20) : dice.int(8, 11))
  const decidedOn = after(submittedOn, dice.chance(0.94) ? dice.int(2, 12) : dice.int(18, 26))
  return {
    surveyedOn,
    surveyor: surveyedOn === null ? null : '民政岗',
    secondSurveyor: surveyedOn === null ? null : '村干部岗',
    extendedOn: extended && !refusedNow ? after(surveyedOn, 30) : null,
    noticedOn,
    objectedOn: disputed ? after(noticedOn, 3) : null,
    renoticedOn: disputed ? after(noticedOn, 9) : null,
    submittedOn,
    insured: fate === 'through' && decidedOn !== null ? dice.int(1, 4) : null,
    ...granted(fate === 'through' ? decidedOn : null, dice.int(300, 1400) * 100),
    ...refused(fate !== 'refused' ? null : refusedNow ? after(surveyedOn, 5) : decidedOn, dice),
  }
}

/** Planted: refused on 25 March 2026 and told on 10 April, when three working days had ended on 30 March. */
function toldLate(town: Town, dice: Dice): SeedEntry {
  return {
    orgUnit: town.villages[4]!.code,
    values: {
      ...applicant('DB', '2026-03-11', dice),
      supplementAskedOn: null,
      supplementedOn: null,
      acceptedOn: '2026-03-12',
      surveyedOn: '2026-03-13',
      surveyor: '民政岗',
      secondSurveyor: '村干部岗',
      extendedOn: null,
      noticedOn: null,
      objectedOn: null,
      renoticedOn: null,
      submittedOn: null,
      insured: null,
      amount: null,
      confirmedOn: null,
      refusedOn: '2026-03-25',
      refusal: 'assets',
      informedOn: '2026-04-10',
      withdrawnOn: null,
    },
  }
}

/** Planted: sent up on 20 May 2026 and not decided by the county, whose ten working days ended on 3 June. */
const lyingAtCounty: Planted = (town, dice) => ({
  orgUnit: town.villages[6]!.code,
  values: {
    ...applicant('DB', '2026-05-06', dice),
    acceptedOn: '2026-05-06',
    surveyedOn: '2026-05-07',
    surveyor: '民政岗',
    secondSurveyor: '村干部岗',
    noticedOn: '2026-05-11',
    submittedOn: '2026-05-20',
  },
})

/** Planted: accepted on 20 May 2026 and without a first review, due within 15 working days. */
const unreviewed: Planted = (town, dice) => ({
  orgUnit: town.villages[7]!.code,
  values: { ...applicant('TK', '2026-05-20', dice), acceptedOn: '2026-05-20' },
})

/** Planted: relieved at once on 12 May 2026, the papers never completed. */
const unrecorded: Planted = (town, dice) => ({
  orgUnit: town.villages[8]!.code,
  values: { ...applicant('LS', '2026-05-12', dice), kind: 'urgent', relievedOn: '2026-05-12', amount: 200_000 },
})

const destitute: Story = (acceptedOn, fate, dice) => {
  const noticedOn =
    fate === 'withdrawn' ? null : after(acceptedOn, dice.chance(0.9) ? dice.int(5, 16) : dice.int(28, 34))
  const disputed = dice.chance(0.06)
  const submittedOn = after(noticedOn, disputed ? dice.int(17, 20) : dice.int(8, 11))
  const decidedOn = after(submittedOn, dice.chance(0.94) ? dice.int(5, 17) : dice.int(26, 32))
  const way = dice.pick(['home', 'home', 'institution'])
  return {
    noticedOn,
    objectedOn: disputed ? after(noticedOn, 3) : null,
    renoticedOn: disputed ? after(noticedOn, 9) : null,
    submittedOn,
    way: fate === 'through' && decidedOn !== null ? way : null,
    ...granted(fate === 'through' ? decidedOn : null, dice.int(900, 1300) * 100),
    ...refused(fate === 'refused' ? decidedOn : null, dice),
  }
}

const relief: Story = (acceptedOn, fate, dice) => {
  const kind = dice.pick(['urgent', 'urgent', 'expense', 'expense', 'small'])
  const amount = dice.int(5, 60) * 10_000
  if (kind === 'urgent' && fate === 'through') {
    const relievedOn = acceptedOn
    return {
      kind,
      acceptedOn: null,
      relievedOn,
      recordedOn: after(relievedOn, dice.chance(0.92) ? dice.int(3, 24) : dice.int(36, 45)),
      submittedOn: null,
      ...granted(null, 0),
      amount: relievedOn === null ? null : amount,
      ...refused(null, dice),
    }
  }
  const submittedOn = kind === 'small' || fate === 'withdrawn' ? null : after(acceptedOn, dice.int(4, 16))
  const decidedOn = fate === 'withdrawn' ? null : after(kind === 'small' ? acceptedOn : submittedOn, dice.int(4, 18))
  return {
    kind,
    relievedOn: null,
    recordedOn: null,
    submittedOn,
    ...granted(fate === 'through' ? decidedOn : null, amount),
    ...refused(fate === 'refused' ? decidedOn : null, dice),
  }
}

const disability: Story = (acceptedOn, fate, dice) => {
  const noticedOn =
    fate === 'withdrawn' ? null : after(acceptedOn, dice.chance(0.93) ? dice.int(2, 11) : dice.int(20, 25))
  const disputed = dice.chance(0.04)
  const submittedOn = after(noticedOn, disputed ? dice.int(17, 20) : dice.int(8, 12))
  const passedOn = after(submittedOn, dice.int(3, 12))
  const decidedOn = after(passedOn, dice.int(2, 10))
  return {
    allowance: dice.pick(['living', 'care']),
    noticedOn,
    objectedOn: disputed ? after(noticedOn, 3) : null,
    renoticedOn: disputed ? after(noticedOn, 9) : null,
    submittedOn,
    passedOn,
    ...granted(fate === 'through' ? decidedOn : null, dice.int(75, 110) * 100),
    ...refused(fate === 'refused' ? decidedOn : null, dice),
  }
}

const hardship: Story = (acceptedOn, fate, dice) => {
  const long = dice.chance(0.15)
  const reviewedOn = fate === 'withdrawn' ? null : after(acceptedOn, dice.int(6, 18))
  const extendedOn = long && dice.chance(0.7) ? after(reviewedOn, 12) : null
  const decidedOn = after(reviewedOn, long ? dice.int(32, 50) : dice.int(4, 20))
  const confirmedOn = fate === 'through' ? decidedOn : null
  const renewed = dice.chance(0.4)
  const yearOn = dice.chance(0.85) ? after(confirmedOn, dice.int(340, 360)) : null
  return {
    reviewedOn,
    extendedOn,
    ...granted(confirmedOn, 0),
    amount: confirmedOn === null ? null : 0,
    ...refused(fate === 'refused' ? decidedOn : null, dice),
    renewedOn: renewed ? yearOn : null,
    endedOn: renewed ? null : yearOn,
  }
}

/** Planted: one of the stops by decision of 2026 came without hearing the household. */
function recipients(town: Town, dice: Dice): SeedEntry[] {
  const kinds: readonly (readonly [string, number, number, number])[] = [
    ['subsistence', 90, 380, 1600],
    ['destitute', 34, 950, 1250],
    ['edge', 16, 0, 0],
    ['living', 50, 80, 80],
    ['care', 44, 80, 110],
  ]
  let unheard = town.scale === 1 ? 1 : 0
  return kinds
    .flatMap(([kind, often, least, most]) =>
      Array.from({ length: Math.max(2, Math.round(often * town.scale)) }, (): SeedEntry => {
        const startedOn = `${dice.pick(['2021', '2022', '2023', '2024', '2025'])}-${String(dice.int(1, 12)).padStart(2, '0')}-01`
        const stops = dice.chance(0.14)
        const stopReason = stops ? dice.pick(['death', 'moved', 'income', 'own', 'level']) : null
        const stoppedOn = stops ? `2026-0${dice.int(1, 6)}-01` : null
        const byDecision = stopReason === 'income' || stopReason === 'level'
        const heard = byDecision && stoppedOn !== null && (unheard === 0 || stoppedOn < '2026-04')
        if (byDecision && !heard) unheard = 0
        const checkedOn = `2025-${String(dice.int(10, 12))}-${dice.int(10, 28)}`
        return {
          orgUnit: dice.pick(town.villages).code,
          values: {
            number: `${{ subsistence: 'D', destitute: 'T', edge: 'B', living: 'S', care: 'H' }[kind]!}${town.code.slice(6, 9)}-${dice.int(1, 9)}`,
            recipient: dice.person(),
            kind,
            people: kind === 'subsistence' || kind === 'edge' ? dice.int(1, 4) : 1,
            monthly: most === 0 ? null : dice.int(least, most) * 100,
            startedOn,
            checkedOn: checkedOn < startedOn ? null : checkedOn,
            dueOn: checkedOn < startedOn ? null : `2026-${checkedOn.slice(5)}`,
            heardOn: heard ? within(stoppedOn!, -10) : null,
            stoppedOn,
            stopReason,
            toldOn: byDecision ? after(stoppedOn, 1) : null,
          },
        }
      }),
    )
    .map((entry, at) => ({
      ...entry,
      values: {
        ...entry.values,
        number: `${String(entry.values.number).slice(0, 4)}-${String(at + 1).padStart(4, '0')}`,
      },
    }))
}
