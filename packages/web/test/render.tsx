import type { Language } from '@shishu/kernel'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { LanguageProvider } from '../src/words/LanguageProvider.tsx'

/** What a component draws, as HTML in a language. */
export function html(node: ReactNode, language: Language = 'zh'): string {
  // The marks that React puts between pieces of text say nothing.
  return renderToString(<LanguageProvider initial={language}>{node}</LanguageProvider>).replaceAll('<!-- -->', '')
}

/** The text alone, its pieces apart by one space. */
export function text(node: ReactNode, language: Language = 'zh'): string {
  return html(node, language)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
