import type { Indicator } from '@shishu/kernel'
import { nameIn, useLanguage } from '../words/language.ts'
import { courseStanding } from './course-standing.ts'
import { Drawing } from './Drawing.tsx'
import { Mark, type Standing } from './Mark.tsx'
import { valueText, type Written } from './value-text.ts'

export interface TargetBarProps {
  indicator: Written & Pick<Indicator, 'label' | 'gloss' | 'better'>
  /** All in the smallest part of the indicator's unit. */
  value: number | null
  /** What the year should reach. */
  target: number
  /** What should be reached by now; null where the target has no course. */
  planned: number | null
}

/** A value against the year's target and what its planned course asks by now. Bars begin at zero. */
export function TargetBar({ indicator, value, target, planned }: TargetBarProps) {
  const { language, words } = useLanguage()
  const standing = courseStanding(indicator.better, value, planned)
  const top = Math.max(target, value ?? 0, planned ?? 0, 1)
  const share = (amount: number) => Math.max(0, (amount / top) * 100)
  const text = (amount: number | null) => valueText(indicator, amount, language)
  const standingText = standingWords(standing, words.drawing)
  const shareText = value === null || target <= 0 ? '' : words.drawing.ofTarget(percentText(value / target))
  const plannedAt = planned === null ? 0 : share(planned)
  return (
    <Drawing
      className="target"
      title={nameIn(language, indicator)}
      aside={
        standingText === '' ? null : (
          <span className={`standing standing-${standing}`}>
            <Mark standing={standing} />
            {standingText}
          </span>
        )
      }
      table={{
        heads: ['', words.drawing.value],
        rows: [
          [words.drawing.reached, text(value)],
          [words.drawing.planned, text(planned)],
          [words.drawing.target, text(target)],
        ],
      }}
    >
      <p className="target-words">
        <span>
          {words.drawing.reached} <strong>{text(value)}</strong>
          {shareText === '' ? '' : `${language === 'zh' ? '，' : ', '}${shareText}`}
        </span>
        <span>
          {words.drawing.target} {text(target)}
        </span>
      </p>
      <svg
        className="target-bar"
        width="100%"
        height="26"
        role="img"
        aria-label={[nameIn(language, indicator), standingText].join(' ')}
      >
        <rect className="target-ground" x="0" y="3" width={`${share(target)}%`} height="20" />
        <rect className={`target-value fill-${standing}`} x="0" y="3" width={`${share(value ?? 0)}%`} height="20" />
        {value !== null && value > target ? (
          <line className="target-line" x1={`${share(target)}%`} x2={`${share(target)}%`} y1="0" y2="26" />
        ) : null}
        {planned === null ? null : (
          <line className="target-planned" x1={`${plannedAt}%`} x2={`${plannedAt}%`} y1="0" y2="26" />
        )}
      </svg>
      {planned === null ? null : (
        <p
          className={plannedAt > 50 ? 'target-course target-course-end' : 'target-course'}
          style={plannedAt > 50 ? { paddingRight: `${100 - plannedAt}%` } : { paddingLeft: `${plannedAt}%` }}
        >
          {plannedAt > 50 ? '' : '▲ '}
          {words.drawing.planned} {text(planned)}
          {plannedAt > 50 ? ' ▲' : ''}
        </p>
      )}
    </Drawing>
  )
}

/** What a standing is called. */
export function standingWords(
  standing: Standing,
  words: { onCourse: string; behind: string; lagging: string },
): string {
  return { good: words.onCourse, warn: words.behind, bad: words.lagging, none: '' }[standing]
}

const percentText = (share: number): string => `${(share * 100).toFixed(1)}%`
