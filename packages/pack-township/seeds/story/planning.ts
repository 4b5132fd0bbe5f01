import { MONTHS, within } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Town } from '../org-units.ts'
import { numbering, type OfficeStory, type SeedEntry } from '../seed-entry.ts'

/** 规划: village plans drafted, put on notice for 30 days, agreed, submitted and approved. */
export const planningStory: OfficeStory = (town, dice) => {
  const planDice = dice('village-plans')
  const plans: SeedEntry[] = town.villages
    .filter(({ name }) => name.endsWith('村'))
    .map((village, at) => {
      const listedOn = `2024-0${1 + (at % 6)}-15`
      const [begunOn = null, noticedOn = null, agreedOn = null, submittedOn = null, approvedOn = null] = planDice.chain(
        listedOn,
        [90 + at * 80, 120 + at * 85],
        [90, 160],
        [31, 50],
        [5, 20],
        [30, 70],
      )
      const comments = noticedOn === null ? null : planDice.int(4, 30)
      return {
        orgUnit: village.code,
        values: {
          name: `${village.name}村庄规划`,
          kind: planDice.pick(['cluster', 'suburb', 'heritage', 'other']),
          author: planDice.pick(['皖岭规划设计院', '青禾规划咨询公司']),
          contract: begunOn === null ? null : planDice.int(80, 240) * 100_000,
          listedOn,
          begunOn,
          noticedOn,
          agreedOn,
          submittedOn,
          approvedOn,
          comments,
          adopted: comments === null ? null : Math.floor(comments * 0.7),
          note: null,
        },
      }
    })
  const publishDice = dice('village-plans-published')
  // Planted: the last plan approved before May 2026 was never made public.
  const hidden = plans.findLast(({ values }) => typeof values.approvedOn === 'string' && values.approvedOn < '2026-05')
  const published = plans.map(({ orgUnit, values }): SeedEntry => {
    const agreedOn = values.agreedOn ?? null
    const approvedOn = typeof values.approvedOn === 'string' ? values.approvedOn : null
    const publicOn = approvedOn === null ? null : within(approvedOn, publishDice.int(5, 34))
    const publishedOn = town.scale === 1 && values.name === hidden?.values.name ? null : publicOn
    const present = agreedOn === null ? null : publishDice.int(40, 90)
    return {
      orgUnit,
      values: {
        ...values,
        present,
        agreed: present === null ? null : present - publishDice.int(0, 8),
        redraftedOn: null,
        rejectedOn: null,
        approvalNumber: approvedOn === null ? null : `皖岭政规〔${approvedOn.slice(0, 4)}〕${publishDice.int(1, 60)}号`,
        publishedOn,
        storedOn: publishedOn === null ? null : within(publishedOn, publishDice.int(10, 60)),
        droppedOn: null,
      },
    }
  })
  return {
    'village-plans': published,
    'homestead-applications': homesteads(town, dice('homesteads')),
    'homestead-reclaims': reclaims(town, dice('reclaims')),
  }
}

