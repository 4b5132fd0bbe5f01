import { pinyin } from 'pinyin-pro'
import type { InitialsOf } from './search-index.ts'

/** Initials by the dictionary’s reading; loaded when search is first used, since the dictionary is large. */
export const initialsOf: InitialsOf = (text) =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('').replace(/\s/g, '')
