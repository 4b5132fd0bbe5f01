import type { CodeRange, PlaceAct, Rights } from '@shishu/kernel'
import { EntryId, NewSuggestion, object, SuggestionAnswer, SuggestionView } from '@shishu/protocol'
import { type Static, Type } from 'typebox'
import { displayNames } from '../people/display-names.ts'
import { defineRoute } from '../route/route.ts'
import type { Services } from '../services.ts'
import {
  addSuggestion,
  answerSuggestion,
  getSuggestion,
  type Suggestion,
  suggestionsAt,
  suggestionsOf,
} from '../suggestion/suggestion.ts'
import { suggestionError } from '../suggestion/suggestion-errors.ts'

/** Whoever may do either at the place where something was said answers it: who runs the book, or who leads the office. */
const ANSWERING: readonly PlaceAct[] = ['book.operate', 'report.issue']
const answeredPlaces = (rights: Rights): readonly CodeRange[] => ANSWERING.flatMap((act) => rights.ranges(act))

const Suggestions = object({ suggestions: Type.Array(SuggestionView) })

const own = defineRoute({
  method: 'GET',
  url: '/api/suggestions',
  tag: 'messages',
  summary: { zh: '本人提的建议和意见，及其答复', en: 'What the person has suggested, with the answers' },
  access: 'signed-in',
  response: Suggestions,
  handle: async ({ services, person }) => ({
    suggestions: await viewsOf(services, await suggestionsOf(services.book.keeperPool, person.account)),
  }),
})

const suggest = defineRoute({
  method: 'POST',
  url: '/api/suggestions',
  tag: 'messages',
  summary: { zh: '提建议或意见：软件、重复要数据', en: 'Suggest or complain: the software, data asked for again' },
  access: 'signed-in',
  body: NewSuggestion,
  response: SuggestionView,
  status: 201,
  perMinute: 20,
  handle: async ({ body, services, person }) => {
    const { keeperPool, clock } = services.book
    const said = { ...body, person: person.account, orgUnit: person.orgUnit, now: clock() }
    return (await viewsOf(services, [await addSuggestion(keeperPool, said)]))[0]!
  },
})

const received = defineRoute({
  method: 'GET',
  url: '/api/suggestions/received',
  tag: 'messages',
  summary: { zh: '归本人答复的建议，未答复的在前', en: 'Suggestions that are the person’s to answer' },
  access: 'signed-in',
  response: Suggestions,
  handle: async ({ services, rights }) => ({
    suggestions: await viewsOf(services, await suggestionsAt(services.book.keeperPool, answeredPlaces(rights))),
  }),
})

const answer = defineRoute({
  method: 'PUT',
  url: '/api/suggestions/:suggestion/answer',
  tag: 'messages',
  summary: { zh: '答复建议', en: 'Answer a suggestion' },
  access: 'signed-in',
  params: object({ suggestion: EntryId }),
  body: SuggestionAnswer,
  response: SuggestionView,
  handle: async ({ params: { suggestion: id }, body, services, person, rights, request }) => {
    const { keeperPool, clock } = services.book
    const { orgUnit } = await getSuggestion(keeperPool, id)
    const act = ANSWERING.find((each) => rights.may(each, { orgUnit }))
    // One elsewhere is not told from one that is not there.
    if (act === undefined) throw suggestionError('suggestion.unknown', { suggestion: id })
    request.asked = { act, orgUnit }
    const answered = await answerSuggestion(keeperPool, { id, ...body, by: person.account, now: clock() })
    return (await viewsOf(services, [answered]))[0]!
  },
})

async function viewsOf(
  { accounts }: Services,
  suggestions: readonly Suggestion[],
): Promise<Static<typeof SuggestionView>[]> {
  const people = suggestions.flatMap(({ person, answer: given }) => (given === null ? [person] : [person, given.by]))
  const names = await displayNames(accounts, people)
  return suggestions.map(({ person, answer: given, ...said }) => ({
    ...said,
    displayName: names.get(person) ?? null,
    answer: given && { text: given.text, displayName: names.get(given.by) ?? null, at: given.at },
  }))
}

export const suggestionRoutes = [own, suggest, received, answer]
