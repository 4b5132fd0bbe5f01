/** What a function's argument names or is. */
export type ArgumentType = 'number' | 'measure' | 'target' | 'requirement' | 'param' | 'level'
/** What a function gives. */
export type ResultType = 'number' | 'day'

export interface FormulaFunction {
  arguments: readonly ArgumentType[]
  gives: ResultType
  /** In words; `{0}`, `{1}` stand for the arguments in words. */
  zh: string
  en: string
}

/**
 * The whole indicator language besides numbers, + − × ÷ and parentheses. One table: the parser checks names, argument
 * counts and types against it, `describe` speaks from it, the reference in the documentation is made from it.
 *
 * A measure is written `ledger.measure`, or `ledger.measure[part]`; without a part all its parts are added.
 * Sums are over the subtree of the org unit. A sum over a ledger that holds nothing in the range is absent, not zero;
 * what is computed from something absent is absent.
 */
export const FORMULA_FUNCTIONS = {
  flow: { arguments: ['measure'], gives: 'number', zh: '本期{0}', en: '{0} in the period' },
  stock: { arguments: ['measure'], gives: 'number', zh: '期末{0}', en: "{0} at the period's end" },
  cumulative: { arguments: ['measure'], gives: 'number', zh: '1月起累计{0}', en: '{0} since January' },
  latest: { arguments: ['measure'], gives: 'number', zh: '最近一月{0}', en: '{0} of the latest month' },
  reached: { arguments: ['measure'], gives: 'number', zh: '有{0}的村（社区）数', en: 'villages with {0}' },
  places: { arguments: ['level'], gives: 'number', zh: '{0}总数', en: 'number of {0}s' },
  firstMonth: { arguments: ['measure'], gives: 'number', zh: '{0}的首月', en: 'first month of {0}' },
  lastMonth: { arguments: ['measure'], gives: 'number', zh: '{0}的末月', en: 'last month of {0}' },
  firstDay: { arguments: ['measure'], gives: 'day', zh: '{0}的首日', en: 'first day of {0}' },
  lastDay: { arguments: ['measure'], gives: 'day', zh: '{0}的末日', en: 'last day of {0}' },
  halfMonths: { arguments: [], gives: 'number', zh: '本期半月数', en: 'half-months in the period' },
  lastYear: { arguments: ['number'], gives: 'number', zh: '上年同期（{0}）', en: 'a year earlier ({0})' },
  growth: { arguments: ['number', 'number'], gives: 'number', zh: '{0}比{1}的增幅', en: 'growth of {0} over {1}' },
  target: { arguments: ['target'], gives: 'number', zh: '全年目标〔{0}〕', en: "the year's target [{0}]" },
  planned: { arguments: ['target'], gives: 'number', zh: '时序目标〔{0}〕', en: 'the planned course of [{0}]' },
  missed: {
    arguments: ['requirement'],
    gives: 'number',
    zh: '没做到〔{0}〕的次数',
    en: 'periods and places short of [{0}]',
  },
  required: {
    arguments: ['requirement'],
    gives: 'number',
    zh: '〔{0}〕应做到的次数',
    en: 'periods and places of [{0}]',
  },
  param: { arguments: ['param'], gives: 'number', zh: '参数〔{0}〕', en: 'parameter [{0}]' },
} as const satisfies Record<string, FormulaFunction>

export type FunctionName = keyof typeof FORMULA_FUNCTIONS

/** The levels that `places` counts. */
export const PLACE_LEVELS: Readonly<Record<string, { zh: string; en: string }>> = {
  township: { zh: '乡镇', en: 'township' },
  village: { zh: '村（社区）', en: 'village' },
  grid: { zh: '网格', en: 'grid' },
}
