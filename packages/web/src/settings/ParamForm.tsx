import type { Definitions } from '@shishu/kernel'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { definitionChangesQuery, publishDefinitions } from '../api/definition-changes.ts'
import { definitionsQuery } from '../api/definitions.ts'
import { newRequestId } from '../api/entries.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { useParamWords } from './param-words.ts'
import { useSettingsWords } from './settings-words.ts'

type Param = Definitions['pack']['params'][number]

/** A parameter's value as it is typed: a number where it was one; null where it is none or says nothing. */
export function readParamValue(former: Param['value'], text: string): Param['value'] | null {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return null
  if (typeof former === 'string') return plain
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
}

/** Sets a parameter otherwise, from a day on, for a reason that names its document. */
export function ParamForm({ param, onClose }: { param: Param; onClose: () => void }) {
  const { language } = useLanguage()
  const words = useParamWords()
  const { common } = useSettingsWords()
  const client = useQueryClient()
  const toast = useToast()
  const [given, setGiven] = useState(() => ({
    value: String(param.value),
    from: todayInShanghai(),
    document: '',
    reason: '',
  }))
  const [tried, setTried] = useState(false)
  // Sent again after a broken line, it is put on record once.
  const [request, setRequest] = useState(newRequestId)
  const value = readParamValue(param.value, given.value)
  const faults = {
    ...(value === null ? { value: typeof param.value === 'number' ? words.needNumber : words.needValue } : {}),
    ...(value === param.value ? { value: words.sameValue } : {}),
    ...(given.from < todayInShanghai() ? { from: words.needDay } : {}),
    ...(given.reason.trim().length < 2 ? { reason: words.needReason } : {}),
    ...(given.document.trim() === '' ? { document: words.needDocument } : {}),
  }
  const shown: Partial<Record<keyof typeof given, string>> = tried ? faults : {}
  const set = (part: Partial<typeof given>) => {
    setGiven({ ...given, ...part })
    setRequest(newRequestId())
  }
  const publish = useMutation({
    mutationFn: () =>
      publishDefinitions({
        request,
        from: given.from,
        reason: words.recordedReason(given.reason.trim(), given.document.trim()),
        changes: [{ kind: 'param', body: { ...param, value: value ?? param.value } }],
        cases: [],
      }),
    onSuccess: async ({ state }) => {
      toast({ text: state === 'waiting' ? words.waits(given.from) : words.changed })
      await Promise.all([
        client.invalidateQueries({ queryKey: definitionsQuery.queryKey }),
        client.invalidateQueries({ queryKey: definitionChangesQuery.queryKey }),
        client.invalidateQueries({ queryKey: ['figures'] }),
      ])
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const sound = Object.keys(faults).length === 0
    setTried(!sound)
    if (sound) publish.mutate()
  }
  const title = words.changeOf(nameIn(language, param))
  return (
    <form className="settings-form" onSubmit={submit} noValidate aria-label={title}>
      <h2 className="whole">{title}</h2>
      {publish.isError ? <ProblemNotice error={publish.error} /> : null}
      <TextField
        label={words.value}
        value={given.value}
        maxLength={200}
        autoComplete="off"
        autoFocus
        inputMode={typeof param.value === 'number' ? 'decimal' : 'text'}
        onValue={(text) => set({ value: text })}
        help={words.valueHelp(String(param.value))}
        fault={shown.value}
      />
      <TextField
        label={words.from}
        type="date"
        min={todayInShanghai()}
        value={given.from}
        onValue={(from) => set({ from })}
        help={words.fromHelp}
        fault={shown.from}
      />
      <TextField
        label={words.document}
        value={given.document}
        maxLength={200}
        onValue={(document) => set({ document })}
        help={words.documentHelp}
        fault={shown.document}
      />
      <TextField
        label={words.reason}
        value={given.reason}
        maxLength={200}
        onValue={(reason) => set({ reason })}
        fault={shown.reason}
      />
      <div className="button-row">
        <button type="submit" className="button button-main" disabled={publish.isPending}>
          {words.publish}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {common.cancel}
        </button>
      </div>
    </form>
  )
}
