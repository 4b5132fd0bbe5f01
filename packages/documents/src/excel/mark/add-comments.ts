import { escapeXml } from '../../xml-text.ts'
import { cellAddress } from '../cell-address.ts'
import type { Mark } from '../mark-faults.ts'
import { appendChild, attribute, children, findElement } from '../xml-scan.ts'
import {
  addLink,
  addPart,
  getText,
  LINK_TYPES,
  linksOf,
  type OfficePackage,
  type SheetPart,
  setText,
} from './office-package.ts'

/** The author of our comments, by whom they are found again. */
export const COMMENT_AUTHOR = '实数·导入检查'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const COMMENTS_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml'
const VML_TYPE = 'application/vnd.openxmlformats-officedocument.vmlDrawing'
const NEW_COMMENTS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<comments xmlns="${MAIN}"><authors></authors><commentList></commentList></comments>`
const NOTE_SHAPE = `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`
/** A drawing's shapes are numbered in blocks of this size. */
const SHAPE_BLOCK = 1024
/** What may follow the place of legacyDrawing in a worksheet (ECMA-376 part 1, 18.3.1.99). */
const AFTER_DRAWING = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'AlternateContent',
  'webPublishItems',
  'tableParts',
  'extLst',
])

/**
 * Adds a comment to each marked cell. A cell that has a comment keeps it: its fault stands in the list.
 * Drawings that are not written as Excel writes them are left alone, and the sheet then gets no comments.
 */
export function addComments(file: OfficePackage, sheet: SheetPart, marks: readonly Mark[]): void {
  const drawing = drawingOf(file, sheet) ?? addDrawing(file, sheet)
  const vml = getText(file, drawing)
  const isUsual = ['v', 'o', 'x'].every((prefix) => vml.includes(`xmlns:${prefix}=`)) && vml.includes('</xml>')
  if (!isUsual) return
  const path = linksOf(file, sheet.path).find(({ kind }) => kind === 'comments')?.target ?? addCommentsPart(file, sheet)
  let xml = getText(file, path)
  const list = findElement(xml, 'commentList')
  const authors = findElement(xml, 'authors')
  if (list === undefined || authors === undefined) return
  const taken = new Set([...children(xml, list)].map(({ open }) => attribute(xml.slice(open.start, open.end), 'ref')))
  const free = marks.filter(({ row, column }) => !taken.has(cellAddress(row, column)))
  if (free.length === 0) return
  const { prefix } = list
  const authorTexts = [...children(xml, authors)].map(({ open, close }) =>
    xml.slice(open.end, close?.start ?? open.end),
  )
  const known = authorTexts.indexOf(COMMENT_AUTHOR)
  const author = known >= 0 ? known : authorTexts.length
  const written = free.map(({ row, column, text }) => {
    const body = `<${prefix}t xml:space="preserve">${escapeXml(text)}</${prefix}t>`
    const ref = cellAddress(row, column)
    return `<${prefix}comment ref="${ref}" authorId="${author}"><${prefix}text><${prefix}r>${body}</${prefix}r></${prefix}text></${prefix}comment>`
  })
  xml = appendChild(xml, list, written.join(''))
  if (known < 0)
    xml = appendChild(xml, findElement(xml, 'authors')!, `<${prefix}author>${COMMENT_AUTHOR}</${prefix}author>`)
  setText(file, path, xml)
  setText(file, drawing, withNotes(vml, free))
}

/** Takes our comments off a sheet, and the shapes that show them. */
export function removeComments(file: OfficePackage, sheet: SheetPart): void {
  const path = linksOf(file, sheet.path).find(({ kind }) => kind === 'comments')?.target
  const drawing = drawingOf(file, sheet)
  if (path === undefined || drawing === undefined || !file.parts.has(path)) return
  const xml = getText(file, path)
  const list = findElement(xml, 'commentList')
  const authors = findElement(xml, 'authors')
  if (list === undefined || authors === undefined) return
  const author = [...children(xml, authors)].findIndex(
    ({ open, close }) => xml.slice(open.end, close?.start) === COMMENT_AUTHOR,
  )
  if (author < 0) return
  const removed = new Set<string>()
  const kept = [...children(xml, list)].filter(({ open }) => {
    const tag = xml.slice(open.start, open.end)
    const ours = attribute(tag, 'authorId') === String(author)
    if (ours) removed.add(attribute(tag, 'ref') ?? '')
    return !ours
  })
  const body = kept.map(({ open, end }) => xml.slice(open.start, end)).join('')
  setText(file, path, xml.slice(0, list.open.end) + body + xml.slice(list.close?.start ?? list.end))
  const vml = getText(file, drawing).replace(/<v:shape\s[\s\S]*?<\/v:shape>/g, (shape) => {
    const row = /<x:Row>\s*(\d+)\s*<\/x:Row>/.exec(shape)?.[1]
    const column = /<x:Column>\s*(\d+)\s*<\/x:Column>/.exec(shape)?.[1]
    const isNote = /ObjectType="Note"/.test(shape) && row !== undefined && column !== undefined
    return isNote && removed.has(cellAddress(Number(row), Number(column))) ? '' : shape
  })
  setText(file, drawing, vml)
}

/** The part of the sheet's notes and form controls, when it has one. */
function drawingOf(file: OfficePackage, sheet: SheetPart): string | undefined {
  const xml = getText(file, sheet.path)
  const element = findElement(xml, 'legacyDrawing')
  if (element === undefined) return undefined
  const id = attribute(xml.slice(element.open.start, element.open.end), '\\w+:id')
  const target = linksOf(file, sheet.path).find((link) => link.id === id)?.target
  return target !== undefined && file.parts.has(target) ? target : undefined
}

function addDrawing(file: OfficePackage, sheet: SheetPart): string {
  const block = file.sheets.indexOf(sheet) + 1
  const text = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">\
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${block}"/></o:shapelayout>${NOTE_SHAPE}</xml>`
  const path = addPart(file, 'xl/drawings/vmlDrawing#.vml', text, VML_TYPE)
  const id = addLink(file, sheet.path, 'vmlDrawing', path)
  const xml = getText(file, sheet.path)
  const root = findElement(xml, 'worksheet')!
  const next = [...children(xml, root)].find(({ name }) => AFTER_DRAWING.has(name))?.open.start ?? root.close!.start
  const element = `<${root.prefix}legacyDrawing xmlns:r="${LINK_TYPES}" r:id="${id}"/>`
  setText(file, sheet.path, xml.slice(0, next) + element + xml.slice(next))
  return path
}

function addCommentsPart(file: OfficePackage, sheet: SheetPart): string {
  const path = addPart(file, 'xl/comments#.xml', NEW_COMMENTS, COMMENTS_TYPE)
  addLink(file, sheet.path, 'comments', path)
  return path
}

function withNotes(vml: string, marks: readonly Mark[]): string {
  const block = Number(/<o:idmap[^>]*\sdata="(\d+)/.exec(vml)?.[1] ?? 1)
  let id = block * SHAPE_BLOCK
  for (const [, number] of vml.matchAll(/_x0000_s(\d+)/g)) id = Math.max(id, Number(number))
  const shapes = marks.map(({ row, column, text }) => {
    id += 1
    const lines = 2 + Math.ceil(text.length / 16)
    return `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;width:220pt;height:${lines * 15}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">\
<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 12, ${row}, 4, ${column + 4}, 20, ${row + lines}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`
  })
  const end = vml.lastIndexOf('</xml>')
  const type = vml.includes('id="_x0000_t202"') ? '' : NOTE_SHAPE
  return `${vml.slice(0, end)}${type}${shapes.join('')}${vml.slice(end)}`
}
