import { PlainPage } from '../app/PlainPage.tsx'
import { useWords } from '../words/language.ts'

/** Suggestions and complaints about the software and about repeated demands. */
export function SuggestionsPage() {
  const words = useWords()
  return <PlainPage {...words.suggestions} />
}
