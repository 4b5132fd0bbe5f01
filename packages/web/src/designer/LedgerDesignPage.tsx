import type { LedgerKind } from '@shishu/kernel'
import { useParams } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { SelectField } from '../settings/SelectField.tsx'
import { TextField } from '../sign-in/TextField.tsx'
import { CaseList } from './CaseList.tsx'
import { DesignFrame } from './DesignFrame.tsx'
import { isOfPack, type LedgerDraft, type LoopDraft } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { problemsAt } from './draft-problems.ts'
import { Faults } from './Faults.tsx'
import { FieldRows } from './FieldRows.tsx'
import { KeyChoice } from './KeyChoice.tsx'
import { LiveLedger } from './LiveLedger.tsx'
import { LoopRows } from './LoopRows.tsx'
import { draftOfLedger, ledgerOfDraft } from './ledger-draft.ts'
import { MeasureRows } from './MeasureRows.tsx'
import { runExamples } from './run-examples.ts'
import type { Desk } from './use-desk.ts'
import { withDraft } from './with-draft.ts'

/** A ledger being designed: what is filled in, what it counts, its loop; beside it how it will look and what it books. */
export function LedgerDesignPage() {
  const { draft } = useParams({ strict: false }) as { draft: string }
  const words = useDesignerWords()
  return (
    <DesignFrame title={words.ledger.facts}>
      {(desk) => {
        const found = desk.design.ledgers.find(({ key }) => key === draft)
        const inForce = desk.definitions.pack.ledgers.find(({ id }) => id === draft)
        const shown = found ?? (inForce === undefined ? undefined : draftOfLedger(inForce))
        return shown === undefined ? (
          <p className="notice">{words.missing}</p>
        ) : (
          <LedgerDesign key={draft} desk={desk} draft={shown} kept={found !== undefined} />
        )
      }}
    </DesignFrame>
  )
}

interface LedgerDesignProps {
  desk: Desk
  draft: LedgerDraft
  /** Whether anything was changed yet: what is in force and only looked at is no draft. */
  kept: boolean
}

type Next = (before: LedgerDraft) => LedgerDraft

function LedgerDesign({ desk, draft, kept }: LedgerDesignProps) {
  const { ledger: words, common, live, loop: loopWords } = useDesignerWords()
  const id = useId()
  const { problems, outcome, definitions } = desk
  const apply = (next: Next) => (design: Parameters<Parameters<Desk['change']>[0]>[0]) =>
    withDraft(design, 'ledgers', next(design.ledgers.find(({ key }) => key === draft.key) ?? draft))
  const change = (next: Next) => desk.change(apply(next))
  const type = (next: Next) => desk.type(apply(next))
  const faultsAt = (part: string, exactly?: boolean) => problemsAt(problems, draft.key, part, exactly)
  const loopOf = (next: (before: LoopDraft) => LoopDraft) => (before: LedgerDraft) =>
    before.loop === null ? before : { ...before, loop: next(before.loop) }
  const ledger = outcome.pack.ledgers.find((one) => one.id === draft.id && draft.id !== '')
  const shown = kept ? ledger : ledgerOfDraft(draft)
  const cases = desk.design.cases.filter((one) => one.kind === 'booking' && one.ledger === draft.id)
  const part = { draft, faultsAt, onChange: change, onType: type, onSettle: desk.settle }
  return (
    <div className="design-desk">
      <div className="design-column">
        <section className="panel" aria-labelledby={`${id}facts`}>
          <div className="panel-head">
            <h2 id={`${id}facts`}>{draft.label.trim() === '' ? words.facts : draft.label}</h2>
          </div>
          {draft.inForce ? <p className="notice">{common.fixedHelp}</p> : null}
          <LedgerFacts desk={desk} {...part} />
        </section>
        <section className="panel" aria-labelledby={`${id}fields`}>
          <div className="panel-head">
            <h2 id={`${id}fields`}>{words.fields}</h2>
            <p>{words.fieldsHelp}</p>
          </div>
          <FieldRows {...part} />
        </section>
        <section className="panel" aria-labelledby={`${id}key`}>
          <div className="panel-head">
            <h2 id={`${id}key`}>{words.keyTitle}</h2>
          </div>
          <KeyChoice
            draft={draft}
            faults={faultsAt('key')}
            onChange={(keyFields) => change((before) => ({ ...before, keyFields }))}
          />
        </section>
        {draft.loop === null ? null : (
          <section className="panel" aria-labelledby={`${id}loop`}>
            <div className="panel-head">
              <h2 id={`${id}loop`}>{loopWords.title}</h2>
              <p>{loopWords.help}</p>
            </div>
            <LoopRows
              draft={draft}
              loop={draft.loop}
              ledger={shown}
              roles={definitions.pack.roles}
              faultsAt={faultsAt}
              onChange={(next) => change(loopOf(next))}
              onType={(next) => type(loopOf(next))}
              onSettle={desk.settle}
            />
          </section>
        )}
        <section className="panel" aria-labelledby={`${id}measures`}>
          <div className="panel-head">
            <h2 id={`${id}measures`}>{words.measures}</h2>
            <p>{words.measuresHelp}</p>
          </div>
          <MeasureRows {...part} />
        </section>
        <Elsewhere draft={draft} desk={desk} />
      </div>
      <div className="design-column">
        {shown === undefined ? null : (
          <LiveLedger
            ledger={shown}
            definitions={kept ? outcome.definitions : definitions}
            cases={cases.length}
            onKeep={(example) =>
              desk.change((design) => ({ ...apply((before) => before)(design), cases: [...design.cases, example] }))
            }
          >
            <section className="panel" aria-labelledby={`${id}cases`} aria-live="polite">
              <div className="panel-head">
                <h2 id={`${id}cases`}>{live.cases}</h2>
              </div>
              <CaseList
                cases={cases}
                outcomes={runExamples(outcome.definitions, cases)}
                onRemove={(gone) =>
                  desk.change((design) => ({ ...design, cases: design.cases.filter((one) => one !== gone) }))
                }
              />
            </section>
          </LiveLedger>
        )}
      </div>
    </div>
  )
}

