import { codeKey, codeRange, levelOf } from '@shishu/kernel'
import { OrgUnitCode, object } from '@shishu/protocol'
import { Type } from 'typebox'
import { defineTool, described } from './mcp-tool.ts'

const SHOWN = 100

/** Org units by name, below a place, or those that the asker may read. */
export const findOrgUnits = defineTool({
  name: 'find_org_units',
  title: { zh: '查找组织单位', en: 'Find org units' },
  description: {
    zh: '按名称查找省、市、县、乡镇、村、网格，得到代码；readable 表示提问人能否查看其指标。查数之前先用它找到地方代码。',
    en: 'Finds places by name: their codes, and whether the asker may read their figures. Use it before read_figures.',
  },
  input: object({
    name: Type.Optional(Type.String({ maxLength: 100, description: '名称或其一部分；不填则全部 · part of the name' })),
    within: Type.Optional(described(OrgUnitCode, '只在这个单位之下 · only below this unit')),
  }),
  output: object({
    found: Type.Integer(),
    units: Type.Array(
      object({ code: OrgUnitCode, name: Type.String(), level: Type.String(), readable: Type.Boolean() }),
    ),
  }),
  run: async ({ name = '', within }, { book: { orgTree }, rights }) => {
    const { from, until } = within === undefined ? ALL : codeRange(orgTree.get(within).code)
    const found = orgTree.all.filter(({ code, name: full, shortName = '' }) => {
      const key = codeKey(code)
      return key >= from && key < until && (full.includes(name) || shortName.includes(name))
    })
    const units = found.slice(0, SHOWN).map(({ code, name: full }) => ({
      code,
      name: full,
      level: levelOf(code),
      readable: rights.may('figure.read', { orgUnit: code }),
    }))
    return { found: found.length, units }
  },
})

const ALL = { from: 0, until: Number.POSITIVE_INFINITY }
