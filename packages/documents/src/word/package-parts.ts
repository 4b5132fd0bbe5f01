import { escapeXml } from '../xml-text.ts'
import { CHAR_PITCH, FONT_TABLE, LINE_PITCH } from './official-layout.ts'
import type { ReportDocument } from './report-document.ts'
import { WORD_NAMESPACE } from './styles.ts'
import { element, XML_DECLARATION } from './xml.ts'

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** Parts that Word finds from the document, by the last word of their relationship; the place is their id. */
const RELATED = [
  ['styles', 'styles.xml', 'styles'],
  ['settings', 'settings.xml', 'settings'],
  ['fontTable', 'fontTable.xml', 'fontTable'],
  ['footer', 'footer1.xml', 'footer'],
  ['footer', 'footer2.xml', 'footer'],
] as const

/** Ids of the footers' relationships. */
export const FOOTER_ID = { odd: 'rId4', even: 'rId5' } as const

const relationships = (rows: readonly (readonly [type: string, target: string])[]): string =>
  XML_DECLARATION +
  element(
    'Relationships',
    { xmlns: `${PACKAGE}/relationships` },
    ...rows.map(([Type, Target], index) => element('Relationship', { Id: `rId${index + 1}`, Type, Target })),
  )

/** Every part of the package that says nothing about the prose. */
export function packageParts(document: ReportDocument): Record<string, string> {
  return {
    '[Content_Types].xml': contentTypes(),
    '_rels/.rels': relationships([
      [`${OFFICE}/relationships/officeDocument`, 'word/document.xml'],
      [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
      [`${OFFICE}/relationships/extended-properties`, 'docProps/app.xml'],
      [`${OFFICE}/relationships/custom-properties`, 'docProps/custom.xml'],
    ]),
    'docProps/core.xml': coreProperties(document),
    'docProps/app.xml':
      XML_DECLARATION +
      element('Properties', { xmlns: `${OFFICE}/extended-properties` }, element('Application', {}, 'Shishu')),
    'docProps/custom.xml': customProperties(document),
    'word/_rels/document.xml.rels': relationships(
      RELATED.map(([type, target]) => [`${OFFICE}/relationships/${type}`, target] as const),
    ),
    'word/settings.xml': settings(),
    'word/fontTable.xml': fontTable(),
  }
}

function contentTypes(): string {
  const override = (PartName: string, ContentType: string): string => element('Override', { PartName, ContentType })
  return (
    XML_DECLARATION +
    element(
      'Types',
      { xmlns: `${PACKAGE}/content-types` },
      element('Default', {
        Extension: 'rels',
        ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
      }),
      element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
      override('/word/document.xml', `${WORD_TYPE}.document.main+xml`),
      ...RELATED.map(([, target, type]) => override(`/word/${target}`, `${WORD_TYPE}.${type}+xml`)),
      override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
      override('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'),
      override('/docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml'),
    )
  )
}

/** The moment of the book is also the document's: the same report is the same bytes, whenever it is written. */
function coreProperties({ report, issuer, asOf }: ReportDocument): string {
  const moment = `${new Date(asOf).toISOString().slice(0, 19)}Z`
  const at = (name: string): string => element(name, { 'xsi:type': 'dcterms:W3CDTF' }, moment)
  return (
    XML_DECLARATION +
    element(
      'cp:coreProperties',
      {
        'xmlns:cp': `${PACKAGE}/metadata/core-properties`,
        'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
        'xmlns:dcterms': 'http://purl.org/dc/terms/',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      },
      element('dc:title', {}, escapeXml(report.title)),
      element('dc:creator', {}, escapeXml(issuer)),
      element('dc:language', {}, 'zh-CN'),
      at('dcterms:created'),
      at('dcterms:modified'),
    )
  )
}

function customProperties({ orgUnit, period, asOf, seal }: ReportDocument): string {
  const properties = {
    'shishu:org-unit': orgUnit,
    'shishu:period': period,
    'shishu:as-of': asOf,
    'shishu:seal': seal ?? '',
  }
  return (
    XML_DECLARATION +
    element(
      'Properties',
      { xmlns: `${OFFICE}/custom-properties`, 'xmlns:vt': `${OFFICE}/docPropsVTypes` },
      ...Object.entries(properties).map(([name, text], index) =>
        element(
          'property',
          // The id of custom properties, and the first number that one may have ([MS-OSHARED], 2.3.3.2.1).
          { fmtid: '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}', pid: index + 2, name },
          `<vt:lpwstr>${escapeXml(text)}</vt:lpwstr>`,
        ),
      ),
    )
  )
}

/** Properties stand in the order of the schema (CT_Settings). Punctuation keeps its cell, so that a line holds 28. */
function settings(): string {
  const value = (name: string, val: string | number): string => element(name, { 'w:val': val })
  return (
    XML_DECLARATION +
    element(
      'w:settings',
      { 'xmlns:w': WORD_NAMESPACE },
      element('w:zoom', { 'w:percent': 100 }),
      value('w:defaultTabStop', Math.round(CHAR_PITCH * 2)),
      element('w:evenAndOddHeaders'),
      value('w:drawingGridVerticalSpacing', LINE_PITCH),
      value('w:characterSpacingControl', 'doNotCompress'),
      element(
        'w:compat',
        {},
        element('w:balanceSingleByteDoubleByteWidth'),
        element('w:useFELayout'),
        element('w:compatSetting', {
          'w:name': 'compatibilityMode',
          'w:uri': 'http://schemas.microsoft.com/office/word',
          'w:val': 15,
        }),
      ),
      element('w:themeFontLang', { 'w:val': 'en-US', 'w:eastAsia': 'zh-CN' }),
    )
  )
}

function fontTable(): string {
  const fonts = FONT_TABLE.map(({ name, instead, panose, pitch, family }) =>
    element(
      'w:font',
      { 'w:name': name },
      instead === undefined ? '' : element('w:altName', { 'w:val': instead }),
      element('w:panose1', { 'w:val': panose }),
      // 86 is the character set GB2312.
      element('w:charset', { 'w:val': instead === undefined ? '00' : '86' }),
      element('w:family', { 'w:val': family }),
      element('w:pitch', { 'w:val': pitch }),
    ),
  )
  return XML_DECLARATION + element('w:fonts', { 'xmlns:w': WORD_NAMESPACE }, ...fonts)
}
