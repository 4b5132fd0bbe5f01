import { isWithin, townshipOf } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useScope } from '../../scope/use-scope.ts'

interface EntryLinkProps {
  ledger: string
  entry: string
  orgUnit: string
  children: ReactNode
}

/** Leads to an entry; from a county's page into the town that keeps it. */
export function EntryLink({ ledger, entry, orgUnit, children }: EntryLinkProps) {
  const [scope] = useScope()
  const town = townshipOf(orgUnit)
  const there = scope.place !== undefined && town !== undefined && !isWithin(scope.place, town)
  return (
    <Link
      to="/ledgers/$ledger/$entry"
      params={{ ledger, entry }}
      search={there ? { ...scope, place: town } : scope}
      className="entry-link"
    >
      {children}
    </Link>
  )
}
