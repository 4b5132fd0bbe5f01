import { kernelError } from '../error/kernel-errors.ts'
import type { EvaluationRules } from '../indicator/evaluate.ts'
import type { Formula } from '../indicator/formula.ts'
import type { Indicator } from '../indicator/indicator.ts'
import { parseFormula } from '../indicator/parse-formula.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MeasureInfo } from '../posting/given-measures.ts'
import { measuresOf, namesMeasure } from '../posting/measure-keys.ts'
import type { UnitId } from '../quantity/unit.ts'
import type { Report } from '../report/report.ts'
import { checkPack } from './check-pack.ts'
import type { Pack } from './pack.ts'
import { packOfStored } from './stored-pack.ts'

/** A checked pack, ready to be asked: every look-up by id, formulas parsed once. */
export interface Definitions extends EvaluationRules {
  pack: Pack
  measures: ReadonlyMap<string, MeasureInfo>
  /** Errors: ledger.unknown. */
  ledger(id: string): Ledger
  /** Errors: indicator.unknown. */
  indicator(id: string): { indicator: Indicator; formula: Formula }
  /** Errors: report.unknown. */
  report(id: string): Report
  /** Keys of every measure that a reference names; empty for none. */
  measureKeys(reference: string): readonly string[]
  /** The unit in which people write a measure's amounts; `one` for counts. */
  unitOf(reference: string): UnitId
  /** The label of a measure reference, target, requirement or parameter, for people. */
  nameOf(name: string): string
}

/** Checks a pack and makes it ready. Errors: pack.broken, with every problem. */
export function definitionsOf(pack: Pack): Definitions {
  const problems = checkPack(pack)
  if (problems.length > 0) {
    throw kernelError('pack.broken', { problems: problems.map(({ path, problem }) => `${path}：${problem}`) })
  }
  return madeReady(pack)
}

/** The definitions that a book has kept; they were checked when they were put in force, by the rules of then. */
export function definitionsOfStored(stored: Pack): Definitions {
  return madeReady(packOfStored(stored))
}

function madeReady(pack: Pack): Definitions {
  const ledgers = new Map(pack.ledgers.map((ledger) => [ledger.id, ledger]))
  const indicators = new Map(pack.indicators.map((indicator) => [indicator.id, indicator]))
  const reports = new Map(pack.reports.map((report) => [report.id, report]))
  const params = new Map(pack.params.map(({ id, value }) => [id, value]))
  const targets = new Map(pack.targets.map((target) => [target.id, target]))
  const requirements = new Map(pack.requirements.map((requirement) => [requirement.id, requirement]))
  const measures = new Map(pack.ledgers.flatMap(measuresOf).map((measure) => [measure.key, measure]))
  const formulas = new Map<string, Formula>()
  const keys = new Map<string, string[]>()
  const formulaOf = (indicator: Indicator) => {
    const parsed = formulas.get(indicator.id) ?? parseFormula(indicator.value)
    formulas.set(indicator.id, parsed)
    return parsed
  }
  const measureKeys = (reference: string) => {
    const found = keys.get(reference) ?? [...measures.keys()].filter((key) => namesMeasure(reference, key))
    keys.set(reference, found)
    return found
  }
  return {
    pack,
    params,
    targets,
    requirements,
    measures,
    measureKeys,
    ledger(id) {
      const ledger = ledgers.get(id)
      if (ledger === undefined) throw kernelError('ledger.unknown', { ledger: id })
      return ledger
    },
    indicator(id) {
      const indicator = indicators.get(id)
      if (indicator === undefined) throw kernelError('indicator.unknown', { indicator: id })
      return { indicator, formula: formulaOf(indicator) }
    },
    report(id) {
      const report = reports.get(id)
      if (report === undefined) throw kernelError('report.unknown', { report: id, known: [...reports.keys()] })
      return report
    },
    unitOf(reference) {
      const [ledgerId, name] = reference.split(/[.[]/) as [string, string]
      const ledger = ledgers.get(ledgerId)
      const of = ledger?.measures[name]?.of
      const field = of === undefined ? undefined : ledger!.fields[of]
      return field?.type === 'quantity' ? field.unit : field?.type === 'days' ? 'day' : 'one'
    },
    nameOf(name) {
      const measure = measures.get(name)
      if (measure !== undefined) return measure.label
      const target = targets.get(name)
      if (target !== undefined) return target.label
      const requirement = requirements.get(name)
      if (requirement !== undefined) return requirement.label
      const param = pack.params.find(({ id }) => id === name)
      if (param !== undefined) return param.label
      const [first] = measureKeys(name)
      return first === undefined ? name : (measures.get(first)?.label.replace(/（[^（）]*）$/, '') ?? name)
    },
  }
}
