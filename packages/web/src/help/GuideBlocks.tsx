import type { Run } from '../../guide/read-guide.ts'
import { ScrollBox } from '../drawing/ScrollBox.tsx'
import type { GuideBlock } from './guide.ts'

/** The paragraphs, lists, tables and pictures of a chapter, as elements. */
export function GuideBlocks({ blocks }: { blocks: readonly GuideBlock[] }) {
  // A chapter never changes while it is shown, so that a block's place in it is its key.
  return blocks.map((block, index) => <GuideBlockView key={`${block.kind}${index}`} block={block} />)
}

function GuideBlockView({ block }: { block: GuideBlock }) {
  if (block.kind === 'text') {
    return (
      <p>
        <Runs runs={block.runs} />
      </p>
    )
  }
  if (block.kind === 'list') {
    const List = block.ordered ? 'ol' : 'ul'
    return (
      <List>
        {block.items.map((item) => (
          <li key={JSON.stringify(item)}>
            <Runs runs={item} />
          </li>
        ))}
      </List>
    )
  }
  if (block.kind === 'table') return <GuideTable head={block.head} rows={block.rows} />
  return (
    <figure className="guide-picture">
      {/* The link opens it in its full size: on a phone a page of a desk is small. */}
      <a href={block.file} target="_blank" rel="noreferrer">
        <img src={block.file} alt={block.alt} width={block.width} height={block.height} loading="lazy" />
      </a>
      <figcaption aria-hidden="true">{block.alt}</figcaption>
    </figure>
  )
}

function GuideTable({ head, rows }: { head: readonly Run[][]; rows: readonly Run[][][] }) {
  return (
    <ScrollBox name={textOf(head[0] ?? [])}>
      <table className="table">
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={textOf(cell)} scope="col">
                <Runs runs={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={textOf(row[0]!)}>
              {row.map((cell) => (
                <td key={textOf(cell)}>
                  <Runs runs={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

function Runs({ runs }: { runs: readonly Run[] }) {
  return runs.map((run, index) => {
    if (typeof run === 'string') return run
    const key = `${index}${textOf([run])}`
    return 'strong' in run ? <strong key={key}>{run.strong}</strong> : <code key={key}>{run.code}</code>
  })
}

const textOf = (runs: readonly Run[]): string =>
  runs.map((run) => (typeof run === 'string' ? run : 'strong' in run ? run.strong : run.code)).join('')
