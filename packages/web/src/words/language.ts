import type { Language } from '@shishu/kernel'
import { createContext, useContext } from 'react'
import { en } from './en.ts'
import type { Words } from './words.ts'
import { zh } from './zh.ts'

export const WORDS: Readonly<Record<Language, Words>> = { zh, en }

const KEPT_UNDER = 'shishu.language'

/** The language chosen on this device; Chinese until somebody chooses. */
export function readLanguage(): Language {
  try {
    return localStorage.getItem(KEPT_UNDER) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh' // A browser may forbid storage; the choice then lasts as long as the page.
  }
}

/** Tells a server in which language it is asked. */
export const languageHeader = (): { 'accept-language': Language } => ({ 'accept-language': readLanguage() })

/** Keeps the choice and says it to the browser, which chooses fonts and hyphens by it. */
export function keepLanguage(language: Language): void {
  document.documentElement.lang = WORDS[language].language.tag
  try {
    localStorage.setItem(KEPT_UNDER, language)
  } catch {
    // As in readLanguage.
  }
}

export interface LanguageChoice {
  language: Language
  words: Words
  choose(language: Language): void
}

export const LanguageContext = createContext<LanguageChoice>({ language: 'zh', words: zh, choose: () => {} })

export const useLanguage = (): LanguageChoice => useContext(LanguageContext)
export const useWords = (): Words => useContext(LanguageContext).words

/** What a definition is called: its Chinese label, or its English gloss with the label where there is none. */
export function nameIn(language: Language, named: { label: string; gloss: string }): string {
  return language === 'en' && named.gloss !== '' ? named.gloss : named.label
}
