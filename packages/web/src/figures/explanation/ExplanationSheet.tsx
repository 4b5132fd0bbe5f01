import { describePeriod, type OrgTree, parsePeriod } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { orgUnitsQuery } from '../../api/definitions.ts'
import type { FigureAddress } from '../../api/figures.ts'
import { useDefinitions } from '../../api/use-definitions.ts'
import { LoadedAll } from '../../feedback/Loaded.tsx'
import { useScope } from '../../scope/use-scope.ts'
import { nameIn, useLanguage } from '../../words/language.ts'
import { placeName } from '../place-name.ts'
import { ComparisonView } from './ComparisonView.tsx'
import { DifferenceView } from './DifferenceView.tsx'
import { addressText, useOpened, VIEWS, type View } from './opened.ts'
import { SourceView } from './SourceView.tsx'
import './explanation.css'

/** Where the opened figure comes from: beside the page on a desk, over it on a phone. Nothing where none is open. */
export function ExplanationSheet() {
  const [opened, change] = useOpened()
  const definitions = useDefinitions().data
  // A link may be older than the definitions: what it names may be gone.
  const known = definitions?.pack.indicators.some(({ id }) => id === opened?.indicator) === true
  if (opened === null || !known) return null
  return <Sheet key={addressText(opened)} figure={opened} onClose={() => change(null)} />
}

function Sheet({ figure, onClose }: { figure: FigureAddress; onClose: () => void }) {
  const { words } = useLanguage()
  const dialog = useRef<HTMLDialogElement>(null)
  const [view, setView] = useState<View>('source')
  const definitions = useDefinitions()
  const places = useQuery(orgUnitsQuery)
  useModal(dialog, onClose)
  return (
    <dialog ref={dialog} className="explanation" aria-label={words.explanation.label}>
      <div className="explanation-frame">
        <LoadedAll queries={[definitions, places]} lines={12}>
          {(pack, tree) => (
            <>
              <SheetHead
                figure={figure}
                title={pack.indicator(figure.indicator).indicator}
                tree={tree}
                onClose={onClose}
              />
              <div className="explanation-views" role="tablist" aria-label={words.explanation.label}>
                {VIEWS.map((each) => (
                  <button
                    key={each}
                    id={`view-${each}`}
                    type="button"
                    role="tab"
                    aria-selected={view === each}
                    aria-controls="explanation-view"
                    tabIndex={view === each ? 0 : -1}
                    onClick={() => setView(each)}
                    onKeyDown={({ key, currentTarget }) => {
                      const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
                      if (step === 0) return
                      const next = VIEWS[(VIEWS.indexOf(each) + step + VIEWS.length) % VIEWS.length]!
                      setView(next)
                      currentTarget.parentElement?.querySelector<HTMLElement>(`#view-${next}`)?.focus()
                    }}
                  >
                    {words.explanation.views[each]}
                  </button>
                ))}
              </div>
              <div id="explanation-view" role="tabpanel" aria-labelledby={`view-${view}`} className="explanation-view">
                {view === 'source' ? <SourceView figure={figure} definitions={pack} places={tree} /> : null}
                {view === 'difference' ? <DifferenceView figure={figure} definitions={pack} places={tree} /> : null}
                {view === 'comparison' ? <ComparisonView figure={figure} definitions={pack} places={tree} /> : null}
              </div>
            </>
          )}
        </LoadedAll>
      </div>
    </dialog>
  )
}

/**
 * Opens a dialog over the page while it is drawn. Escape and a click beside it close it; whoever opened it is put back
 * where they were.
 */
function useModal(dialog: RefObject<HTMLDialogElement | null>, onClose: () => void) {
  const close = useRef(onClose)
  close.current = onClose
  useLayoutEffect(() => {
    const element = dialog.current!
    const byEscape = (event: Event) => {
      event.preventDefault()
      close.current()
    }
    // A click on the dialog itself, and not on what is in it, is one beside it.
    const beside = ({ target }: Event) => {
      if (target === element) close.current()
    }
    element.addEventListener('cancel', byEscape)
    element.addEventListener('click', beside)
    element.showModal()
    return () => {
      element.removeEventListener('cancel', byEscape)
      element.removeEventListener('click', beside)
      element.close()
    }
  }, [dialog])
}

interface SheetHeadProps {
  figure: FigureAddress
  title: { label: string; gloss: string }
  tree: OrgTree
  onClose: () => void
}

function SheetHead({ figure, title, tree, onClose }: SheetHeadProps) {
  const { language, words } = useLanguage()
  const [scope] = useScope()
  return (
    <header className="explanation-head">
      <div>
        <h2>{nameIn(language, title)}</h2>
        <p className="quiet">
          {placeName(tree, figure.place)}
          {language === 'zh' ? '，' : ', '}
          {describePeriod(parsePeriod(figure.period), language)}
          {scope.asOf === undefined ? '' : ` · ${words.scope.asOf} ${scope.asOf}`}
        </p>
      </div>
      {/* biome-ignore lint/a11y/noAutofocus: a dialog puts who opened it at its beginning. */}
      <button type="button" className="button" autoFocus onClick={onClose}>
        {words.state.close}
      </button>
    </header>
  )
}
