import { DefinitionId, EntryId, KeptView, NewView, object } from '@shishu/protocol'
import { Type } from 'typebox'
import { defineRoute } from '../route/route.ts'
import { keepView, removeView, viewsOf } from '../view/ledger-view.ts'

const OfLedger = object({ ledger: DefinitionId })

const list = defineRoute({
  method: 'GET',
  url: '/api/ledgers/:ledger/views',
  tag: 'entries',
  summary: { zh: '本人存的视图：筛选、排序、分组、列', en: 'One’s own kept views of a ledger' },
  access: 'signed-in',
  params: OfLedger,
  response: object({ views: Type.Array(KeptView) }),
  handle: async ({ params, services, person }) => {
    const { id } = services.book.definitions.ledger(params.ledger)
    return { views: await viewsOf(services.book.keeperPool, person.account, id) }
  },
})

const keep = defineRoute({
  method: 'PUT',
  url: '/api/ledgers/:ledger/views',
  tag: 'entries',
  summary: { zh: '保存视图；同名的换成新的', en: 'Keep a view; one of the same name is replaced' },
  access: 'signed-in',
  params: OfLedger,
  body: NewView,
  response: KeptView,
  handle: async ({ params, body, services, person }) => {
    const { keeperPool, clock, definitions } = services.book
    const { id: ledger } = definitions.ledger(params.ledger)
    return keepView(keeperPool, { ...body, person: person.account, ledger, now: clock() })
  },
})

const remove = defineRoute({
  method: 'DELETE',
  url: '/api/ledgers/:ledger/views/:view',
  tag: 'entries',
  summary: { zh: '删除本人的视图', en: 'Remove one of one’s own views' },
  access: 'signed-in',
  params: object({ ledger: DefinitionId, view: EntryId }),
  status: 204,
  handle: async ({ params, services, person }) => {
    await removeView(services.book.keeperPool, person.account, params.ledger, params.view)
  },
})

export const viewRoutes = [list, keep, remove]
