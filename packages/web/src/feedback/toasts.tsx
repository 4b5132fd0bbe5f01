import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react'
import { useWords } from '../words/language.ts'
import './feedback.css'

export interface Toast {
  text: string
  tone?: 'good' | 'bad'
  /** Takes back what the toast tells of, where that can be. */
  undo?: () => void
}

/** Time to read a message and reach its button; one that tells of a failure stays until it is closed. */
const SHOWN_MS = 8000

type Show = (toast: Toast) => void
const ToastContext = createContext<Show>(() => {})

/** Shows a short message at the edge of the screen. */
export const useToast = (): Show => useContext(ToastContext)

/** Holds the messages shown to the person; new ones are read out. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const words = useWords()
  const [toasts, setToasts] = useState<readonly (Toast & { id: number })[]>([])
  const last = useRef(0)
  const close = useCallback((id: number) => setToasts((all) => all.filter((each) => each.id !== id)), [])
  const show = useCallback<Show>(
    (toast) => {
      last.current += 1
      const id = last.current
      setToasts((all) => [...all, { ...toast, id }])
      if (toast.tone !== 'bad') setTimeout(() => close(id), SHOWN_MS)
    },
    [close],
  )
  const value = useMemo(() => show, [show])
  return (
    <ToastContext value={value}>
      {children}
      <section className="toasts" aria-label={words.state.messages} aria-live="polite">
        {toasts.map(({ id, text, tone, undo }) => (
          <div key={id} className={`toast toast-${tone ?? 'good'}`}>
            <span>{text}</span>
            {undo === undefined ? null : (
              <button
                type="button"
                className="toast-button"
                onClick={() => {
                  undo()
                  close(id)
                }}
              >
                {words.state.undo}
              </button>
            )}
            <button type="button" className="toast-button" onClick={() => close(id)}>
              {words.state.close}
            </button>
          </div>
        ))}
      </section>
    </ToastContext>
  )
}
