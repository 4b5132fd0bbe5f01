import type { CaseOutcome, DefinitionCase } from '@shishu/kernel'
import { useDesignerWords } from './designer-words.ts'

interface CaseListProps {
  cases: readonly DefinitionCase[]
  /** In the order of the cases. */
  outcomes: readonly CaseOutcome[]
  onRemove: (one: DefinitionCase) => void
}

/** The examples that were kept, each run again as the definitions change. */
export function CaseList({ cases, outcomes, onRemove }: CaseListProps) {
  const { live: words, common } = useDesignerWords()
  if (cases.length === 0) return <p className="quiet">{words.casesNone}</p>
  return (
    <ul className="case-list">
      {cases.map((one, index) => {
        const outcome = outcomes[index]
        const passed = outcome?.passed === true
        return (
          <li key={`${one.name}${JSON.stringify(one)}`} className={passed ? 'case-passed' : 'case-failed'}>
            <strong>
              {passed ? '✓' : '✗'} {one.name} {passed ? words.passed : words.failed}
            </strong>
            <span>
              {words.expected} {outcome?.expected}
            </span>
            {passed ? null : (
              <span>
                {words.found} {outcome?.found}
              </span>
            )}
            <button
              type="button"
              className="row-action"
              aria-label={common.remove(one.name)}
              onClick={() => onRemove(one)}
            >
              ✕
            </button>
          </li>
        )
      })}
    </ul>
  )
}
