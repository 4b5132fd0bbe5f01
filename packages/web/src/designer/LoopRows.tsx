import type { Ledger, Role } from '@shishu/kernel'
import { LoopPicture } from '../drawing/LoopPicture.tsx'
import { useLanguage } from '../words/language.ts'
import { isOfPack, type LedgerDraft, type LoopDraft, nextRow, type StateRow, type StepRow } from './design.ts'
import { useDesignerWords } from './designer-words.ts'
import { dutyOptions } from './duty-options.ts'
import { Faults } from './Faults.tsx'
import { newState, newStep, withoutState } from './ledger-draft.ts'
import { RowActions } from './RowActions.tsx'

interface LoopRowsProps {
  draft: LedgerDraft
  loop: LoopDraft
  /** As it would be; undefined before the ledger has a name. */
  ledger: Ledger | undefined
  roles: readonly Role[]
  /** With `exactly`, not those of what lies in the part. */
  faultsAt: (part: string, exactly?: boolean) => string[]
  onChange: (next: (before: LoopDraft) => LoopDraft) => void
  onType: (next: (before: LoopDraft) => LoopDraft) => void
  onSettle: () => void
}

/** The states of a case and the steps between them, and the loop as it is drawn. */
export function LoopRows(props: LoopRowsProps) {
  const { draft, loop, ledger, faultsAt, onChange } = props
  const { loop: words } = useDesignerWords()
  const dates = draft.fields.filter(({ type, id }) => type === 'date' && id !== '')
  const states = loop.states.filter(({ id }) => id !== '')
  const drawn = ledger?.loop
  const drawable = drawn !== undefined && isDrawable(drawn)
  return (
    <>
      <div className="design-card-row">
        <label className="design-cell">
          <span>{words.opens}</span>
          <select
            className="input"
            value={loop.on}
            disabled={draft.inForce}
            onChange={({ target }) => onChange((before) => ({ ...before, on: target.value }))}
          >
            <option value="" />
            {dates.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label className="design-cell">
          <span>{words.opensIn}</span>
          <select
            className="input"
            value={loop.opens === '' ? (states[0]?.id ?? '') : loop.opens}
            disabled={draft.inForce}
            onChange={({ target }) => onChange((before) => ({ ...before, opens: target.value }))}
          >
            {states.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Faults texts={faultsAt('loop.opens')} />
      <States {...props} />
      <Steps {...props} />
      {drawable ? (
        <LoopPicture loop={drawn} state={null} track={[]} title={words.picture(draft.label)} />
      ) : (
        <p className="quiet">{words.none}</p>
      )}
    </>
  )
}

/** Whether every step leads from states that are there to one that is there. */
function isDrawable({ states, steps }: NonNullable<Ledger['loop']>): boolean {
  const known = (id: string) => Object.hasOwn(states, id)
  const all = Object.values(steps)
  return all.length > 0 && all.every(({ from, to }) => from.length > 0 && from.every(known) && known(to))
}

function States({ draft, loop, faultsAt, onChange, onType, onSettle }: LoopRowsProps) {
  const { loop: words, common } = useDesignerWords()
  const heads = words.stateColumns
  const edit = (row: number, part: Partial<StateRow>) => (before: LoopDraft) => ({
    ...before,
    states: before.states.map((one) => (one.row === row ? { ...one, ...part } : one)),
  })
  return (
    <>
      <h3>{words.states}</h3>
      <div className="design-table-box">
        <table className="design-table design-states">
          <thead>
            <tr>
              {Object.entries(heads).map(([id, heading]) => (
                <th key={id} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          {loop.states.map((state, index) => {
            const fixed = draft.inForce && state.base !== null
            // A limit that a source confirms is the law's; one that none confirms is the town's to set.
            const timed = state.end === '' && (!isOfPack(draft) || state.base?.limit?.unconfirmed === true)
            const faults = faultsAt(`loop.states.${state.row}`)
            const name = state.label.trim() === '' ? common.row(index + 1) : state.label
            const cell = (column: string) => ({ className: 'input', 'aria-label': common.cell(index + 1, column) })
            return (
              <tbody key={state.row}>
                <tr>
                  <td data-head={heads.label}>
                    <input
                      {...cell(heads.label)}
                      value={state.label}
                      maxLength={20}
                      aria-invalid={faults.length > 0}
                      onChange={({ target }) => onType(edit(state.row, { label: target.value }))}
                      onBlur={onSettle}
                    />
                  </td>
                  <td data-head={heads.end}>
                    <select
                      {...cell(heads.end)}
                      value={state.end}
                      disabled={fixed}
                      onChange={({ target }) => onChange(edit(state.row, { end: target.value as StateRow['end'] }))}
                    >
                      {(['', 'done', 'withdrawn'] as const).map((end) => (
                        <option key={end} value={end}>
                          {words.ends[end]}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td data-head={heads.limit}>
                    <span className="design-pair">
                      <input
                        {...cell(heads.limit)}
                        inputMode="numeric"
                        placeholder={words.noLimit}
                        value={state.count}
                        disabled={!timed}
                        onChange={({ target }) => onType(edit(state.row, { count: target.value }))}
                        onBlur={onSettle}
                      />
                      <select
                        {...cell(words.limitUnit)}
                        value={state.unit}
                        disabled={!timed}
                        onChange={({ target }) => onChange(edit(state.row, { unit: target.value as StateRow['unit'] }))}
                      >
                        {(['calendar-day', 'working-day', 'month'] as const).map((unit) => (
                          <option key={unit} value={unit}>
                            {words.units[unit]}
                          </option>
                        ))}
                      </select>
                    </span>
                  </td>
                  <td data-head={heads.source}>
                    <input
                      {...cell(heads.source)}
                      value={state.source}
                      disabled={!timed || state.count.trim() === ''}
                      onChange={({ target }) => onType(edit(state.row, { source: target.value }))}
                      onBlur={onSettle}
                    />
                  </td>
                  <td>
                    <RowActions
                      label={name}
                      fixed={common.fixed}
                      onRemove={fixed ? undefined : () => onChange((before) => withoutState(before, state.row))}
                    />
                  </td>
                </tr>
                {faults.length === 0 ? null : (
                  <tr className="design-fault-row">
                    <td colSpan={5}>
                      <Faults texts={faults} />
                    </td>
                  </tr>
                )}
              </tbody>
            )
          })}
        </table>
      </div>
      <Faults texts={faultsAt('loop.states', true)} />
      {isOfPack(draft) ? null : (
        <button
          type="button"
          className="button"
          onClick={() =>
            onChange((before) => ({ ...before, states: [...before.states, newState(nextRow(before.states))] }))
          }
        >
          {words.addState}
        </button>
      )}
    </>
  )
}

function Steps({ draft, loop, roles, faultsAt, onChange, onType, onSettle }: LoopRowsProps) {
  const { loop: words, common } = useDesignerWords()
  const { language } = useLanguage()
  const heads = words.stepColumns
  const edit = (row: number, part: Partial<StepRow>) => (before: LoopDraft) => ({
    ...before,
    steps: before.steps.map((one) => (one.row === row ? { ...one, ...part } : one)),
  })
  const states = loop.states.filter(({ id }) => id !== '')
  const fields = draft.fields.filter(({ id, type }) => id !== '' && type !== 'days')
  const duties = dutyOptions(roles, language)
  return (
    <>
      <h3>{words.steps}</h3>
      {loop.steps.map((step, index) => {
        const fixed = draft.inForce && step.base !== null
        const faults = faultsAt(`loop.steps.${step.row}`)
        const name = step.label.trim() === '' ? common.row(index + 1) : step.label
        return (
          <fieldset key={step.row} className="design-card" aria-label={name}>
            <div className="design-card-row">
              <label className="design-cell">
                <span>{heads.label}</span>
                <input
                  className="input"
                  value={step.label}
                  maxLength={20}
                  aria-invalid={faults.length > 0}
                  onChange={({ target }) => onType(edit(step.row, { label: target.value }))}
                  onBlur={onSettle}
                />
              </label>
              <Ticks
                legend={heads.from}
                options={states}
                chosen={step.from}
                disabled={fixed}
                onChosen={(from) => onChange(edit(step.row, { from }))}
              />
              <label className="design-cell">
                <span>{heads.to}</span>
                <select
                  className="input"
                  value={step.to}
                  disabled={fixed}
                  onChange={({ target }) => onChange(edit(step.row, { to: target.value }))}
                >
                  <option value="">{common.choose}</option>
                  {states.map(({ id, label }) => (
                    <option key={id} value={id}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
              <label className="design-cell">
                <span>{heads.by}</span>
                <select
                  className="input"
                  value={step.by}
                  disabled={fixed}
                  onChange={({ target }) => onChange(edit(step.row, { by: target.value }))}
                >
                  <option value="">{words.anyHandler}</option>
                  {step.by === '' || duties.some(({ value }) => value === step.by) ? null : (
                    <option value={step.by}>{step.by}</option>
                  )}
                  {duties.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              </label>
              <label className="design-cell">
                <span>{heads.day}</span>
                <select
                  className="input"
                  value={step.day}
                  disabled={fixed}
                  onChange={({ target }) => onChange(edit(step.row, { day: target.value }))}
                >
                  <option value="">{common.none}</option>
                  {fields
                    .filter(({ type }) => type === 'date')
                    .map(({ id, label }) => (
                      <option key={id} value={id}>
                        {label}
                      </option>
                    ))}
                </select>
              </label>
              <RowActions
                label={name}
                fixed={common.fixed}
                onRemove={
                  fixed
                    ? undefined
                    : () =>
                        onChange((before) => ({
                          ...before,
                          steps: before.steps.filter(({ row }) => row !== step.row),
                        }))
                }
              />
            </div>
            {fixed ? null : (
              <details className="design-more">
                <summary>
                  {heads.needs} {step.needs.length === 0 ? words.needsNone : words.needsOf(step.needs.length)}
                </summary>
                <Ticks
                  legend={heads.needs}
                  options={fields}
                  chosen={step.needs}
                  onChosen={(needs) => onChange(edit(step.row, { needs }))}
                />
              </details>
            )}
            <Faults texts={faults} />
          </fieldset>
        )
      })}
      {isOfPack(draft) ? null : (
        <button
          type="button"
          className="button"
          onClick={() =>
            onChange((before) => ({ ...before, steps: [...before.steps, newStep(nextRow(before.steps))] }))
          }
        >
          {words.addStep}
        </button>
      )}
    </>
  )
}

interface TicksProps {
  legend: string
  options: readonly { id: string; label: string }[]
  chosen: readonly string[]
  disabled?: boolean
  onChosen: (chosen: readonly string[]) => void
}

function Ticks({ legend, options, chosen, disabled = false, onChosen }: TicksProps) {
  return (
    <fieldset className="design-ticks" disabled={disabled}>
      <legend>{legend}</legend>
      {options.map(({ id, label }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) => onChosen(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
