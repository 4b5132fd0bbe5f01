import { useState } from 'react'
import { type Account, disableAccount, enableAccount, removeSecondFactor, resetPassword } from '../api/people.ts'
import { ReasonDialog } from '../entry/ReasonDialog.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { shanghaiTime } from '../ledgers/shanghai-time.ts'
import type { Secret } from './Accounts.tsx'
import { type SettingsWords, useSettingsWords } from './settings-words.ts'

type ActionId = 'reset' | 'resetPassword' | 'removeFactor' | 'disable' | 'enable'

/** What can be done with an account as it stands. */
function actionsFor({ disabled, secondFactorSetUp }: Account): ActionId[] {
  if (disabled) return ['enable']
  return ['reset', 'resetPassword', ...(secondFactorSetUp ? (['removeFactor'] as const) : []), 'disable']
}

interface AccountActionsProps {
  account: Account
  onSecret: (secret: Secret) => void
  onChanged: () => unknown
}

/** What can be done with somebody's account, each for a reason that the audit log keeps. */
export function AccountActions({ account, onSecret, onChanged }: AccountActionsProps) {
  const { accounts: words, common } = useSettingsWords()
  const toast = useToast()
  const [chosen, setChosen] = useState<ActionId | null>(null)
  const act = async (action: ActionId, reason: string) => {
    const secret = await perform(action, account, reason, { words, common })
    if (secret === null) toast({ text: common.done })
    else onSecret(secret)
    await onChanged()
  }
  return (
    <>
      <label className="hidden-visually" htmlFor={`act-${account.id}`}>
        {words.manageOf(account.displayName)}
      </label>
      <select
        id={`act-${account.id}`}
        className="input"
        value=""
        onChange={({ target }) => setChosen(target.value as ActionId)}
      >
        <option value="">{words.manage}…</option>
        {actionsFor(account).map((action) => (
          <option key={action} value={action}>
            {words[action]}
          </option>
        ))}
      </select>
      {chosen === null ? null : (
        <ReasonDialog
          title={`${words.of(account.displayName)}${words[chosen]}`}
          {...(chosen === 'enable' ? {} : { help: words[`${chosen}Help`] })}
          confirm={words[chosen]}
          onConfirm={(reason) => act(chosen, reason)}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  )
}

/** Does it; what is to be shown once, or null. Errors: ApiProblem. */
async function perform(
  action: ActionId,
  { id, displayName }: Account,
  reason: string,
  { words, common }: { words: SettingsWords['accounts']; common: SettingsWords['common'] },
): Promise<Secret | null> {
  if (action === 'disable') await disableAccount(id, reason)
  if (action === 'enable') await enableAccount(id, reason)
  if (action === 'removeFactor') await removeSecondFactor(id, reason)
  if (action !== 'reset' && action !== 'resetPassword') return null
  const { password, invitation } = await resetPassword(
    id,
    action === 'reset' ? 'invitation' : 'one-time-password',
    reason,
  )
  if (password !== undefined) return { title: `${words.of(displayName)}${words.password}`, value: password }
  if (invitation === undefined) return null
  const { url, expiresAt } = invitation
  return { title: `${words.of(displayName)}${words.link}`, value: url, note: common.until(shanghaiTime(expiresAt)) }
}
