import type { Definitions } from '@shishu/kernel'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { definitionsQuery } from './definitions.ts'

/** The definitions in force. */
export const useDefinitions = (): UseQueryResult<Definitions> => useQuery(definitionsQuery)
