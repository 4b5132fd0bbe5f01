import { type ReactNode, useEffect } from 'react'
import { LanguageSwitch } from '../shell/LanguageSwitch.tsx'
import { useWords } from '../words/language.ts'
import './sign-in.css'

/** The page before the door: one panel in the middle, with the product's name above. */
export function Gate({ title, children }: { title: string; children: ReactNode }) {
  const words = useWords()
  useEffect(() => {
    document.title = `${title} · ${words.product.name}`
  }, [title, words])
  return (
    <div className="gate">
      <header className="gate-head">
        <img src="/seal.svg" alt="" width="40" height="40" />
        <p>
          <strong>{words.product.name}</strong>
          <span className="quiet">{words.product.line}</span>
        </p>
        <LanguageSwitch />
      </header>
      <main className="gate-panel">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  )
}
