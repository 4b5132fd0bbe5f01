import { codeFromKey } from '@shishu/kernel'
import { Journal, object, Task as TaskView, TownCode } from '@shishu/protocol'
import { checkBook, listPlaces, verifyBook } from '@shishu/store'
import { Type } from 'typebox'
import { lostFiles } from '../evidence/verify-files.ts'
import { startTask } from '../job/start-task.ts'
import { defineRoute } from '../route/route.ts'
import { wholeBook } from '../route/whole-book.ts'
import { taskView } from './tasks.ts'

const check = defineRoute({
  method: 'POST',
  url: '/api/checks',
  tag: 'journal',
  summary: { zh: '把整本账重算一遍，核对各处相符', en: 'Recount the whole book' },
  access: 'rights',
  response: TaskView,
  status: 202,
  perMinute: 6,
  asks: (_, services) => wholeBook('book.operate', services),
  handle: async ({ person, services }) => {
    const about = { kind: 'check', person: person.account, orgUnit: null }
    const task = await startTask(services.tasks, about, (_, progress, signal) =>
      checkBook(services.book, (entries) => {
        signal.throwIfAborted()
        progress({ entries })
      }),
    )
    return taskView(task)
  },
})

const verify = defineRoute({
  method: 'POST',
  url: '/api/verifications',
  tag: 'journal',
  summary: {
    zh: '重算流水账的全部封印，并核对每个附件',
    en: 'Recompute every seal of the journal, and every file’s hash',
  },
  access: 'rights',
  response: TaskView,
  status: 202,
  perMinute: 6,
  asks: (_, services) => wholeBook('book.operate', services),
  handle: async ({ person, services }) => {
    const about = { kind: 'verification', person: person.account, orgUnit: null }
    const task = await startTask(services.tasks, about, async (_, progress, signal) => {
      const towns = await verifyBook(services.book, (batches) => {
        signal.throwIfAborted()
        progress({ batches })
      })
      const lost = await lostFiles(services.book, services.files, (files) => {
        signal.throwIfAborted()
        progress({ files })
      })
      return { towns: towns.map(({ town, position, seal }) => ({ town: codeFromKey(town), position, seal })), lost }
    })
    return taskView(task)
  },
})

const journal = defineRoute({
  method: 'GET',
  url: '/api/towns/:town/journal',
  tag: 'journal',
  summary: { zh: '流水账：末尾的封印和最近各笔', en: 'The journal: its head and its last places' },
  access: 'rights',
  params: object({ town: TownCode }),
  query: object({
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: Journal,
  asks: ({ params }) => ({ act: 'figure.read', orgUnit: params.town, reach: 'part' }),
  handle: async ({ params, query, book }) => {
    const { before = null, limit = 20 } = query
    book.orgTree.get(params.town)
    const [head] = await listPlaces(book, params.town, { before: null, limit: 1 })
    const places = await listPlaces(book, params.town, { before, limit })
    return { position: head?.position ?? 0, seal: head?.seal ?? null, places }
  },
})

export const journalRoutes = [check, verify, journal]
