import { writeZip } from './zip-parts.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const TYPE = 'application/vnd.openxmlformats-officedocument'

const links = (...each: [id: string, kind: string, target: string][]) =>
  `${HEAD}<Relationships xmlns="${PACKAGE}">${each
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${LINKS}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`

const text = (ref: string, value: string, style = 0) =>
  `<c r="${ref}" s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`

/** One pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

const SHEET = `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${LINKS}" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">\
<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="4" width="20" style="2" customWidth="1"/></cols>\
<sheetData><row r="1">${text('A1', '云溪镇2026年招商引资项目台账', 1)}</row>\
<row r="3">${text('A3', '项目名称')}${text('B3', '计划投资（万元）')}${text('C3', '签约日期')}${text('D3', '村')}</row>\
<row r="4">${text('A4', '项目一')}<c r="B4" s="0"><v>100</v></c>${text('C4', '2026-13-1')}${text('D4', '新桥村')}</row>\
<row r="5" spans="1:4">${text('A5', '项目二')}<c r="B5" s="0"><f>50+50</f><v>100</v></c><c r="C5" s="2"><v>46086</v></c></row>\
<row r="6">${text('A6', '项目三')}<c r="B6" t="e"><f>#REF!+1</f><v>#REF!</v></c><c r="C6" s="2"><v>46087</v></c>${text('D6', '没有村')}</row>\
<row r="7">${text('A7', '合计')}<c r="B7"><f>SUM(B4:B5)</f><v>200</v></c></row></sheetData>\
<sheetProtection sheet="1" formatCells="0"/><mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>\
<conditionalFormatting sqref="B4:B6"><cfRule type="dataBar" priority="1"><dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule></conditionalFormatting>\
<dataValidations count="1"><dataValidation type="list" sqref="D4:D6" allowBlank="1"><formula1>"新桥村,东村"</formula1></dataValidation></dataValidations>\
<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><drawing r:id="rId1"/><legacyDrawing r:id="rId2"/>\
<tableParts count="1"><tablePart r:id="rId4"/></tableParts><extLst><ext uri="{unknown}"><x14ac:unknown a=">"/></ext></extLst></worksheet>`

const COMMENTS = `${HEAD}<comments xmlns="${MAIN}"><authors><author>某某</author></authors><commentList><comment ref="B4" authorId="0"><text><t>原来的批注</t></text></comment></commentList></comments>`
const VML = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/></v:shapetype>
<v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1"><v:textbox/><x:ClientData ObjectType="Note"><x:Anchor>2, 15, 2, 10, 4, 15, 6, 4</x:Anchor><x:Row>3</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>`
const ANCHOR =
  '<xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>'
const DRAWING = `${HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${LINKS}">\
<xdr:twoCellAnchor>${ANCHOR}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>\
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>\
<xdr:twoCellAnchor>${ANCHOR}<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="图 2"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`
const CHART = `${HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>\
<c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>招商引资!$B$4:$B$5</c:f></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart>\
<c:catAx><c:axId val="1"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>`
const TABLE = `${HEAD}<table xmlns="${MAIN}" id="1" name="表1" displayName="表1" ref="A3:D6" totalsRowShown="0"><autoFilter ref="A3:D6"/><tableColumns count="4">${[
  '项目名称',
  '计划投资（万元）',
  '签约日期',
  '村',
]
  .map((name, at) => `<tableColumn id="${at + 1}" name="${name}"/>`)
  .join('')}</tableColumns></table>`
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="黑体"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/></patternFill></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFill="1"><alignment horizontal="center"/></xf><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"><protection locked="0"/></xf></cellXfs></styleSheet>`

/**
 * A workbook with what office files carry besides values: merged cells, a data bar, a validation, protection, a table,
 * a chart, a picture, a comment, a name and formulas. Faulty: C4 (month 13), D5 (a cell that is not there), B6 (#REF!), D6 (no such village).
 */
export function richWorkbook(): Uint8Array {
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="${TYPE}.vmlDrawing"/>\
<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.spreadsheetml.styles+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.spreadsheetml.worksheet+xml"/>\
<Override PartName="/xl/comments1.xml" ContentType="${TYPE}.spreadsheetml.comments+xml"/><Override PartName="/xl/drawings/drawing1.xml" ContentType="${TYPE}.drawing+xml"/>\
<Override PartName="/xl/charts/chart1.xml" ContentType="${TYPE}.drawingml.chart+xml"/><Override PartName="/xl/tables/table1.xml" ContentType="${TYPE}.spreadsheetml.table+xml"/></Types>`,
    '_rels/.rels': links(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><bookViews><workbookView activeTab="0"/></bookViews><sheets><sheet name="招商引资" sheetId="3" r:id="rId1"/><sheet name="图表" sheetId="5" r:id="rId2"/></sheets>\
<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">招商引资!$A$1:$D$7</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': links(
      ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
      ['rId2', 'worksheet', 'worksheets/sheet2.xml'],
      ['rId3', 'styles', 'styles.xml'],
    ),
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': SHEET,
    'xl/worksheets/_rels/sheet1.xml.rels': links(
      ['rId1', 'drawing', '../drawings/drawing1.xml'],
      ['rId2', 'vmlDrawing', '../drawings/vmlDrawing1.vml'],
      ['rId3', 'comments', '../comments1.xml'],
      ['rId4', 'table', '../tables/table1.xml'],
    ),
    'xl/worksheets/sheet2.xml': `${HEAD}<worksheet xmlns="${MAIN}"><sheetData/></worksheet>`,
    'xl/comments1.xml': COMMENTS,
    'xl/drawings/vmlDrawing1.vml': VML,
    'xl/drawings/drawing1.xml': DRAWING,
    'xl/drawings/_rels/drawing1.xml.rels': links(
      ['rId1', 'chart', '../charts/chart1.xml'],
      ['rId2', 'image', '../media/image1.png'],
    ),
    'xl/charts/chart1.xml': CHART,
    'xl/media/image1.png': PICTURE,
    'xl/tables/table1.xml': TABLE,
  }
  return writeZip(
    new Map(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? Buffer.from(part) : part])),
  )
}
