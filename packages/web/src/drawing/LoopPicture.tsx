import { allowedSteps, type Day, type Language, type Loop, type StateLimit, type TrackStep } from '@shishu/kernel'
import { fullDay, shortDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import type { Words } from '../words/words.ts'
import { Drawing } from './Drawing.tsx'
import { fitText } from './fit-text.ts'
import { type LayoutSize, layoutLoop, type PlacedEdge, type PlacedState, roundedPath } from './loop-layout.ts'
import { ScrollBox } from './ScrollBox.tsx'
import { useNarrow } from './use-media.ts'

export interface LoopPictureProps {
  loop: Loop
  /** Where the case stands; null for the loop by itself, or a case that has not opened. */
  state: string | null
  track: readonly TrackStep[]
  /** The day the case opened. */
  opened?: Day | null
  title: string
}

const ACROSS: LayoutSize = { boxMain: 94, boxCross: 70, gutter: 26, gap: 22 }
const DOWN: LayoutSize = { boxMain: 70, boxCross: 86, gutter: 26, gap: 12 }
/** Sizes of the two kinds of text in a box, and how far they keep from its sides. */
const LABEL_PX = 14
const SMALL_PX = 12
const PADDING = 3

/** The states of a loop and the steps between them, where a case stands, how it came there and where it may go. */
export function LoopPicture({ loop, state, track, opened, title }: LoopPictureProps) {
  const { language, words } = useLanguage()
  const down = useNarrow()
  const layout = layoutLoop(loop, down ? DOWN : ACROSS)
  const size = down ? { width: layout.cross, height: layout.main } : { width: layout.main, height: layout.cross }
  const walk = walked(loop, track, opened ?? null)
  const next = state === null ? [] : allowedSteps(loop, state)
  const nextNames = next.map((id) => nameIn(language, loop.steps[id]!))
  const summary = summaryOf(loop, state, nextNames, title, language, words)
  const kindOf = (edge: PlacedEdge): EdgeKind => {
    if (state === edge.from && edge.steps.some((id) => next.includes(id))) return 'open'
    return walk.ways.has(`${edge.from}→${edge.to}`) ? 'taken' : 'plain'
  }
  const order: EdgeKind[] = ['plain', 'taken', 'open']
  return (
    <Drawing title={title} table={tableOf(loop, walk.entered, language, words)} className="loop-picture">
      <ScrollBox name={title}>
        <svg role="img" aria-label={summary} viewBox={`0 0 ${size.width} ${size.height}`} {...size}>
          {order.flatMap((kind) =>
            layout.edges
              .filter((edge) => kindOf(edge) === kind)
              .map((edge) => <Edge key={`${edge.from}→${edge.to}`} edge={edge} kind={kind} down={down} />),
          )}
          {layout.states.map((placed) => (
            <StateBox
              key={placed.id}
              placed={placed}
              loop={loop}
              down={down}
              here={placed.id === state}
              entered={walk.entered.get(placed.id)}
              offers={next.filter((id) => loop.steps[id]!.to === placed.id && placed.id !== state)}
              language={language}
              words={words}
            />
          ))}
        </svg>
      </ScrollBox>
      {state === null ? null : (
        <p className="loop-next">
          <span>{words.loop.stands(nameIn(language, loop.states[state]!))}</span>
          <span>
            {next.length === 0
              ? words.loop.ended
              : `${words.loop.next}${language === 'zh' ? '：' : ': '}${nextNames.join(language === 'zh' ? '、' : ', ')}`}
          </span>
        </p>
      )}
    </Drawing>
  )
}

type EdgeKind = 'plain' | 'taken' | 'open'

function Edge({ edge, kind, down }: { edge: PlacedEdge; kind: EdgeKind; down: boolean }) {
  const points = edge.points.map(([main, cross]): [number, number] => (down ? [cross, main] : [main, cross]))
  const [tip, before] = [points.at(-1)!, points.at(-2)!]
  const angle = (Math.atan2(tip[1] - before[1], tip[0] - before[0]) * 180) / Math.PI
  return (
    <g className={`loop-edge loop-edge-${kind}`}>
      <path d={roundedPath(points)} />
      <path className="loop-tip" d="M0 0L-7-3.6V3.6Z" transform={`translate(${tip[0]} ${tip[1]}) rotate(${angle})`} />
    </g>
  )
}

interface StateBoxProps {
  placed: PlacedState
  loop: Loop
  down: boolean
  here: boolean
  /** The day it was last entered, where it was. */
  entered: Day | undefined
  /** Steps that may be taken into it now. */
  offers: readonly string[]
  language: Language
  words: Words
}

function StateBox({ placed, loop, down, here, entered, offers, language, words }: StateBoxProps) {
  const state = loop.states[placed.id]!
  const size = down ? DOWN : ACROSS
  const [x, y] = down ? [placed.cross, placed.main] : [placed.main, placed.cross]
  const [width, height] = down ? [size.boxCross, size.boxMain] : [size.boxMain, size.boxCross]
  const kind = here ? 'here' : offers.length > 0 ? 'open' : entered !== undefined ? 'passed' : 'plain'
  const note = noteOf(here, entered, offers, loop, language, words)
  const limit = state.limit ? limitText(state.limit, words) : state.atLeast ? leastText(state.atLeast, words) : ''
  const room = width - PADDING * 2
  const below = [limit, note].filter((line) => line !== '')
  const labels = fitText(nameIn(language, state), room / LABEL_PX, 2)
  const small = below.flatMap((line) => fitText(line, room / SMALL_PX, 1))
  const lines = [...labels.map((text) => ({ text, large: true })), ...small.map((text) => ({ text, large: false }))]
  const heights = lines.map(({ large }) => (large ? 18 : 16))
  let at = y + (height - heights.reduce((sum, each) => sum + each, 0)) / 2
  return (
    <g className={`loop-box loop-box-${kind} ${state.end === undefined ? '' : 'loop-box-end'}`}>
      <title>{nameIn(language, state)}</title>
      <rect x={x} y={y} width={width} height={height} rx={state.end === undefined ? 4 : 14} />
      {lines.map(({ text, large }, index) => {
        const baseline = at + (large ? 14 : 12)
        at += heights[index]!
        return (
          <text key={`${index}${text}`} x={x + width / 2} y={baseline} className={large ? 'loop-label' : 'loop-small'}>
            {text}
          </text>
        )
      })}
    </g>
  )
}

function noteOf(
  here: boolean,
  entered: Day | undefined,
  offers: readonly string[],
  loop: Loop,
  language: Language,
  words: Words,
): string {
  if (here) return `▶ ${words.loop.here}`
  if (offers.length > 0) return `＋${offers.map((id) => nameIn(language, loop.steps[id]!)).join('、')}`
  return entered === undefined ? '' : `✓ ${shortDay(entered, words)}`
}

/** A time limit in words: 限30日, 至少10个工作日. */
export const limitText = (limit: StateLimit, words: Words): string =>
  words.loop.limitOf(limit.count, words.loop.units[limit.unit])
const leastText = (limit: StateLimit, words: Words): string =>
  words.loop.atLeast(limit.count, words.loop.units[limit.unit])

/** The days on which states were entered, last entry first, and the ways that were taken. */
function walked(loop: Loop, track: readonly TrackStep[], opened: Day | null) {
  const entered = new Map<string, Day>()
  const ways = new Set<string>()
  if (opened === null) return { entered, ways }
  entered.set(loop.opens.state, opened)
  let at = loop.opens.state
  for (const taken of track) {
    const to = loop.steps[taken.step]?.to
    if (to === undefined || to === at) continue
    ways.add(`${at}→${to}`)
    entered.set(to, taken.on)
    at = to
  }
  return { entered, ways }
}

function summaryOf(
  loop: Loop,
  state: string | null,
  next: readonly string[],
  title: string,
  language: Language,
  words: Words,
): string {
  const stop = language === 'zh' ? '。' : '. '
  const stands = state === null ? [] : [words.loop.stands(nameIn(language, loop.states[state]!))]
  const then = next.length === 0 ? [] : [`${words.loop.next}: ${next.join(', ')}`]
  return [words.loop.pictureOf(title), ...stands, ...then].join(stop)
}

function tableOf(loop: Loop, entered: ReadonlyMap<string, Day>, language: Language, words: Words) {
  const comma = language === 'zh' ? '、' : ', '
  return {
    heads: [words.loop.state, words.loop.limit, words.loop.entered, words.loop.steps],
    rows: Object.entries(loop.states).map(([id, state]) => [
      nameIn(language, state),
      [state.limit && limitText(state.limit, words), state.atLeast && leastText(state.atLeast, words)]
        .filter((text) => text !== undefined)
        .join(comma),
      entered.has(id) ? fullDay(entered.get(id)!, words) : '',
      allowedSteps(loop, id)
        .map((step) => nameIn(language, loop.steps[step]!))
        .join(comma),
    ]),
  }
}
