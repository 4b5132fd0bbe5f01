import type { Ledger } from '@shishu/kernel'
import { LoopPicture } from '../drawing/LoopPicture.tsx'
import { nameIn, useLanguage } from '../words/language.ts'

interface LoopStatesProps {
  ledger: Ledger
  counts: ReadonlyMap<string, number>
  /** The state chosen; empty: all. */
  chosen: string
  onChoose: (state: string) => void
}

/** A ledger’s loop drawn, and how many cases stand at each state; a state can be chosen. */
export function LoopStates({ ledger, counts, chosen, onChoose }: LoopStatesProps) {
  const { language, words } = useLanguage()
  if (ledger.loop === undefined) return null
  const states = Object.entries(ledger.loop.states).filter(([id]) => (counts.get(id) ?? 0) > 0 || id === chosen)
  return (
    <section className="panel loop-panel" aria-labelledby="loop-states">
      <div className="panel-head">
        <h2 id="loop-states">{words.loops.picture}</h2>
        <p>{words.loops.pictureHelp}</p>
      </div>
      <fieldset className="loop-states">
        <legend className="hidden-visually">{words.loops.state}</legend>
        <button type="button" className="button" aria-pressed={chosen === ''} onClick={() => onChoose('')}>
          {words.loops.everyState}
        </button>
        {states.map(([id, state]) => (
          <button
            key={id}
            type="button"
            className="button"
            aria-pressed={chosen === id}
            onClick={() => onChoose(chosen === id ? '' : id)}
          >
            {words.loops.stateCount(nameIn(language, state), counts.get(id) ?? 0)}
          </button>
        ))}
      </fieldset>
      {/* The cases come first: the picture, often a screen high, waits to be opened. */}
      <details>
        <summary>{words.loop.pictureOf(nameIn(language, ledger))}</summary>
        <LoopPicture
          loop={ledger.loop}
          state={chosen === '' ? null : chosen}
          track={[]}
          title={words.loop.pictureOf(nameIn(language, ledger))}
        />
      </details>
    </section>
  )
}
