import { Type } from 'typebox'
import { Both, DefinitionId, EntryId, FieldValues, MemberId, OrgUnitCode, TownCode } from './common.ts'
import { object } from './object.ts'

/** How a sheet was understood. */
export const SheetReading = object({
  sheet: Type.String(),
  title: Type.String(),
  /** Null where none was recognised. */
  ledger: Type.Union([DefinitionId, Type.Null()]),
  /** The year of dates written without one. */
  year: Type.Union([Type.Integer(), Type.Null()]),
  columns: Type.Array(
    object({
      column: Type.String(),
      heading: Type.String(),
      field: MemberId,
      label: Type.String(),
      unit: Type.Optional(Type.String()),
    }),
  ),
  orgUnitColumn: Type.Union([Type.String(), Type.Null()]),
  /** Headings understood and not needed. */
  ignored: Type.Array(Type.String()),
  rows: Type.Integer(),
})

/** What a person must mend in a workbook before it can be booked. */
export const ImportFault = object({
  sheet: Type.String(),
  /** From 1. */
  row: Type.Integer(),
  /** Letters; null where the row or the sheet is meant. */
  column: Type.Union([Type.String(), Type.Null()]),
  /** What stands there; personal values are masked. */
  found: Type.String(),
  code: Type.String(),
  ...Both.properties,
})

/** What an import did by itself. */
export const ImportNotice = object({
  sheet: Type.String(),
  row: Type.Union([Type.Integer(), Type.Null()]),
  code: Type.String(),
  ...Both.properties,
})

/** Result of an import: what became of the workbook. */
export const ImportResult = object(
  {
    /** `repeated`: the same file had been booked before. Only `booked` booked anything. */
    outcome: Type.Union([
      Type.Literal('refused'),
      Type.Literal('previewed'),
      Type.Literal('repeated'),
      Type.Literal('booked'),
    ]),
    town: Type.Union([TownCode, Type.Null()]),
    sheets: Type.Array(SheetReading),
    rows: Type.Integer(),
    orgUnits: Type.Integer(),
    /** The first of them; `faultCount` says how many there are. The marked workbook has all. */
    faults: Type.Array(ImportFault),
    faultCount: Type.Integer(),
    notices: Type.Array(ImportNotice),
    noticeCount: Type.Integer(),
    booked: Type.Union([
      object({
        batch: EntryId,
        added: Type.Integer(),
        corrected: Type.Integer(),
        unchanged: Type.Integer(),
        postings: Type.Integer(),
        adjusts: Type.Array(Type.String()),
      }),
      Type.Null(),
    ]),
    /** Whether the marked workbook can be downloaded. */
    marked: Type.Boolean(),
  },
  { title: 'ImportResult' },
)

/** What undoing an import did. */
export const ImportUndone = object({
  /** The batch of withdrawals; null where there was nothing to withdraw. */
  batch: Type.Union([EntryId, Type.Null()]),
  withdrawn: Type.Integer(),
  /** The first of what was left as it is; `leftCount` says how many there are. */
  left: Type.Array(
    object({
      ledger: DefinitionId,
      entry: EntryId,
      /** `corrected`: the import corrected an entry of before. `changed`: it was changed or withdrawn since. */
      why: Type.Union([Type.Literal('corrected'), Type.Literal('changed')]),
    }),
  ),
  leftCount: Type.Integer(),
})

/** Rows to be checked and not booked. */
export const RowsToCheck = object({
  orgUnit: OrgUnitCode,
  rows: Type.Array(FieldValues, { minItems: 1, maxItems: 2000 }),
})

/** What is wrong with rows; empty where all can be booked. */
export const RowFaults = object({
  faults: Type.Array(
    object({
      /** From 0, as they were sent. */
      row: Type.Integer(),
      /** Null where the row as a whole is meant. */
      field: Type.Union([MemberId, Type.Null()]),
      code: Type.String(),
      ...Both.properties,
    }),
  ),
})
