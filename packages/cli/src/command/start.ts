import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { writeWorkbook } from '@shishu/documents'
import { figureText } from '@shishu/kernel'
import { townshipWorkbooks } from '@shishu/pack-township/seeds'
import { type FilledReport, makeReport, missingFigures, reportFile, reportName } from '@shishu/server/report'
import type { RunningServer } from '@shishu/server/serve'
import { coveringPlace } from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { type Context, dataFolder, withBook } from './context.ts'
import { importFile } from './import.ts'
import { serveCommand } from './serve.ts'

/** The made-up township that the demonstration reports on, and when. */
const TOWN = '341899101000'
const PERIOD = '2026-H1'

/** `shishu start`: the main job from beginning to end, on the made-up township's workbooks. */
export async function startCommand(
  context: Context,
  { out, once = false, port }: { out: string; once?: boolean; port?: string },
): Promise<number> {
  await demonstrate(context, out)
  if (once) return EXIT.done
  return serveCommand(
    context,
    { ...(port === undefined ? {} : { port }) },
    { ready: (running) => printInvitations(context, running) },
  )
}

/** Makes the book, imports the workbooks and writes the report. */
async function demonstrate(context: Context, out: string): Promise<number> {
  const { terminal } = context
  const folder = resolve(context.cwd, out)
  const books = join(folder, '台账')
  await mkdir(books, { recursive: true })
  const times: [name: string, seconds: number][] = []
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    terminal.progress(`${name} …`)
    const begun = performance.now()
    const result = await work()
    times.push([name, (performance.now() - begun) / 1000])
    return result
  }
  const files = await timed(terminal.say({ zh: '写出工作簿', en: 'write workbooks' }), async () => {
    const paths: string[] = []
    for (const sketch of townshipWorkbooks()) {
      const path = join(books, sketch.fileName)
      await writeFile(path, writeWorkbook(sketch))
      paths.push(path)
    }
    return paths
  })
  return withBook(context, async (book) => {
    let [added, postings, repeated] = [0, 0, 0]
    await timed(terminal.say({ zh: '导入工作簿', en: 'import workbooks' }), async () => {
      for (const [index, path] of files.entries()) {
        terminal.progress(`${index + 1}/${files.length} ${relative(books, path)} …`)
        const imported = await importFile(book, context, path)
        if (imported.outcome === 'refused') {
          const [fault] = imported.reading.faults
          throw fault!.error
        }
        if (imported.outcome === 'repeated') repeated += 1
        if (imported.outcome === 'booked') {
          added += imported.booked?.added ?? 0
          postings += imported.booked?.postings ?? 0
        }
      }
    })
    const request = { report: 'half-year', orgUnit: TOWN, period: PERIOD, asOf: null, language: terminal.language }
    const filled = await timed(terminal.say({ zh: '算出全部指标', en: 'compute every figure' }), () =>
      makeReport(book, request),
    )
    const written: string[] = []
    for (const format of ['docx', 'html'] as const) {
      await timed(`${terminal.say({ zh: '写报告', en: 'write report' })} ${format}`, async () => {
        const path = join(folder, `${reportName(book, filled)}.${format}`)
        await writeFile(path, await reportFile(book, filled, format))
        written.push(path)
      })
    }
    const say = (zh: string, en: string) => terminal.print(terminal.say({ zh, en }))
    say(`账簿：${dataFolder(context)}`, `Book: ${dataFolder(context)}`)
    say(
      `台账：${files.length} 本工作簿（${repeated} 本以前导入过），新增 ${added} 条，记账 ${postings} 笔　${books}`,
      `Ledgers: ${files.length} workbooks (${repeated} imported before), ${added} entries, ${postings} postings  ${books}`,
    )
    for (const path of written) say(`报告：${path}`, `Report: ${path}`)
    for (const line of missingFigures(book, filled)) say(`没有数据：${line}`, `No data: ${line}`)
    const [slowest] = [...times].sort(([, one], [, other]) => other - one)
    say(
      `最慢的一步：${slowest![0]}，${slowest![1].toFixed(1)} 秒`,
      `Slowest step: ${slowest![0]}, ${slowest![1].toFixed(1)} s`,
    )
    printSomeFigures(context, filled)
    return EXIT.done
  })
}

/** Made-up people to sign in as, with the place that holds every town: one who leads, one who works in an office, one who defines what is kept, one in a village. */
const peopleAt = (whole: string) => [
  { name: 'zhenzhang', displayName: '周镇长', role: 'principal', office: null, orgUnit: TOWN },
  { name: 'fuzhen', displayName: '钱副镇长', role: 'deputy', office: 'overall', orgUnit: TOWN },
  { name: 'bangongshi', displayName: '党政办孙主任', role: 'office-head', office: 'overall', orgUnit: TOWN },
  { name: 'anquan', displayName: '安全办小李', role: 'officer', office: 'safety', orgUnit: TOWN },
  { name: 'shuju', displayName: '数据管理员小陈', role: 'data-steward', office: null, orgUnit: whole },
  { name: 'cunli', displayName: '村文书小王', role: 'village-clerk', office: null, orgUnit: '341899101001' },
]

/** How to sign in as one of them: by a link of one use, since there is no default password. */
async function printInvitations({ terminal }: Context, running: RunningServer): Promise<void> {
  const { inviteForDemonstration } = await import('@shishu/server/serve')
  const people = peopleAt(coveringPlace(running.services.book.orgTree))
  for (const { person, url } of await inviteForDemonstration(running, people)) {
    const words = {
      zh: `演示账号 ${person.name}（${person.displayName}）设置口令：${url}`,
      en: `Demonstration account ${person.name}: set a password at ${url}`,
    }
    terminal.note(terminal.say(words))
  }
}

/** Three figures with where they come from, and how to ask for more. */
function printSomeFigures({ terminal }: Context, filled: FilledReport): void {
  const figures = filled.rendered.slots.flatMap(({ figure }) => (figure?.value != null ? [figure] : []))
  for (const index of [0, Math.floor(figures.length / 2), figures.length - 1]) {
    const figure = figures[index]
    if (figure === undefined) continue
    const { id, label, source } = figure.indicator
    terminal.print(`  ${label}　${figureText(figure)}　${source}`)
    terminal.print(`    npx shishu figure ${id} --org ${TOWN} --period ${PERIOD} --explain`)
  }
}