interface LedgerFactsProps {
  desk: Desk
  draft: LedgerDraft
  faultsAt: (part: string) => string[]
  onChange: (next: Next) => void
  onType: (next: Next) => void
  onSettle: () => void
}

function LedgerFacts({ desk, draft, faultsAt, onChange, onType, onSettle }: LedgerFactsProps) {
  const { ledger: words, common, start } = useDesignerWords()
  const { offices } = desk.definitions.pack
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  // What nobody has come to yet is not wrong yet.
  const leave = (field: string) => {
    onSettle()
    setLeft((before) => new Set(before).add(field))
  }
  const text = (part: 'label' | 'gloss' | 'source') => ({
    value: draft[part],
    onValue: (value: string) => onType((before) => ({ ...before, [part]: value })),
    onBlur: () => leave(part),
    fault: left.has(part) || draft[part] !== '' ? faultsAt(part)[0] : undefined,
  })
  const own = !isOfPack(draft)
  return (
    <div className="settings-form">
      <TextField label={words.label} maxLength={40} {...text('label')} />
      {draft.inForce ? (
        <p className="field">
          <strong>{words.office}</strong> {offices[draft.office]} · {start.kinds[draft.kind]}
        </p>
      ) : (
        <>
          <SelectField
            label={words.office}
            value={draft.office}
            options={Object.entries(offices).map(([value, label]) => ({ value, label }))}
            onValue={(office) => onChange((before) => ({ ...before, office }))}
          />
          <KindNote kind={draft.kind} />
        </>
      )}
      {own ? <TextField label={common.source} help={common.sourceHelp} maxLength={200} {...text('source')} /> : null}
      {own ? (
        <fieldset className="choices">
          <legend>{words.localHelp}</legend>
          <label>
            <input
              type="checkbox"
              checked={draft.local}
              onChange={({ target }) => onChange((before) => ({ ...before, local: target.checked }))}
            />
            {words.local}
          </label>
        </fieldset>
      ) : null}
      <details className="design-more">
        <summary>{common.english}</summary>
        <TextField label={common.english} help={common.englishHelp} maxLength={80} {...text('gloss')} />
      </details>
    </div>
  )
}

function KindNote({ kind }: { kind: LedgerKind }) {
  const { ledger: words, start } = useDesignerWords()
  return (
    <p className="field">
      <strong>{words.kind}</strong> {start.kinds[kind]}
    </p>
  )
}

/** What is wrong in the ledger and has no place of its own on the page. */
function Elsewhere({ draft, desk }: { draft: LedgerDraft; desk: Desk }) {
  const shown = ['label', 'source', 'fields', 'key', 'loop', 'measures']
  const others = desk.problems
    .filter((one) => one.draft === draft.key && !shown.includes(one.part.split('.')[0]!))
    .map(({ text }) => text)
  return <Faults texts={others} />
}
