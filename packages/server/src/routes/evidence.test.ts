import { forgetReceived } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { form } from '../../test/form.ts'
import {
  OTHER_VILLAGE,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'
import { office, pdf, photo } from '../evidence/evidence.fixture.ts'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ clock: () => new Date('2026-03-05T02:00:00Z'), checksResponses: true })
})
afterAll(() => on?.stop())

let number = 0
const upload = (who: string | null, bytes: Uint8Array, name: string) =>
  on.ask(who, 'POST', '/api/evidence', undefined, form(bytes, name))
const book = (who: string, orgUnit: string, evidence: object[], more: object = {}) => {
  number += 1
  const values = { heldOn: `2026-02-${String(number).padStart(2, '0')}`, people: 5 }
  const change = { kind: 'add', ledger: 'visits', orgUnit, values, evidence, ...more }
  return on.ask(who, 'POST', `/api/towns/${TOWN}/bookings`, { request: `request-${number}`, changes: [change] })
}
const urlOf = (entry: string, sha256: string, town = TOWN) =>
  `/api/towns/${town}/ledgers/visits/entries/${entry}/evidence/${sha256}`

describe('uploading', () => {
  test.each([
    ['clerk', 201],
    ['keeper', 201],
    ['librarian', 403],
    ['sysadmin', 403],
    ['auditor', 403],
    ['idle', 403],
    [null, 401],
  ])('%s: %i', async (who, status) => {
    expect((await upload(who, pdf(), '记录.pdf')).status).toBe(status)
  })

  test('a file is known by its content, keeps its Chinese name, and a path in it is dropped', async () => {
    const answer = await upload('clerk', await photo(), '../../走访 照片.jpg')
    expect(answer).toMatchObject({ status: 201, body: { name: '走访 照片.jpg', mediaType: 'image/jpeg' } })
    expect(answer.body.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('a file larger than a JSON body may be is received', async () => {
    const big = Buffer.concat([pdf(), Buffer.alloc(3 << 20, 0x20), Buffer.from('\n%%EOF\n')])
    expect(await upload('clerk', big, '大.pdf')).toMatchObject({ status: 201, body: { size: big.length } })
  })

  test('a person sends so many bytes a day, and a colleague as many', async () => {
    const { evidence } = on.services
    on.services.evidence = { ...evidence, bytesADay: 1 }
    const refused = await upload('keeper', pdf(), '又一份.pdf')
    expect(refused).toMatchObject({ status: 429, body: { code: 'file.too-many', facts: { limitBytes: 1 } } })
    const colleague = await upload('neighbour', pdf(), '又一份.pdf')
    on.services.evidence = evidence
    expect(colleague.status).toBe(201)
    expect((await upload('keeper', pdf(), '又一份.pdf')).status).toBe(201)
  })

  test.each<[string, () => Uint8Array, string, number, string]>([
    ['an oversize file', () => Buffer.concat([pdf(), Buffer.alloc(20_000_000)]), 'a.pdf', 413, 'file.too-large'],
    ['an empty file', () => Buffer.alloc(0), 'a.pdf', 422, 'file.empty'],
    ['a page with script', () => Buffer.from('<html><script>1</script>'), 'a.jpg', 422, 'file.active-page'],
    ['a program', () => Buffer.from('MZ\x90\0'), 'a.pdf', 422, 'file.executable'],
    ['a picture called PDF', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'a.pdf', 422, 'file.extension-differs'],
    ['an unknown kind', () => Buffer.from([1, 2, 3, 4]), 'a.bin', 415, 'file.type-refused'],
    [
      'XML entities',
      () => office('docx', { 'word/a.xml': '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      'a.docx',
      422,
      'file.unsafe-part',
    ],
    [
      'a zip bomb',
      () => office('docx', { 'a.xml': new Uint8Array(60_000_000) }),
      'a.docx',
      422,
      'file.unpacks-too-large',
    ],
  ])('%s is refused', async (_, bytes, name, status, code) => {
    expect(await upload('clerk', bytes(), name)).toMatchObject({ status, body: { code } })
  })

  test.each<[string, object | undefined, Record<string, string>, number]>([
    ['JSON', { file: 'x' }, {}, 415],
    ['nothing', undefined, {}, 415],
    ['XML', '<a/>' as never, { 'content-type': 'application/xml' }, 415],
    ['a form without boundary', 'x' as never, { 'content-type': 'multipart/form-data' }, 400],
    [
      'a form that breaks off',
      '--b\r\ncontent-dis' as never,
      { 'content-type': 'multipart/form-data; boundary=b' },
      400,
    ],
    [
      'a form without file',
      '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n' as never,
      { 'content-type': 'multipart/form-data; boundary=b' },
      400,
    ],
    [
      'a file that breaks off',
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7' as never,
      { 'content-type': 'multipart/form-data; boundary=b' },
      400,
    ],
  ])('%s instead of a form is refused', async (_, body, headers, status) => {
    const answer = await on.ask('clerk', 'POST', '/api/evidence', body, { headers })
    expect(answer.status).toBe(status)
    expect(answer.body.code).toMatch(/^(request|file)\./)
  })
})

describe('attaching and reading', () => {
  test('what is on record counts, not what the booking says of a file', async () => {
    const { body: sent } = await upload('clerk', pdf(), '三月记录.pdf')
    const lie = { ...sent, name: '假.exe', mediaType: 'text/html', size: 1, described: '签到表' }
    const { status, body } = await book('clerk', VILLAGE, [lie])
    expect(status).toBe(201)
    const { entry } = body.versions[0]
    const record = await on.ask('clerk', 'GET', `/api/towns/${TOWN}/ledgers/visits/entries/${entry}`)
    expect(record.body.evidence).toEqual([
      { ...sent, described: '签到表', version: 1, sharedWith: [], alsoElsewhere: 0 },
    ])
    const file = await on.ask('clerk', 'GET', urlOf(entry, sent.sha256))
    expect(file.status).toBe(200)
    expect(file.bytes.equals(pdf())).toBe(true)
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    })
    expect(String(file.headers['content-security-policy'])).toMatch(/^sandbox/)
    expect(String(file.headers['content-disposition'])).toContain(encodeURIComponent('三月记录.pdf'))
  })

  test('nobody attaches what another uploaded, nor what is nowhere', async () => {
    const { body: sent } = await upload('neighbour', await photo('png', 3), '下村.png')
    expect(await book('clerk', VILLAGE, [sent])).toMatchObject({ status: 404, body: { code: 'file.not-kept' } })
    const nowhere = { ...sent, sha256: 'a'.repeat(64) }
    expect(await book('clerk', VILLAGE, [nowhere])).toMatchObject({ status: 404, body: { code: 'file.not-kept' } })
    expect((await book('neighbour', OTHER_VILLAGE, [sent])).status).toBe(201)
    // The keeper sees that entry, and with it the file.
    expect((await book('keeper', VILLAGE, [sent])).status).toBe(201)
  })

  test('an upload is forgotten after its time: it was booked by then, or collected', async () => {
    const { body: sent } = await upload('clerk', await photo('webp', 5), '忘.webp')
    expect(await forgetReceived(on.book, on.book.clock())).toBe(0)
    expect(await forgetReceived(on.book, new Date(on.book.clock().getTime() + 1))).toBeGreaterThan(0)
    expect(await book('clerk', VILLAGE, [sent])).toMatchObject({ status: 404, body: { code: 'file.not-kept' } })
  })

  test('the same photo at two events is shown as such, by count where the other is out of sight', async () => {
    const { body: sent } = await upload('clerk', await photo('jpeg', 7), '同一张.jpg')
    await upload('neighbour', await photo('jpeg', 7), '同一张.jpg')
    const mine = (await book('clerk', VILLAGE, [sent])).body.versions[0].entry
    const theirs = (await book('neighbour', OTHER_VILLAGE, [sent])).body.versions[0].entry
    const seenBy = async (who: string) =>
      (await on.ask(who, 'GET', `/api/towns/${TOWN}/ledgers/visits/entries/${mine}`)).body.evidence[0]
    expect(await seenBy('clerk')).toMatchObject({ sharedWith: [], alsoElsewhere: 1 })
    expect(await seenBy('keeper')).toMatchObject({
      sharedWith: [{ ledger: 'visits', entry: theirs }],
      alsoElsewhere: 0,
    })
  })

  test('a file is served to whoever reads its entry, also after it was taken off', async () => {
    const { body: sent } = await upload('clerk', await photo('jpeg', 9), '照片.jpg')
    const { entry } = (await book('clerk', VILLAGE, [sent])).body.versions[0]
    const other = (await book('clerk', VILLAGE, [])).body.versions[0].entry
    const status = async (who: string | null, url: string) => (await on.ask(who, 'GET', url)).status
    const url = urlOf(entry, sent.sha256)
    expect({
      clerk: await status('clerk', url),
      thumbnail: await status('clerk', `${url}/thumbnail`),
      keeper: await status('keeper', url),
      librarian: await status('librarian', url),
      neighbour: await status('neighbour', url),
      neighbourThumbnail: await status('neighbour', `${url}/thumbnail`),
      stranger: await status('stranger', url),
      sysadmin: await status('sysadmin', url),
      nobody: await status(null, url),
      otherEntry: await status('clerk', urlOf(other, sent.sha256)),
      otherTown: await status('clerk', urlOf(entry, sent.sha256, SECOND_TOWN)),
      malformed: await status('clerk', urlOf(entry, '../../etc/passwd')),
    }).toEqual({
      clerk: 200,
      thumbnail: 200,
      keeper: 200,
      librarian: 200,
      neighbour: 404,
      neighbourThumbnail: 404,
      stranger: 403,
      sysadmin: 403,
      nobody: 401,
      otherEntry: 404,
      otherTown: 403,
      malformed: 404,
    })
    const change = { kind: 'correct', ledger: 'visits', entry, values: {}, detach: [sent.sha256] }
    const body = { request: 'take-it-off', reason: '传错了', changes: [change] }
    expect((await on.ask('clerk', 'POST', `/api/towns/${TOWN}/bookings`, body)).status).toBe(201)
    expect(await status('clerk', url)).toBe(200)
  })

  test('a part is served where it is asked for, and nothing again where it has not changed', async () => {
    const { body: sent } = await upload('clerk', await photo('jpeg', 11), '照片.jpg')
    const { entry } = (await book('clerk', VILLAGE, [sent])).body.versions[0]
    const get = (headers: Record<string, string>) =>
      on.ask('clerk', 'GET', urlOf(entry, sent.sha256), undefined, { headers })
    const whole = await get({})
    expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': String(sent.size) })
    const part = await get({ range: 'bytes=10-19' })
    expect(part.status).toBe(206)
    expect(part.headers['content-range']).toBe(`bytes 10-19/${sent.size}`)
    expect(part.bytes.equals(whole.bytes.subarray(10, 20))).toBe(true)
    expect((await get({ range: `bytes=${sent.size}-` })).status).toBe(416)
    expect((await get({ range: 'bytes=10-19', 'if-range': '"other"' })).status).toBe(200)
    const again = await get({ 'if-none-match': String(whole.headers.etag) })
    expect([again.status, again.bytes.length]).toEqual([304, 0])
  })

  test('a text is sent whole and compressed, whatever part is asked for', async () => {
    const text = Buffer.from('走访记录，情况正常。\n'.repeat(500))
    const { body: sent } = await upload('clerk', text, '记录.txt')
    const { entry } = (await book('clerk', VILLAGE, [sent])).body.versions[0]
    const headers = { range: 'bytes=0-9', 'accept-encoding': 'gzip' }
    const answer = await on.ask('clerk', 'GET', urlOf(entry, sent.sha256), undefined, { headers })
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, 'gzip'])
  })
})
