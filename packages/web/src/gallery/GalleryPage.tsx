import { stateCouncilCalendar, stateOf, walkTrack } from '@shishu/kernel'
import type { ReactNode } from 'react'
import * as samples from '../../test/samples.ts'
import { PageHead } from '../app/PageHead.tsx'
import { CaseClock } from '../drawing/CaseClock.tsx'
import { FigureText } from '../drawing/FigureText.tsx'
import { LoopPicture } from '../drawing/LoopPicture.tsx'
import { SmallMultiples } from '../drawing/SmallMultiples.tsx'
import { TargetBar } from '../drawing/TargetBar.tsx'
import { Timeline } from '../drawing/Timeline.tsx'
import { TrendLine } from '../drawing/TrendLine.tsx'
import { valueText } from '../drawing/value-text.ts'
import { PlaceMap } from '../map/PlaceMap.tsx'
import { LanguageSwitch } from '../shell/LanguageSwitch.tsx'
import { useLanguage } from '../words/language.ts'

/** Every drawing with sample data. */
export function GalleryPage() {
  const { language, words } = useLanguage()
  const { repairLoop: loop, repairOpened: opened, repairTrack: track } = samples
  const values = { foundOn: opened }
  const at = (count: number) => {
    const stay = walkTrack(loop, values, track.slice(0, count), stateCouncilCalendar).at(-1)!
    return { stay, state: loop.states[stay.state]! }
  }
  return (
    <main className="page gallery" style={{ padding: 16 }}>
      <PageHead title={words.gallery.title} lead={words.gallery.lead} />
      <LanguageSwitch />
      <Panel>
        <LoopPicture
          loop={loop}
          state={stateOf(loop, values, track)}
          track={track}
          opened={opened}
          title="路灯维修 2026-0302"
        />
      </Panel>
      <Panel>
        <LoopPicture loop={loop} state={null} track={[]} title="路灯维修" />
      </Panel>
      <Panel>
        <CaseClock {...at(1)} today="2026-03-05" />
        <br />
        <CaseClock {...at(1)} today="2026-03-10" />
        <br />
        <CaseClock {...at(2)} today="2026-04-12" />
        <br />
        <CaseClock {...at(3)} today="2026-04-12" />
      </Panel>
      <Panel>
        <Timeline loop={loop} opened={opened} track={track} />
      </Panel>
      <Panel>
        <p style={{ display: 'grid', gap: 8 }}>
          <FigureText indicator={samples.investment} value={49_300_000_000} growth={7.42} large />
          <FigureText indicator={samples.repairs} value={12_345} growth={-3.1} large />
          <FigureText indicator={samples.rate} value={93.1} growth={0} />
          <FigureText indicator={samples.rate} value={null} growth={null} />
        </p>
      </Panel>
      <Panel>
        <TargetBar
          indicator={samples.investment}
          value={49_300_000_000}
          target={100_000_000_000}
          planned={50_000_000_000}
        />
        <br />
        <TargetBar indicator={samples.repairs} value={260} target={300} planned={225} />
        <br />
        <TargetBar indicator={samples.repairs} value={90} target={300} planned={225} />
        <br />
        <TargetBar indicator={samples.reports} value={340} target={300} planned={null} />
        <br />
        <TargetBar indicator={samples.repairs} value={null} target={300} planned={25} />
      </Panel>
      <Panel>
        <TrendLine indicator={samples.investment} months={samples.trend} />
      </Panel>
      <Panel>
        <TrendLine indicator={samples.rate} months={samples.rateTrend} />
      </Panel>
      <Panel>
        <SmallMultiples indicator={samples.repairs} months={samples.months('2025-07', 12)} places={samples.places} />
      </Panel>
      <Panel>
        <PlaceMap
          title={samples.repairs.label}
          places={samples.mapPlaces}
          textOf={(value) => valueText(samples.repairs, value, language)}
        />
      </Panel>
    </main>
  )
}

function Panel({ children }: { children: ReactNode }) {
  return <section className="panel">{children}</section>
}
