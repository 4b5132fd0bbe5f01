import { useWords } from '../words/language.ts'
import type { NewPassword } from './password-rule.ts'
import { PasswordField } from './TextField.tsx'

interface NewPasswordFieldsProps {
  given: NewPassword
  faults: Partial<Record<keyof NewPassword, string>>
  asksCurrent: boolean
  onChange: (given: NewPassword) => void
}

/** The present password where it is asked for, and the new one twice. */
export function NewPasswordFields({ given, faults, asksCurrent, onChange }: NewPasswordFieldsProps) {
  const words = useWords()
  return (
    <>
      {asksCurrent ? (
        <PasswordField
          label={words.password.current}
          autoComplete="current-password"
          value={given.current}
          onValue={(current) => onChange({ ...given, current })}
          fault={faults.current}
        />
      ) : null}
      <PasswordField
        label={words.password.next}
        autoComplete="new-password"
        value={given.next}
        onValue={(next) => onChange({ ...given, next })}
        help={words.password.rule}
        fault={faults.next}
      />
      <PasswordField
        label={words.password.again}
        autoComplete="new-password"
        value={given.again}
        onValue={(again) => onChange({ ...given, again })}
        fault={faults.again}
      />
    </>
  )
}
