import { useNavigate, useSearch } from '@tanstack/react-router'
import { readScope, type Scope } from './scope.ts'

/** The scope in the address, and how to change it: a step that the browser's back button takes back. */
export function useScope(): [Scope, (scope: Scope) => void] {
  const scope = readScope(useSearch({ strict: false }))
  const navigate = useNavigate()
  const change = (next: Scope) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => {
        const { place: _place, period: _period, asOf: _asOf, ...others } = before
        return { ...others, ...next }
      },
    })
  return [scope, change]
}
