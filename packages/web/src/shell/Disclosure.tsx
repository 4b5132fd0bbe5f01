import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

interface DisclosureProps {
  /** What the button shows. */
  label: ReactNode
  /** What the button is called where it shows a sign only. */
  name?: string
  className?: string
  children: (close: () => void) => ReactNode
}

/** A button that opens a small panel below it; Escape, a click elsewhere and leaving it by keyboard close it. */
export function Disclosure({ label, name, className, children }: DisclosureProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false)
    }
    const byEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      button.current?.focus()
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', byEscape)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', byEscape)
    }
  }, [open])
  return (
    <div className={`disclosure ${className ?? ''}`} ref={root}>
      <button
        ref={button}
        type="button"
        className="disclosure-button"
        aria-expanded={open}
        aria-controls={id}
        aria-label={name}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      <div id={id} className="disclosure-panel" hidden={!open}>
        {open ? children(() => setOpen(false)) : null}
      </div>
    </div>
  )
}