/** Applications at every step; some objected to, refused, put right, failed at inspection or withdrawn. */
function homesteads(town: Town, dice: Dice): SeedEntry[] {
  const numberOf = numbering('ZJ')
  return MONTHS.flatMap((month) =>
    Array.from({ length: Math.max(dice.times(4 * town.scale), month === '2024-01' ? 1 : 0) }, (): SeedEntry => {
      const appliedOn = dice.day(month)
      const withdraws = dice.chance(0.03)
      const [discussedOn = null, noticedOn = null, acceptedOn = null] = dice.chain(
        appliedOn,
        [5, 18],
        [1, 5],
        [8, 14, withdraws ? 0 : 0.97],
      )
      const puts = acceptedOn !== null && dice.chance(0.12)
      const [askedOn = null, correctedOn = null] = puts ? dice.chain(acceptedOn, [1, 3], [2, 9, 0.95]) : []
      const from = puts ? correctedOn : acceptedOn
      const [checkedOn = null, reviewedOn = null] = from === null ? [] : dice.chain(from, [1, 12], [1, 6, 0.98])
      const refuses = reviewedOn !== null && dice.chance(0.05)
      const [
        approvedOn = null,
        stakedOn = null,
        builtOn = null,
        inspectedOn = null,
        registeredOn = null,
        filedOn = null,
      ] =
        reviewedOn === null || refuses
          ? []
          : dice.chain(reviewedOn, [0, 6], [1, 8], [90, 260], [2, 16, 0.97], [10, 28], [3, 12, 0.95])
      const fails = builtOn !== null && inspectedOn === null
      const present = discussedOn === null ? null : dice.int(25, 60)
      const area = dice.int(90, 160) * 100
      const excess = inspectedOn !== null && dice.chance(0.02)
      return {
        orgUnit: dice.pick(town.villages).code,
        values: {
          number: numberOf(appliedOn),
          applicant: dice.person(),
          members: dice.int(2, 7),
          kind: dice.pick(['new', 'rebuild', 'rebuild', 'extend', 'move']),
          plots: dice.int(0, 1),
          area,
          land: dice.pick(['built', 'built', 'unused', 'farm']),
          conversion: null,
          floors: dice.int(1, 3),
          appliedOn,
          discussedOn,
          present,
          inFavour: present === null ? null : present - dice.int(0, 5),
          noticedOn,
          objectedOn: noticedOn !== null && acceptedOn === null && !withdraws ? within(noticedOn, 3) : null,
          acceptedOn,
          askedOn,
          correctedOn,
          checkedOn,
          reviewedOn,
          approvedOn,
          certificate: approvedOn === null ? null : `农宅字34189910${dice.int(1_000, 9_999)}号`,
          permit: approvedOn === null ? null : `乡字第${dice.int(1_000, 9_999)}号`,
          refusedOn: refuses ? within(reviewedOn, dice.int(0, 5)) : null,
          reason: refuses ? '不符合一户一宅规定，已告知复议和诉讼途径' : null,
          stakedOn,
          builtOn,
          failedOn: fails && dice.chance(0.5) ? within(builtOn, 6) : null,
          inspectedOn,
          measuredArea: inspectedOn === null ? null : excess ? area + 1_200 : area,
          excess: inspectedOn === null ? null : excess,
          oldHouse: inspectedOn === null ? null : dice.pick(['none', 'razed', 'given']),
          registeredOn,
          filedOn,
          withdrawnOn: withdraws && noticedOn !== null ? within(noticedOn, 3) : null,
        },
      }
    }),
  )
}

/** Plots given up by agreement, paid before they are cleared; some put off, failed or withdrawn. */
function reclaims(town: Town, dice: Dice): SeedEntry[] {
  const numberOf = numbering('TZ')
  return MONTHS.flatMap((month) =>
    Array.from({ length: Math.max(dice.times(1.6 * town.scale), month === '2024-03' ? 1 : 0) }, (): SeedEntry => {
      const agreedOn = dice.day(month)
      const area = dice.int(20, 95)
      const withdraws = dice.chance(0.06)
      const [paidOn = null, demolishedOn = null, reclaimedOn = null, second = null] = withdraws
        ? []
        : dice.chain(agreedOn, [5, 30], [3, 50], [20, 110, 0.97], [8, 50, 0.97])
      const fails = second !== null && dice.chance(0.08)
      const [againOn = null, third = null] = fails ? dice.chain(second, [10, 70], [6, 30, 0.9]) : []
      const acceptedOn = fails ? third : second
      return {
        orgUnit: dice.pick(town.villages.filter(({ name }) => name.endsWith('村'))).code,
        values: {
          number: numberOf(agreedOn),
          owner: dice.person(),
          use: dice.pick(['house', 'yard', 'idle', 'ruin']),
          area,
          consent: `退宅协〔${agreedOn.slice(0, 4)}〕${dice.int(1, 200)}号`,
          compensation: area * 30_000,
          agreedOn,
          extendedOn: !withdraws && demolishedOn === null && dice.chance(0.4) ? within(agreedOn, 20) : null,
          paidOn,
          demolishedOn,
          reclaimedOn,
          returnedOn: fails ? second : null,
          againOn,
          acceptedOn,
          newLand: acceptedOn === null ? null : Math.floor(area * 0.9),
          plantedOn: acceptedOn === null || !dice.chance(0.9) ? null : within(acceptedOn, dice.int(20, 120)),
          planter: acceptedOn === null ? null : dice.pick(['村集体经济合作社', '种粮大户', '原农户']),
          withdrawnOn: withdraws ? within(agreedOn, dice.int(3, 25)) : null,
        },
      }
    }),
  )
}
