import type { Loop } from '@shishu/kernel'

/** Lengths in pixels: `main` runs along the course of the loop, `cross` across it. */
export interface LayoutSize {
  boxMain: number
  boxCross: number
  /** Between two columns; lines turn here. */
  gutter: number
  /** Between two lanes, without channels. */
  gap: number
}

export interface PlacedState {
  id: string
  /** Steps from the opening, at the longest. */
  column: number
  /** 0 is the main line: the longest way to a good end. */
  lane: number
  /** The box's corner. */
  main: number
  cross: number
}

export interface PlacedEdge {
  from: string
  to: string
  /** Ids of the steps that lead this way. */
  steps: string[]
  back: boolean
  /** Corners, from the box left to the box entered, as [main, cross]. */
  points: [number, number][]
}

export interface LoopLayout {
  states: PlacedState[]
  edges: PlacedEdge[]
  main: number
  cross: number
}

interface Way {
  from: string
  to: string
  steps: string[]
  back: boolean
}

/** How far a line that leaves a gutter keeps from one that enters it. */
const SHIFT = 5
const CHANNEL = 10
const MARGIN = 6

/**
 * Lays a loop out: columns along the course, the longest way to a good end as the main line, everything else in lanes
 * beside it. Lines turn in gutters and channels only, so none runs through a box.
 *
 * A step that closes a circle goes back.
 */
export function layoutLoop(loop: Loop, size: LayoutSize): LoopLayout {
  const ways = waysOf(loop)
  const columns = columnsOf(loop, inCourse(loop, ways), ways)
  const lanes = lanesOf(loop, ways, columns)
  const channels = channelsOf(ways, columns, lanes)
  const pitch = size.boxMain + size.gutter
  const laneCount = Math.max(...lanes.values()) + 1
  const crossOf: number[] = []
  let cross = MARGIN + channels.depth(-1) * CHANNEL
  for (let lane = 0; lane < laneCount; lane += 1) {
    crossOf.push(cross)
    cross += size.boxCross + size.gap + channels.depth(lane) * CHANNEL
  }
  const states = Object.keys(loop.states).map((id): PlacedState => {
    const column = columns.get(id)!
    const lane = lanes.get(id)!
    return { id, column, lane, main: MARGIN + column * pitch, cross: crossOf[lane]! }
  })
  const placed = new Map(states.map((state) => [state.id, state]))
  const edges = ways.map((way): PlacedEdge => {
    const points = route(placed.get(way.from)!, placed.get(way.to)!, way, size, channels)
    return { ...way, points }
  })
  const lastColumn = Math.max(...columns.values())
  const below = channels.depth(laneCount - 1) * CHANNEL
  return {
    states,
    edges,
    main:
      MARGIN * 2 + lastColumn * pitch + size.boxMain + (usesLastGutter(edges, lastColumn, columns) ? size.gutter : 0),
    cross: crossOf[laneCount - 1]! + size.boxCross + (below > 0 ? below + size.gap / 2 : 0) + MARGIN,
  }
}

/** The ways between different states, each with the steps that take it. */
function waysOf(loop: Loop): Way[] {
  const ways = new Map<string, Way>()
  for (const [id, step] of Object.entries(loop.steps)) {
    for (const from of step.from) {
      if (from === step.to || !(from in loop.states) || !(step.to in loop.states)) continue
      const key = `${from}→${step.to}`
      const way = ways.get(key) ?? { from, to: step.to, steps: [], back: false }
      way.steps.push(id)
      ways.set(key, way)
    }
  }
  return [...ways.values()]
}

/**
 * Marks the ways that go back; gives the states so that every other way leads onward in the list.
 *
 * Ways along the definition's order of states lead onward; one against it goes back only if it closes a circle, since
 * an end is often defined after the states that follow it.
 */
function inCourse(loop: Loop, ways: readonly Way[]): string[] {
  const order = Object.keys(loop.states)
  const against = (way: Way) => order.indexOf(way.to) < order.indexOf(way.from)
  const onward = ways.filter((way) => !against(way))
  const reaches = (from: string, to: string): boolean =>
    from === to || onward.some((way) => way.from === from && reaches(way.to, to))
  for (const way of ways.filter(against)) {
    way.back = reaches(way.to, way.from)
    if (!way.back) onward.push(way)
  }
  const course: string[] = []
  const place = (id: string) => {
    if (course.includes(id)) return
    for (const way of onward) if (way.to === id) place(way.from)
    course.push(id)
  }
  order.forEach(place)
  return course
}

function columnsOf(loop: Loop, course: readonly string[], ways: readonly Way[]): Map<string, number> {
  const columns = new Map<string, number>()
  for (const id of course) {
    const before = ways.filter((way) => way.to === id && !way.back).map((way) => columns.get(way.from)!)
    columns.set(id, before.length === 0 ? (id === loop.opens.state ? 0 : 1) : Math.max(...before) + 1)
  }
  return columns
}

function lanesOf(loop: Loop, ways: readonly Way[], columns: ReadonlyMap<string, number>): Map<string, number> {
  const ids = Object.keys(loop.states)
  const lanes = new Map<string, number>()
  const good = ids.filter((id) => loop.states[id]!.end === 'done')
  let at: string | undefined = (good.length > 0 ? good : ids).reduce((far, id) =>
    columns.get(id)! > columns.get(far)! ? id : far,
  )
  while (at !== undefined) {
    lanes.set(at, 0)
    const column: number = columns.get(at)!
    const here: string = at
    at = ways.find((way) => way.to === here && !way.back && columns.get(way.from) === column - 1)?.from
  }
  // Ends that are no success lie outermost: they are looked at least.
  const rest = ids
    .filter((id) => !lanes.has(id))
    .sort(
      (one, other) => Number(loop.states[one]!.end === 'withdrawn') - Number(loop.states[other]!.end === 'withdrawn'),
    )
  const taken: { lane: number; from: number; until: number }[] = []
  for (const id of rest) {
    const until = columns.get(id)!
    const before = ways.filter((way) => way.to === id && !way.back).map((way) => columns.get(way.from)! + 1)
    const from = Math.min(until, ...before)
    let lane = 1
    while (taken.some((other) => other.lane === lane && other.from <= until && other.until >= from)) lane += 1
    taken.push({ lane, from, until })
    lanes.set(id, lane)
  }
  return lanes
}

