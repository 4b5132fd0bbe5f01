import { OWN_PREFIX } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { mayDo, sessionQuery } from '../api/session.ts'
import { useWords } from '../words/language.ts'

interface DesignLinkProps {
  /** What is looked at; without any, the way is to the designer itself. */
  ledger?: string
  indicator?: string
  report?: string
}

/** The way to where definitions are changed, for whoever may change them; nothing for others. */
export function DesignLink({ ledger, indicator, report }: DesignLinkProps) {
  const { design: words } = useWords()
  const session = useQuery(sessionQuery).data
  if (!mayDo(session, 'definitions.manage')) return null
  if (ledger !== undefined) {
    return (
      <Link to="/design/ledgers/$draft" params={{ draft: ledger }} className="button">
        {words.changeLedger}
      </Link>
    )
  }
  if (report !== undefined) {
    return (
      <Link to="/design/reports/$draft" params={{ draft: report }} className="button">
        {words.changeReport}
      </Link>
    )
  }
  if (indicator === undefined) {
    return (
      <Link to="/design" className="button">
        {words.open}
      </Link>
    )
  }
  // What every town is compared by is the pack's and stays.
  return indicator.startsWith(OWN_PREFIX) ? (
    <Link to="/design/indicators/$draft" params={{ draft: indicator }} className="button">
      {words.changeIndicator}
    </Link>
  ) : null
}
