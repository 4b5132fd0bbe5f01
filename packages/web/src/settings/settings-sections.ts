import { mayDo, type Session } from '../api/session.ts'
import type { SettingsWords } from './settings-words.ts'

export type SettingsSectionId = Exclude<keyof SettingsWords['sections'], 'label'>

/** The pages of the settings, each with the acts of which one opens it; without acts it is everybody's. */
export const SETTINGS_SECTIONS: readonly { id: SettingsSectionId; acts?: readonly string[] }[] = [
  { id: 'own' },
  { id: 'duties' },
  { id: 'accounts', acts: ['accounts.manage'] },
  { id: 'appointments', acts: ['appointments.manage'] },
  { id: 'org-units', acts: ['org-units.manage'] },
  { id: 'closings', acts: ['period.close', 'figure.read'] },
  { id: 'webhooks', acts: ['channels.manage'] },
  { id: 'audit', acts: ['audit.read'] },
  { id: 'book', acts: ['book.operate', 'book.export'] },
  { id: 'targets', acts: ['figure.read'] },
  { id: 'params', acts: ['figure.read'] },
]

/** Those that are offered to a person. */
export function sectionsFor(session: Session): SettingsSectionId[] {
  return SETTINGS_SECTIONS.filter(({ acts }) => acts === undefined || acts.some((act) => mayDo(session, act))).map(
    ({ id }) => id,
  )
}

/** The section that the rest of an address names, or the first where it names none of these. */
export function sectionAt(rest: string | undefined, offered: readonly SettingsSectionId[]): SettingsSectionId {
  return offered.find((id) => id === rest) ?? 'own'
}
