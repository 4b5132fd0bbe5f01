import { useLanguage } from '../words/language.ts'
import './shell.css'

/** Switches between Chinese and English; the choice stays on this device. */
export function LanguageSwitch() {
  const { language, words, choose } = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className="top-button"
      lang={other === 'en' ? 'en' : 'zh-CN'}
      title={words.language.switchTo}
      onClick={() => choose(other)}
    >
      <span className="wide-only">{words.language.other}</span>
      <span className="narrow-only">{other === 'en' ? 'EN' : '中'}</span>
    </button>
  )
}
