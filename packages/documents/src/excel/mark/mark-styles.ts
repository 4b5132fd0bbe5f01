import { documentsError } from '../../documents-errors.ts'
import { appendChild, attribute, children, findElement, withAttribute } from '../xml-scan.ts'
import { addLink, addPart, getText, linksOf, type OfficePackage, setText } from './office-package.ts'

/** Light red. One step beside the red that Excel itself offers, so that our own marks can be told again. */
const MARK_COLOUR = 'FFFFC7CF'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const MINIMAL = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

/** A workbook's cell styles, to which marked ones are added. Styles that are there keep their numbers. */
export interface MarkStyles {
  /** The style that is like `style` but filled light red. */
  marked(style: number): number
  /** The style that is like `style` without our fill; `style` itself when it has none. */
  unmarked(style: number): number
  /** Styles of the list of faults. */
  list: { title: number; head: number; text: number; link: number }
  /** Writes the styles into the package. */
  save(): void
}

export function markStyles(file: OfficePackage): MarkStyles {
  const path = stylesPath(file)
  let xml = getText(file, path)

  /** The texts of a collection's children: xf, fill, font. */
  const read = (name: string): string[] => {
    const element = findElement(xml, name)
    if (element === undefined) throw documentsError('workbook.damaged', { detail: `${path} ${name}` })
    return [...children(xml, element)].map((child) => xml.slice(child.open.start, child.end))
  }
  const collection = (name: string) => {
    const had = read(name)
    const prefix = findElement(xml, name)!.prefix
    const all = [...had]
    return {
      all,
      /** The number of a child with this text, added when it is new. */
      add: (text: string): number => {
        const prefixed = text.startsWith(`<${prefix}`) ? text : text.replace(/<(\/?)(?=[a-z])/gi, `<$1${prefix}`)
        const at = all.indexOf(prefixed)
        return at >= 0 ? at : all.push(prefixed) - 1
      },
      save: () => {
        const element = findElement(xml, name)!
        const open = xml.slice(element.open.start, element.open.end)
        const counted = withAttribute(open, 'count', all.length)
        xml = appendChild(xml, element, all.slice(had.length).join('')).replace(open, () => counted)
      },
    }
  }

  const fonts = collection('fonts')
  const fills = collection('fills')
  const borders = collection('borders')
  const xfs = collection('cellXfs')
  const colour = `<fgColor rgb="${MARK_COLOUR}"/><bgColor indexed="64"/>`
  const found = fills.all.findIndex((fill) => fill.includes(MARK_COLOUR))
  const fill = found >= 0 ? found : fills.add(`<fill><patternFill patternType="solid">${colour}</patternFill></fill>`)
  const withFill = (xf: string, id: number): string => {
    const end = xf.indexOf('>') + 1
    const open = withAttribute(withAttribute(xf.slice(0, end), 'fillId', id), 'applyFill', id === 0 ? null : 1)
    return open + xf.slice(end)
  }
  const isMarked = (xf: string) => attribute(xf.slice(0, xf.indexOf('>') + 1), 'fillId') === String(fill)

  const font = (rest: string, size: number) =>
    fonts.add(`<font>${rest}<sz val="${size}"/><name val="宋体"/><charset val="134"/></font>`)
  const edge = (side: string) => `<${side} style="thin"><color auto="1"/></${side}>`
  const border = borders.add(`<border>${['left', 'right', 'top', 'bottom'].map(edge).join('')}<diagonal/></border>`)
  const listed = (fontId: number, borderId: number, horizontal: string) =>
    xfs.add(
      `<xf numFmtId="49" fontId="${fontId}" fillId="0" borderId="${borderId}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">\
<alignment horizontal="${horizontal}" vertical="center" wrapText="1"/></xf>`,
    )
  const list = {
    title: listed(font('<b/>', 14), 0, 'left'),
    head: listed(font('<b/>', 11), border, 'center'),
    text: listed(font('', 11), border, 'left'),
    link: listed(font('<u/><color rgb="FF0563C1"/>', 11), border, 'center'),
  }
  return {
    list,
    marked: (style) => {
      const xf = xfs.all[style] ?? xfs.all[0]!
      return isMarked(xf) ? style : xfs.add(withFill(xf, fill))
    },
    unmarked: (style) => {
      const xf = xfs.all[style]
      return xf !== undefined && isMarked(xf) ? xfs.add(withFill(xf, 0)) : style
    },
    save: () => {
      for (const each of [fonts, fills, borders, xfs]) each.save()
      setText(file, path, xml)
    },
  }
}

function stylesPath(file: OfficePackage): string {
  const known = linksOf(file, file.workbook).find(({ kind }) => kind === 'styles')?.target
  if (known !== undefined && file.parts.has(known)) return known
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml'
  const path = addPart(file, 'xl/styles#.xml', MINIMAL, type)
  addLink(file, file.workbook, 'styles', path)
  return path
}
