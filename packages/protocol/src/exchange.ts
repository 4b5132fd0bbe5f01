import { Type } from 'typebox'
import { Both, DefinitionId, Instant, OrgUnitCode, PeriodText } from './common.ts'
import { object } from './object.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** A figure with all that it takes to read it elsewhere: what it means, whose rule it is, of which moment it is. */
export const FigureRow = object(
  {
    indicator: DefinitionId,
    label: Type.String(),
    /** The formula in words. */
    definition: Type.String(),
    source: Type.String(),
    unit: Type.String(),
    org: OrgUnitCode,
    orgName: Type.String(),
    period: PeriodText,
    /** In `unit`; null where there is no value, for the reason in `absent`. */
    value: Nullable(Type.Number()),
    text: Type.String(),
    numerator: Nullable(Type.Number()),
    denominator: Nullable(Type.Number()),
    absent: Nullable(Type.String()),
    /** The moment that it is of: computed again as of then, it is the same. */
    asOf: Instant,
    /** Hex seal of the journal at that moment. */
    seal: Type.String(),
    /** Id of the definitions that it was computed by. */
    definitions: Type.String(),
  },
  { title: 'Figure row' },
)

export const FigureRows = object({ asOf: Instant, definitions: Type.String(), rows: Type.Array(FigureRow) })

/** What an indicator is. */
export const IndicatorView = object(
  {
    id: DefinitionId,
    label: Type.String(),
    gloss: Type.String(),
    unit: Type.String(),
    formula: Type.String(),
    /** The formula in words. */
    words: Both,
    source: Type.String(),
    /** The counting rule, where offices count differently. */
    countingRule: Nullable(Type.String()),
  },
  { title: 'Indicator' },
)

export const IndicatorCatalogue = object({ definitions: Type.String(), indicators: Type.Array(IndicatorView) })

/** A message of the Model Context Protocol (JSON-RPC 2.0); what it may hold is checked by what it asks for. */
export const McpMessage = Type.Object(
  {
    jsonrpc: Type.Literal('2.0'),
    id: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Integer()])),
    method: Type.String({ maxLength: 100 }),
    params: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  { title: 'MCP message', additionalProperties: false },
)