interface Channels {
  /** How many channels run beside a lane: −1 above the main line, 0 just below it. */
  depth(beside: number): number
  /** Which channel the way uses, 1 the nearest; undefined where it needs none. */
  of(way: Way): { beside: number; level: number } | undefined
}

/** Ways to one state that need a channel share one; channels that overlap lie side by side. */
function channelsOf(
  ways: readonly Way[],
  columns: ReadonlyMap<string, number>,
  lanes: ReadonlyMap<string, number>,
): Channels {
  interface Group {
    beside: number
    from: number
    until: number
    level: number
  }
  const groups = new Map<string, Group>()
  const keyOf = (way: Way) => `${way.to}${way.back}${lanes.get(way.from) === 0}`
  for (const way of ways) {
    const from = columns.get(way.from)!
    const to = columns.get(way.to)!
    const main = lanes.get(way.from) === 0
    const toMain = lanes.get(way.to) === 0
    const straight = !way.back && (!toMain || to === from + 1)
    if (straight) continue
    const beside = main && toMain ? -1 : lanes.get(way.to)!
    const group = groups.get(keyOf(way)) ?? { beside, from: Infinity, until: -Infinity, level: 0 }
    // A back way that leaves from below starts in the gutter behind its source.
    const edge = way.back && !(main && toMain) ? from + 1 : from
    group.from = Math.min(group.from, edge, to)
    group.until = Math.max(group.until, edge, to)
    groups.set(keyOf(way), group)
  }
  const sorted = [...groups.values()].sort((one, other) => one.until - one.from - (other.until - other.from))
  for (const group of sorted) {
    const beside = sorted.filter((other) => other.beside === group.beside && other.level > 0)
    const clashes = (level: number) =>
      beside.some((other) => other.level === level && other.from <= group.until && other.until >= group.from)
    group.level = 1
    while (clashes(group.level)) group.level += 1
  }
  return {
    depth: (beside) => Math.max(0, ...sorted.filter((group) => group.beside === beside).map((group) => group.level)),
    of: (way) => groups.get(keyOf(way)),
  }
}

function route(from: PlacedState, to: PlacedState, way: Way, size: LayoutSize, channels: Channels): [number, number][] {
  const { boxMain, boxCross, gutter } = size
  const fromMid = from.cross + boxCross / 2
  const toMid = to.cross + boxCross / 2
  const leave = from.main + boxMain
  const stem = leave + gutter / 2 - SHIFT
  const enter = to.main - gutter / 2 + SHIFT
  const channel = channels.of(way)
  const ahead = to.column === from.column + 1
  if (!way.back && (to.lane > 0 || ahead || channel === undefined)) {
    if (from.lane === to.lane)
      return [
        [leave, fromMid],
        [to.main, toMid],
      ]
    const turn = to.lane === 0 ? enter : stem
    return [
      [leave, fromMid],
      [turn, fromMid],
      [turn, toMid],
      [to.main, toMid],
    ]
  }
  const above = channel!.beside === -1
  const level = above ? to.cross - channel!.level * CHANNEL : to.cross + boxCross + channel!.level * CHANNEL
  if (!way.back) {
    return [
      [leave, fromMid],
      [stem, fromMid],
      [stem, level],
      [enter, level],
      [enter, toMid],
      [to.main, toMid],
    ]
  }
  const middle = to.main + boxMain / 2
  if (above) {
    // A little aside, so that a line that ends here and one that starts here stay two.
    const start = from.main + boxMain / 2 + SHIFT * 2
    return [
      [start, from.cross],
      [start, level],
      [middle, level],
      [middle, to.cross],
    ]
  }
  return [
    [leave, fromMid],
    [stem, fromMid],
    [stem, level],
    [middle, level],
    [middle, to.cross + boxCross],
  ]
}

function usesLastGutter(edges: readonly PlacedEdge[], last: number, columns: ReadonlyMap<string, number>): boolean {
  return edges.some((edge) => edge.back && columns.get(edge.from) === last && edge.points.length === 5)
}

/** An SVG path through the corners, each rounded. */
export function roundedPath(points: readonly (readonly [number, number])[], radius = 5): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let path = `M${first[0]} ${first[1]}`
  let before = first
  rest.forEach((point, index) => {
    const next = rest[index + 1]
    if (next === undefined) {
      path += `L${point[0]} ${point[1]}`
      return
    }
    const enter = towards(point, before, radius)
    const leave = towards(point, next, radius)
    path += `L${enter[0]} ${enter[1]}Q${point[0]} ${point[1]} ${leave[0]} ${leave[1]}`
    before = point
  })
  return path
}

function towards(from: readonly [number, number], to: readonly [number, number], by: number): [number, number] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const share = length === 0 ? 0 : Math.min(by, length / 2) / length
  return [round(from[0] + (to[0] - from[0]) * share), round(from[1] + (to[1] - from[1]) * share)]
}

const round = (value: number): number => Math.round(value * 10) / 10
