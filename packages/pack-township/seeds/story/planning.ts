import type { OfficeStory, SeedEntry } from '../seed-entry.ts'

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
  return { 'village-plans': plans }
}
