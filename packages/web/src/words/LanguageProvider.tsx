import type { Language } from '@shishu/kernel'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { keepLanguage, LanguageContext, readLanguage, WORDS } from './language.ts'

/** Gives everything inside the words of the chosen language. */
export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, choose] = useState<Language>(() => initial ?? readLanguage())
  useEffect(() => keepLanguage(language), [language])
  const value = useMemo(() => ({ language, words: WORDS[language], choose }), [language])
  return <LanguageContext value={value}>{children}</LanguageContext>
}
