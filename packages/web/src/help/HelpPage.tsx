import { PageHead } from '../app/PageHead.tsx'
import { useWords } from '../words/language.ts'

/** Short answers and the keyboard. */
export function HelpPage() {
  const { help } = useWords()
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
