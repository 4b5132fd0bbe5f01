import type { Language } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import type { Block, Chapter } from '../../guide/read-guide.ts'

/** A block as the build leaves it: a picture has its address and its size in pixels. */
export type GuideBlock =
  | Exclude<Block, { kind: 'picture' }>
  | (Extract<Block, { kind: 'picture' }> & { width: number; height: number })
export type GuideChapter = Omit<Chapter, 'blocks'> & { blocks: readonly GuideBlock[] }

/** The chapters of the user guide in a language; part of the build, loaded when one is first opened. */
export const guideQuery = (language: Language) =>
  queryOptions({
    queryKey: ['guide', language],
    queryFn: async () => (await (language === 'en' ? import('virtual:guide-en') : import('virtual:guide-zh'))).chapters,
    staleTime: Infinity,
    structuralSharing: false,
  })
