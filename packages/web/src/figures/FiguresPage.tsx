import type { Indicator } from '@shishu/kernel'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useDeferredValue, useId, useState } from 'react'
import { useDefinitions } from '../api/use-definitions.ts'
import { PageHead } from '../app/PageHead.tsx'
import { Loaded } from '../feedback/Loaded.tsx'
import { nameIn, useLanguage } from '../words/language.ts'
import { indicatorUnit } from './indicator-words.ts'

/** All indicators, to be found by name or by who asks for them. */
export function FiguresPage(): ReactNode {
  const { words } = useLanguage()
  return (
    <div className="page">
      <PageHead title={words.figures.title} lead={words.figures.lead} />
      <Loaded query={useDefinitions()} lines={12}>
        {({ pack }) => <IndicatorTable indicators={pack.indicators} />}
      </Loaded>
    </div>
  )
}

function IndicatorTable({ indicators }: { indicators: readonly Indicator[] }) {
  const { language, words } = useLanguage()
  const id = useId()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim().toLowerCase())
  const found = indicators.filter(({ label, gloss, source }) =>
    [label, gloss, source].some((each) => each.toLowerCase().includes(wanted)),
  )
  return (
    <section className="panel">
      <div className="panel-head">
        <div className="field">
          <label htmlFor={id}>{words.figures.filter}</label>
          <input
            id={id}
            type="search"
            className="input"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <p role="status">{words.figures.count(found.length)}</p>
      </div>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col" style={{ width: '40%' }}>
              {words.figures.name}
            </th>
            <th scope="col" style={{ width: '14%' }}>
              {words.figures.unit}
            </th>
            <th scope="col">{words.figures.source}</th>
          </tr>
        </thead>
        <tbody>
          {found.map((indicator) => (
            <tr key={indicator.id}>
              <th scope="row">
                <Link to="/figures/$indicator" params={{ indicator: indicator.id }}>
                  {nameIn(language, indicator)}
                </Link>
              </th>
              <td data-head={words.figures.unit}>{indicatorUnit(indicator, language, words)}</td>
              <td data-head={words.figures.source} className="quiet">
                {indicator.source}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
