import { useState } from 'react'
import { type DraftNotes, notesKey, readNotes } from './draft-notes.ts'

/** The writer’s notes for one report, place and period, kept on this device with every change. */
export function useDraftNotes(report: string, place: string, period: string) {
  const key = notesKey(report, place, period)
  const [held, setHeld] = useState(() => ({ key, notes: load(key), kept: true }))
  if (held.key !== key) setHeld({ key, notes: load(key), kept: true })
  const change = (notes: DraftNotes) => setHeld({ key, notes, kept: keep(key, notes) })
  return { notes: held.notes, kept: held.kept, change }
}

function load(key: string): DraftNotes {
  try {
    return readNotes(localStorage.getItem(key))
  } catch {
    return readNotes(null) // A browser may forbid storage; `kept` then says so with the first change.
  }
}

function keep(key: string, notes: DraftNotes): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(notes))
    return true
  } catch {
    return false
  }
}
