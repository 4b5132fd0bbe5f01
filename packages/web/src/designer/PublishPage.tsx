import type { Day, DefinitionChange } from '@shishu/kernel'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { ApiProblem } from '../api/api-problem.ts'
import { checkDefinitions, definitionChangesQuery, publishDefinitions } from '../api/definition-changes.ts'
import { newRequestId } from '../api/entries.ts'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { TextField } from '../sign-in/TextField.tsx'
import { fullDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import { CaseList } from './CaseList.tsx'
import { summaryOf } from './change-summary.ts'
import { DesignFrame } from './DesignFrame.tsx'
import { EMPTY_DESIGN, isEmpty } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { earlierExamplesBroken } from './earlier-examples.ts'
import { Faults } from './Faults.tsx'
import { runExamples } from './run-examples.ts'
import type { Desk } from './use-desk.ts'

/** What was published just now. */
interface Publication {
  changes: readonly DefinitionChange[]
  /** The day from which it holds; null: it holds already. */
  waitsFor: Day | null
}

/** The last look: what changes, what it does to what is booked, from when and why; then it is published. */
export function PublishPage() {
  const words = useDesignerWords()
  const [published, setPublished] = useState<Publication | null>(null)
  return (
    <DesignFrame title={words.publish.title} lead={words.publish.lead} bar={false}>
      {(desk) =>
        published !== null ? (
          <Published publication={published} />
        ) : isEmpty(desk.design) ? (
          <p className="notice">{words.publish.nothing}</p>
        ) : (
          <Review desk={desk} onPublished={setPublished} />
        )
      }
    </DesignFrame>
  )
}

const PATHS = {
  ledgers: '/design/ledgers/$draft',
  indicators: '/design/indicators/$draft',
  reports: '/design/reports/$draft',
} as const

interface ReviewProps {
  desk: Desk
  onPublished: (publication: Publication) => void
}

function Review({ desk, onPublished }: ReviewProps) {
  const { publish: words, live } = useDesignerWords()
  const { language, words: all } = useLanguage()
  const queries = useQueryClient()
  const toast = useToast()
  const request = useRef(newRequestId())
  const [tried, setTried] = useState(false)
  const { design, outcome, problems, definitions } = desk
  const { changes } = outcome
  const { cases, reason } = design
  const today = todayInShanghai()
  const from = design.from === '' ? today : design.from
  const outcomes = runExamples(outcome.definitions, cases)
  const published = useQuery(definitionChangesQuery).data?.changes
  const broken = published === undefined ? [] : earlierExamplesBroken(published, outcome.definitions)
  const sound = problems.length === 0 && outcomes.every(({ passed }) => passed)
  const check = useQuery({
    queryKey: ['definition-check', changes, cases],
    queryFn: () => checkDefinitions({ changes, cases }),
    enabled: sound,
    staleTime: 0,
  })
  const refused = check.data?.problems ?? []
  const reasonShort = reason.trim().length < 2
  const fromPast = from < today
  const publishing = useMutation({
    mutationFn: () => publishDefinitions({ request: request.current, from, reason: reason.trim(), changes, cases }),
    onSuccess: async ({ state }) => {
      toast({ text: state === 'waiting' ? words.waiting(fullDay(from, all)) : words.done })
      desk.change(() => EMPTY_DESIGN)
      onPublished({ changes, waitsFor: state === 'waiting' ? from : null })
      // Everything that is shown anywhere follows from the definitions.
      await queries.invalidateQueries()
    },
    onError: (error) => {
      // What the server answered is settled; only where nothing was heard may the same be sent again.
      if (error instanceof ApiProblem && error.status !== 0) request.current = newRequestId()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (sound && refused.length === 0 && !reasonShort && !fromPast && !publishing.isPending) publishing.mutate()
  }
  return (
    <form className="design-review" onSubmit={submit} noValidate>
      <section className="panel" aria-labelledby="publish-what">
        <div className="panel-head">
          <h2 id="publish-what">{words.what}</h2>
        </div>
        <ul className="change-lines">
          {summaryOf(outcome, definitions, language, words).map(({ title, details }) => (
            <li key={title}>
              <strong>{title}</strong>
              <span className="quiet">{details.join(language === 'zh' ? '、' : ', ')}</span>
            </li>
          ))}
        </ul>
      </section>
      {problems.length === 0 ? null : <ToMend desk={desk} />}
      {!sound ? null : (
        <section className="panel" aria-labelledby="publish-rebooked" aria-live="polite">
          <div className="panel-head">
            <h2 id="publish-rebooked">{words.rebooked}</h2>
          </div>
          {check.isError ? (
            <ProblemNotice error={check.error} onRetry={() => void check.refetch()} />
          ) : check.data === undefined ? (
            <p className="quiet">{words.checking}</p>
          ) : check.data.rebooked.length === 0 ? (
            <p>{words.rebookedNone}</p>
          ) : (
            <ul className="design-plain">
              {check.data.rebooked.map(({ ledger, entries }) => (
                <li key={ledger}>{words.rebookedOf(outcome.definitions.ledger(ledger).label, entries)}</li>
              ))}
            </ul>
          )}
          <Faults texts={refused.map(({ problem }) => problem)} />
        </section>
      )}
      <section className="panel" aria-labelledby="publish-cases">
        <div className="panel-head">
          <h2 id="publish-cases">{words.cases}</h2>
        </div>
        {broken.length === 0 ? null : (
          <div className="notice notice-warn" role="status">
            <p>{words.earlier}</p>
            <ul className="design-plain">
              {broken.map(({ name, expected, found }) => (
                <li key={`${name} ${expected}`}>
                  {name} {live.expected} {expected} {live.found} {found}
                </li>
              ))}
            </ul>
          </div>
        )}
        {cases.length === 0 ? (
          <p className="quiet">{words.casesNone}</p>
        ) : (
          <CaseList
            cases={cases}
            outcomes={outcomes}
            onRemove={(gone) => desk.change((now) => ({ ...now, cases: now.cases.filter((one) => one !== gone) }))}
          />
        )}
      </section>
      <section className="panel" aria-labelledby="publish-when">
        <div className="panel-head">
          <h2 id="publish-when">{words.when}</h2>
        </div>
        <div className="form">
          <fieldset className="choices">
            <legend className="hidden-visually">{words.when}</legend>
            <label>
              <input
                type="radio"
                name="when"
                checked={design.from === ''}
                onChange={() => desk.change((now) => ({ ...now, from: '' }))}
              />
              {words.today}
            </label>
            <label>
              <input
                type="radio"
                name="when"
                checked={design.from !== ''}
                onChange={() => desk.change((now) => ({ ...now, from: today }))}
              />
              {words.later}
            </label>
          </fieldset>
          {design.from === '' ? null : (
            <TextField
              label={words.from}
              type="date"
              min={today}
              value={design.from}
              onValue={(day) => desk.change((now) => ({ ...now, from: day === '' ? today : day }))}
              fault={fromPast ? words.fromPast : undefined}
            />
          )}
          <TextField
            label={words.reason}
            help={words.reasonHelp}
            maxLength={500}
            value={reason}
            onValue={(text) => desk.change((now) => ({ ...now, reason: text }))}
            fault={tried && reasonShort ? words.needReason : undefined}
          />
          {publishing.isError ? <PublishProblem error={publishing.error} /> : null}
          <div className="button-row">
            <button type="submit" className="button button-main" disabled={!sound || publishing.isPending}>
              {publishing.isPending ? words.publishing : words.publish}
            </button>
          </div>
          {outcomes.some(({ passed }) => !passed) ? <p className="entry-fault">{live.failed}</p> : null}
        </div>
      </section>
    </form>
  )
}

/** A refusal with all that it lists. */
function PublishProblem({ error }: { error: unknown }) {
  const { language } = useLanguage()
  const listed = error instanceof ApiProblem ? error.problems : []
  return (
    <>
      <ProblemNotice error={error} />
      <Faults texts={listed.map((one) => one[language])} />
    </>
  )
}

/** What has to be mended first, each with the way to where it is mended. */
function ToMend({ desk }: { desk: Desk }) {
  const { publish: words, drafts } = useDesignerWords()
  const { design, problems } = desk
  const { language } = useLanguage()
  const places = [
    ...design.ledgers.map(({ key, label }) => ({ kind: 'ledgers' as const, key, label })),
    ...design.indicators.map(({ key, label }) => ({ kind: 'indicators' as const, key, label })),
    ...design.reports.map(({ key, base }) => ({ kind: 'reports' as const, key, label: nameIn(language, base) })),
  ]
  const others = problems.filter(({ draft }) => draft === '')
  return (
    <section className="panel" aria-labelledby="publish-mend">
      <div className="panel-head">
        <h2 id="publish-mend">{words.problems}</h2>
      </div>
      {places.map(({ kind, key, label }) => {
        const own = problems.filter(({ draft }) => draft === key)
        if (own.length === 0) return null
        const name = label.trim() === '' ? drafts.untitled : label
        return (
          <div key={key}>
            <Link to={PATHS[kind]} params={{ draft: key }}>
              {words.open(name)}
            </Link>
            <Faults texts={own.map(({ text }) => text)} />
          </div>
        )
      })}
      <Faults texts={others.map(({ text }) => text)} />
    </section>
  )
}

/** What can be done with what was published. */
function Published({ publication: { changes, waitsFor } }: { publication: Publication }) {
  const { publish: words } = useDesignerWords()
  const { language, words: all } = useLanguage()
  return (
    <section className="panel" aria-labelledby="published">
      <div className="panel-head">
        <h2 id="published">{words.published}</h2>
      </div>
      <p>{waitsFor === null ? words.done : words.waiting(fullDay(waitsFor, all))}</p>
      <ul className="design-plain">
        {(waitsFor === null ? changes : []).map(({ kind, body }) => {
          const name = nameIn(language, body)
          return (
            <li key={`${kind} ${body.id}`}>
              {kind === 'ledger' ? (
                <Link to="/ledgers/$ledger" params={{ ledger: body.id }}>
                  {words.seeLedger(name)}
                </Link>
              ) : kind === 'indicator' ? (
                <Link to="/figures/$indicator" params={{ indicator: body.id }}>
                  {words.seeIndicator(name)}
                </Link>
              ) : kind === 'report' ? (
                <Link to="/reports/$report" params={{ report: body.id }}>
                  {words.seeReport(name)}
                </Link>
              ) : null}
            </li>
          )
        })}
      </ul>
      <Link to="/design" className="button">
        {words.more}
      </Link>
    </section>
  )
}
