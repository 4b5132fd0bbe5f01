import { type Field, isPersonal, unitOf } from '@shishu/kernel'
import { nameIn, useLanguage } from '../words/language.ts'

/** What a ledger asks for: each field with its kind, unit or options, and the help that its definition gives. */
export function FieldsTable({ fields }: { fields: Readonly<Record<string, Field>> }) {
  const { language, words } = useLanguage()
  return (
    <table className="table table-cards">
      <thead>
        <tr>
          <th scope="col" style={{ width: '26%' }}>
            {words.ledgers.field}
          </th>
          <th scope="col" style={{ width: '18%' }}>
            {words.ledgers.kind}
          </th>
          <th scope="col">{words.ledgers.filledIn}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(fields).map(([id, field]) => (
          <tr key={id}>
            <th scope="row">{nameIn(language, field)}</th>
            <td>{kindOf(field, words.ledgers.types, language)}</td>
            <td>
              {[
                field.required === true ? words.ledgers.required : '',
                isPersonal(field) ? words.ledgers.personal : '',
                field.type === 'choice' ? Object.values(field.options).join(language === 'zh' ? '、' : ', ') : '',
                field.help ?? '',
              ]
                .filter((text) => text !== '')
                .join(language === 'zh' ? '；' : '; ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function kindOf(field: Field, names: Readonly<Record<Field['type'], string>>, language: 'zh' | 'en'): string {
  if (field.type !== 'quantity') return names[field.type]
  const { labels, en, dimension } = unitOf(field.unit)
  if (dimension === 'count') return names.quantity
  return language === 'zh' ? `${names.quantity}（${labels[0]}）` : `${names.quantity} (${en})`
}
