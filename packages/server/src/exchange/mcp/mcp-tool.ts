import type { Language, Rights } from '@shishu/kernel'
import { type Book, storeError } from '@shishu/store'
import type { Static, TObject, TSchema } from 'typebox'
import { allows } from '../../route/authorise.ts'
import type { Person } from '../../session/person.ts'

/** What a tool works with: the book as the asker may see it, and what the asker may do. */
export interface ToolAsk {
  book: Book
  person: Person
  rights: Rights
  language: Language
}

/** A tool of the Model Context Protocol: reads, and never writes. */
export interface McpTool<I extends TObject = TObject, O extends TObject = TObject> {
  name: string
  title: Readonly<Record<Language, string>>
  description: Readonly<Record<Language, string>>
  input: I
  output: O
  /** Place that the asker must be allowed to read; for the audit log too. Absent: what whoever is signed in may read. */
  place?: (input: Static<I>) => readonly string[]
  run: (input: Static<I>, ask: ToolAsk) => Promise<Static<O>>
}

export function defineTool<I extends TObject, O extends TObject>(tool: McpTool<I, O>): McpTool {
  return tool as unknown as McpTool
}

/** A schema with words that tell the assistant what is meant. */
export function described<S extends TSchema>(schema: S, description: string): S {
  const members = Object.getOwnPropertyDescriptors(schema)
  return Object.create(Object.getPrototypeOf(schema) as object, {
    ...members,
    description: { value: description, enumerable: true },
  }) as S
}

/** Refuses a place whose figures are not the asker's to read. Errors: access.refused. */
export function checkPlaces(rights: Rights, places: readonly string[]): void {
  const mayRead = places.every((orgUnit) => allows(rights, { act: 'figure.read', orgUnit }))
  if (!mayRead) throw storeError('access.refused', {})
}
