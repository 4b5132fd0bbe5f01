import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { orgUnitsQuery } from '../api/definitions.ts'
import { answerSuggestion, type Suggestion } from '../api/suggestions.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import { LongTextField } from './LongTextField.tsx'
import { useSuggestionsWords } from './suggestions-words.ts'

interface SuggestionListProps {
  suggestions: readonly Suggestion[]
  /** What is said where there are none. */
  none: string
  /** Whether they are the person's to answer. */
  answers?: boolean
}

/** What was said, each with its answer. */
export function SuggestionList({ suggestions, none, answers = false }: SuggestionListProps) {
  if (suggestions.length === 0) return <p className="quiet">{none}</p>
  return (
    <ul className="suggestions">
      {suggestions.map((each) => (
        <SuggestionItem key={each.id} suggestion={each} answers={answers} />
      ))}
    </ul>
  )
}

function SuggestionItem({ suggestion, answers }: { suggestion: Suggestion; answers: boolean }) {
  const words = useSuggestionsWords()
  const places = useQuery(orgUnitsQuery).data
  const [answering, setAnswering] = useState(false)
  const { kind, text, at, answer, displayName, orgUnit } = suggestion
  const action = answer === null ? words.answer : words.answerAgain
  const who = words.said(displayName ?? words.unknown, places?.find(orgUnit)?.name ?? orgUnit)
  return (
    <li>
      <p className="quiet small">
        {answers ? `${who} · ` : ''}
        {words.kinds[kind]} · {shanghaiTime(at)}
      </p>
      <p className="suggestion-text">{text}</p>
      {answer === null ? (
        <p className="small suggestion-waiting">{words.waiting}</p>
      ) : (
        <div className="suggestion-answer">
          <p className="small">{words.answered(answer.displayName ?? words.unknown, shanghaiTime(answer.at))}</p>
          <p className="suggestion-text">{answer.text}</p>
        </div>
      )}
      {answers && !answering ? (
        <button
          type="button"
          className="button"
          aria-label={words.answerOf(action, text.slice(0, 20))}
          onClick={() => setAnswering(true)}
        >
          {action}
        </button>
      ) : null}
      {answering ? <AnswerForm suggestion={suggestion} onClose={() => setAnswering(false)} /> : null}
    </li>
  )
}

function AnswerForm({ suggestion, onClose }: { suggestion: Suggestion; onClose: () => void }) {
  const words = useSuggestionsWords()
  const toast = useToast()
  const client = useQueryClient()
  const [text, setText] = useState(suggestion.answer?.text ?? '')
  const [tried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: () => answerSuggestion(suggestion.id, text.trim()),
    onSuccess: async () => {
      toast({ text: words.saved })
      await client.invalidateQueries({ queryKey: ['suggestions'] })
      onClose()
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
      <LongTextField
        label={words.answer}
        value={text}
        onValue={setText}
        fault={tried && text.trim() === '' ? words.needAnswer : undefined}
      />
      <div className="button-row">
        <button type="submit" className="button button-main" disabled={send.isPending}>
          {words.save}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </form>
  )
}
