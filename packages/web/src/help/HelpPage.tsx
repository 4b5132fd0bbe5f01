import { Link } from '@tanstack/react-router'
import { PageHead } from '../app/PageHead.tsx'
import { useWords } from '../words/language.ts'
import { useGuideWords } from './guide-words.ts'

/** The guide in short, short answers and the keyboard. */
export function HelpPage() {
  const { help } = useWords()
  const guide = useGuideWords()
  const keys = [
    ['/', help.keySearch],
    ['Tab', help.keyTab],
    ['Shift + Tab', help.keyBack],
  ] as const
  const questions = [
    [help.q1, help.a1],
    [help.q2, help.a2],
    [help.q3, help.a3],
  ] as const
  return (
    <div className="page">
      <PageHead title={help.title} lead={help.lead} />
      <section className="panel" aria-labelledby="guide">
        <div className="panel-head">
          <h2 id="guide">{guide.title}</h2>
          <p>{guide.lead}</p>
        </div>
        <dl className="questions">
          {guide.chapters.map(({ topic, title, text, to }) => (
            <div key={topic}>
              <dt>
                <Link to="/help/$topic" params={{ topic }}>
                  {title}
                </Link>
              </dt>
              <dd>
                {text}{' '}
                {to === null ? null : (
                  <Link
                    to={to}
                    {...(to === '/settings/$' ? { params: { _splat: 'duties' } } : {})}
                    aria-label={`${guide.go} · ${title}`}
                  >
                    {guide.go}
                  </Link>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>{help.questions}</h2>
        </div>
        <dl className="questions">
          {questions.map(([question, answer]) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd>{answer}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>{help.keys}</h2>
        </div>
        <dl className="facts">
          {keys.map(([key, what]) => (
            <div key={key} className="key-row">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}
