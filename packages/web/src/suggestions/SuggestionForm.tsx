import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type SuggestionKind, suggest } from '../api/suggestions.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { LongTextField } from './LongTextField.tsx'
import { useSuggestionsWords } from './suggestions-words.ts'

const KINDS: readonly SuggestionKind[] = ['software', 'repeated-demand', 'other']

/** Says something, under one's own name. */
export function SuggestionForm() {
  const words = useSuggestionsWords()
  const toast = useToast()
  const client = useQueryClient()
  const [kind, setKind] = useState<SuggestionKind>('software')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: () => suggest(kind, text.trim()),
    onSuccess: () => {
      setText('')
      toast({ text: words.sent })
      return client.invalidateQueries({ queryKey: ['suggestions'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = text.trim() !== ''
    setTried(!sound)
    if (sound) send.mutate()
  }
  return (
    <form className="form suggestion-form" onSubmit={submit} noValidate>
      {send.isError ? <ProblemNotice error={send.error} /> : null}
      <fieldset className="choices">
        <legend>{words.kind}</legend>
        {KINDS.map((each) => (
          <label key={each}>
            <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
            <span>{words.kinds[each]}</span>
          </label>
        ))}
      </fieldset>
      <LongTextField
        label={words.text}
        value={text}
        onValue={setText}
        help={words.helps[kind]}
        fault={tried && text.trim() === '' ? words.needText : undefined}
      />
      <div>
        <button type="submit" className="button button-main" disabled={send.isPending}>
          {words.send}
        </button>
      </div>
    </form>
  )
}
