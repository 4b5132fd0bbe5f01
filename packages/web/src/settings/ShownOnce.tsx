import { useEffect, useRef } from 'react'
import { useToast } from '../feedback/toasts.tsx'
import { useSettingsWords } from './settings-words.ts'

interface ShownOnceProps {
  title: string
  value: string
  note?: string
  onClose: () => void
}

/** A link, password or token that is shown this once, with a button that copies it. */
export function ShownOnce({ title, value, note, onClose }: ShownOnceProps) {
  const { common } = useSettingsWords()
  const toast = useToast()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    toast({ text: common.copied })
  }
  return (
    <section className="notice notice-warn shown-once" ref={box} tabIndex={-1} aria-label={title}>
      <p>
        <strong>{title}</strong>
      </p>
      <p className="shown-once-value">{value}</p>
      <p className="small">
        {common.once} {note}
      </p>
      <div className="button-row">
        {navigator.clipboard === undefined ? null : (
          <button type="button" className="button" onClick={() => void copy()}>
            {common.copy}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {common.onceShown}
        </button>
      </div>
    </section>
  )
}
