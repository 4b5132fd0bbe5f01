import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeKey } from '@shishu/kernel'
import { bookEntries, type Change, type OpenBook, readEvidence, referencedFiles, verifyBook } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINES, type TestServer, TOWN, VILLAGE } from '../../../store/test/book-fixture.ts'
import { collectUnreferenced } from './collect-unreferenced.ts'
import { listed, pdf, photo, refusalOf, sent } from './evidence.fixture.ts'
import { EVIDENCE_DEFAULTS } from './evidence-settings.ts'
import { type FileStore, keepForBooking, thumbnailKey } from './file-store.ts'
import { folderStore } from './folder-store.ts'
import { evidenceReceiver, type ReceivedEvidence, type ReceiveEvidence } from './receive-evidence.ts'
import { lostFiles } from './verify-files.ts'

const HOUR_MS = 3_600_000
const [embedded] = ENGINES

describe('from the upload to the seal', () => {
  let root: string
  let server: TestServer
  let book: OpenBook
  let store: FileStore
  let receive: ReceiveEvidence
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'shishu-evidence-book-'))
    server = await embedded!.start()
    book = (await server.newBook()).book
    store = folderStore(join(root, 'files'))
    receive = evidenceReceiver(store, { ...EVIDENCE_DEFAULTS, temporaryFolder: root })
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(root, { recursive: true, force: true })
  })

  const visit = (heldOn: string, evidence: readonly ReceivedEvidence[]): Change => ({
    kind: 'add',
    ledger: 'visits',
    orgUnit: VILLAGE,
    values: { heldOn, people: 5 },
    evidence,
  })
  const put = async (request: string, change: Change & { evidence?: readonly ReceivedEvidence[] }) => {
    await keepForBooking(
      store,
      (change.evidence ?? []).map(({ sha256 }) => sha256),
    )
    const booked = await bookEntries(book, { request, town: TOWN, by: '李', changes: [change] })
    return booked.versions[0]!.entry
  }
  const filesOf = async (entry: string) => {
    const client = await book.pool.connect()
    try {
      return (await readEvidence(client, codeKey(TOWN), [entry])).get(entry) ?? []
    } finally {
      client.release()
    }
  }

  test('one photo sent for two events is one file, shown at both; what was never booked is collected', async () => {
    const first = await receive(sent(await photo()), { name: '三月走访.jpg', keepLocation: false })
    const again = await receive(sent(await photo()), { name: '四月走访.jpg', keepLocation: false })
    const paper = await receive(sent(pdf()), { name: '记录.pdf', keepLocation: false })
    const stray = await receive(sent(await photo('png', 9)), { name: '没有提交.png', keepLocation: false })
    const march = await put('march', visit('2026-03-05', [first, paper]))
    const april = await put('april', visit('2026-04-05', [again]))
    expect(await filesOf(march)).toEqual([
      { ...first, described: null, version: 1, sharedWith: [{ ledger: 'visits', entry: april }] },
      { ...paper, described: null, version: 1, sharedWith: [] },
    ])
    expect((await filesOf(april)).map(({ name, sharedWith }) => [name, sharedWith])).toEqual([
      ['四月走访.jpg', [{ ledger: 'visits', entry: march }]],
    ])
    const referenced = (asked: readonly string[]) => book.asOwner((owner) => referencedFiles(owner, asked))
    expect(await collectUnreferenced(store, referenced, new Date(Date.now() + HOUR_MS))).toBe(1)
    expect((await listed(store)).map(({ key }) => key).sort()).toEqual(
      [first.sha256, thumbnailKey(first.sha256), paper.sha256].sort(),
    )
    expect(await refusalOf(put('late', visit('2026-05-05', [stray])))).toBe('file.not-kept')
    await verifyBook(book)
    expect(await lostFiles(book, store)).toEqual([])
  })
})
