import { PlainPage } from '../app/PlainPage.tsx'
import { useWords } from '../words/language.ts'

/** The leader’s page. */
export function BoardPage() {
  const words = useWords()
  return <PlainPage {...words.board} />
}
