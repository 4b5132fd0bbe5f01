import { expect, test } from 'vitest'
import { contentDisposition, extensionOf, safeFileName } from './file-name.ts'
import { FILE_TYPES } from './file-type.ts'
import { serveHeaders } from './serve-headers.ts'

test.each([
  // given                         → kept
  ['现场 照片.jpg', '现场 照片.jpg'],
  ['C:\\Users\\li\\台账.xlsx', '台账.xlsx'],
  ['../../etc/passwd', 'passwd'],
  ['a\r\nX-Evil: 1.jpg', 'aX-Evil_ 1.jpg'],
  ['a\0.jpg', 'a.jpg'],
  ['invoice\u202egpj.exe', 'invoicegpj.exe'], // would be shown as invoiceexe.jpg
  ['a\u200b\ufeffb.pdf', 'ab.pdf'],
  ['<script>"x"?*|.pdf', '_script__x____.pdf'],
  ['.htaccess', 'htaccess'],
  ['a.pdf. . ', 'a.pdf'],
  ['con.txt', '_con.txt'],
  ['', '附件'],
  ['///', '附件'],
  ['\ud800.jpg', '\ufffd.jpg'],
  ['e\u0301.txt', 'é.txt'],
  ['  a   b.txt', 'a b.txt'],
])('%j → %j', (given, kept) => {
  expect(safeFileName(given)).toBe(kept)
  expect(safeFileName(kept)).toBe(kept)
})

test('a long name is shortened by characters, and keeps its extension', () => {
  const name = safeFileName(`${'𠮷'.repeat(300)}.docx`)
  expect([...name]).toHaveLength(120)
  expect(name.endsWith('𠮷.docx')).toBe(true)
  expect(name.isWellFormed()).toBe(true)
})

test.each([
  ['a.JPG', 'jpg'],
  ['a.tar.gz', 'gz'],
  ['a', ''],
  ['a.', ''],
  ['.jpg', ''],
])('the extension of %j is %j', (name, extension) => {
  expect(extensionOf(name)).toBe(extension)
})

test.each([
  ['台账.xlsx', `attachment; filename="__.xlsx"; filename*=UTF-8''%E5%8F%B0%E8%B4%A6.xlsx`],
  [
    'a"b\r\nSet-Cookie: x=1.pdf',
    `attachment; filename="a_bSet-Cookie_ x=1.pdf"; filename*=UTF-8''a_bSet-Cookie_%20x%3D1.pdf`,
  ],
  ["it's (1)*;%.pdf", `attachment; filename="it's (1)___.pdf"; filename*=UTF-8''it%27s%20%281%29_%3B%25.pdf`],
])('%j is sent as %j', (name, header) => {
  expect(contentDisposition('attachment', name)).toBe(header)
  expect(header).toMatch(/^[ -~]+$/)
})

test('pictures and PDF are shown in place, the rest is saved; nothing is run or taken for another kind', () => {
  for (const { mediaType, checkedAs } of Object.values(FILE_TYPES)) {
    const headers = serveHeaders(mediaType, 'x')
    const shown = checkedAs === 'picture' || checkedAs === 'pdf'
    expect([mediaType, headers['content-disposition']!.split(';')[0]]).toEqual([
      mediaType,
      shown ? 'inline' : 'attachment',
    ])
    expect(headers).toMatchObject({ 'content-type': mediaType, 'x-content-type-options': 'nosniff' })
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
  }
})

test('a kind that is not accepted is served as bytes to be saved', () => {
  for (const mediaType of ['text/html', 'image/svg+xml', 'text/html\r\nx: y', '']) {
    expect(serveHeaders(mediaType, 'a.html')).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment/),
    })
  }
})
