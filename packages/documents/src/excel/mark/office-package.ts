import { documentsError } from '../../documents-errors.ts'
import { escapeXml } from '../../xml-text.ts'
import { appendChild, attribute, children, findElement } from '../xml-scan.ts'
import { partText, readZip, writeZip, type ZipParts } from '../zip-parts.ts'

export const LINK_TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const LINKS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const CONTENT_TYPES = '[Content_Types].xml'

export interface SheetPart {
  name: string
  /** The part's name: `xl/worksheets/sheet1.xml`. */
  path: string
}
/** A workbook's parts as they stand in the file, open for small changes. */
export interface OfficePackage {
  parts: ZipParts
  /** The part `xl/workbook.xml`, wherever it stands. */
  workbook: string
  /** Worksheets in their order; sheets of another kind (charts) are not among them. */
  sheets: SheetPart[]
}
export interface Link {
  id: string
  /** The last word of its type: worksheet, styles, comments. */
  kind: string
  /** The part it leads to; an outside address stays as it is. */
  target: string
}

/** Errors  those of readZip; workbook.damaged: no workbook in it */
export function openPackage(bytes: Uint8Array): OfficePackage {
  const parts = readZip(bytes)
  const file: OfficePackage = { parts, workbook: '', sheets: [] }
  const workbook = linksOf(file, '').find(({ kind }) => kind === 'officeDocument')?.target
  if (workbook === undefined || !parts.has(workbook))
    throw documentsError('workbook.damaged', { detail: 'workbook.xml' })
  file.workbook = workbook
  const links = linksOf(file, workbook)
  const xml = getText(file, workbook)
  const sheets = findElement(xml, 'sheets')
  for (const sheet of sheets === undefined ? [] : children(xml, sheets)) {
    const tag = xml.slice(sheet.open.start, sheet.open.end)
    const id = attribute(tag, '\\w+:id')
    const path = links.find((link) => link.id === id && link.kind === 'worksheet')?.target
    if (path !== undefined && parts.has(path)) file.sheets.push({ name: attribute(tag, 'name') ?? '', path })
  }
  return file
}

export function savePackage(file: OfficePackage): Uint8Array {
  return writeZip(file.parts)
}

/** Errors  workbook.damaged: no such part, or not UTF-8; workbook.unsafe */
export function getText(file: OfficePackage, path: string): string {
  const part = file.parts.get(path)
  if (part === undefined) throw documentsError('workbook.damaged', { detail: path })
  return partText(path, part)
}

export function setText(file: OfficePackage, path: string, text: string): void {
  file.parts.set(path, Buffer.from(text))
}

/** The part that lists the links of a part; of the file itself for ''. */
function linksPath(path: string): string {
  const slash = path.lastIndexOf('/') + 1
  return `${path.slice(0, slash)}_rels/${path.slice(slash)}.rels`
}

export function linksOf(file: OfficePackage, path: string): Link[] {
  const from = linksPath(path)
  if (!file.parts.has(from)) return []
  const xml = getText(file, from)
  const root = findElement(xml, 'Relationships')
  if (root === undefined) return []
  return [...children(xml, root)].map(({ open }) => {
    const tag = xml.slice(open.start, open.end)
    const target = attribute(tag, 'Target') ?? ''
    const outside = attribute(tag, 'TargetMode') === 'External'
    return {
      id: attribute(tag, 'Id') ?? '',
      kind: (attribute(tag, 'Type') ?? '').replace(/^.*\//, ''),
      target: outside ? target : resolve(path, target),
    }
  })
}

/** The part that a link's target names, seen from the part that holds it. */
function resolve(path: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const steps = path.split('/').slice(0, -1)
  for (const step of target.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}

/** Adds a link from a part to another and returns its id. */
export function addLink(file: OfficePackage, path: string, kind: string, target: string): string {
  const from = linksPath(path)
  const ids = new Set(linksOf(file, path).map(({ id }) => id))
  let number = ids.size + 1
  while (ids.has(`rId${number}`)) number += 1
  const xml = file.parts.has(from) ? getText(file, from) : `<Relationships xmlns="${LINKS}"></Relationships>`
  const root = findElement(xml, 'Relationships')!
  const link = `<${root.prefix}Relationship Id="rId${number}" Type="${LINK_TYPES}/${kind}" Target="/${escapeXml(target)}"/>`
  setText(file, from, appendChild(xml, root, link))
  return `rId${number}`
}

/** Adds a part under the first free number: `xl/comments#.xml` → `xl/comments2.xml`. */
export function addPart(file: OfficePackage, pattern: string, text: string, contentType: string): string {
  let number = 1
  while (file.parts.has(pattern.replace('#', String(number)))) number += 1
  const path = pattern.replace('#', String(number))
  setText(file, path, text)
  const xml = getText(file, CONTENT_TYPES)
  const root = findElement(xml, 'Types')
  if (root === undefined) throw documentsError('workbook.damaged', { detail: CONTENT_TYPES })
  const kind = `<${root.prefix}Override PartName="/${path}" ContentType="${contentType}"/>`
  setText(file, CONTENT_TYPES, appendChild(xml, root, kind))
  return path
}
