import type { OrgUnitLevel } from '../org-unit/org-unit-code.ts'
import type { LedgerAct, PlaceAct } from './act.ts'

/**
 * Which ledgers a right is about: those of the appointment's office; those that the places below keep too (`Ledger.local`);
 * every ledger that is not restricted; the restricted ones too.
 */
export type LedgerReach = 'office' | 'local' | 'open' | 'all'

/** As what somebody is told of a case: who works on it, who heads the office, who leads the town. */
export type NoticeLevel = 'officer' | 'office-head' | 'leader'

/** The duty of a step that names none: it is taken by whoever handles the ledger's cases. */
export const HANDLER = 'handler'

/** A role (岗位): what whoever is appointed to it may do at a place and below it. Plain data. */
export interface Role {
  id: string
  label: string
  gloss: string
  /** Levels of org unit at which it is held. */
  levels: readonly OrgUnitLevel[]
  /** Whether an appointment to it names an office. */
  office: boolean
  ledgers: Readonly<Partial<Record<LedgerAct, LedgerReach>>>
  places: readonly PlaceAct[]
  /** Duties by which loops name who takes a step (`LoopStep.by`, else `HANDLER`). */
  duties: readonly string[]
  /** As what whoever holds it is told of cases that fall due; nobody is told whom it does not concern. */
  told?: NoticeLevel
  /** One of the three administrators (三员): held alone, by a person who holds nothing else. */
  apart?: boolean
  source: string
}

export const defineRole = (role: Role): Role => role

/** The three administrators with separate powers (三员分立), the same whatever the pack is about. */
export const ADMINISTRATORS: readonly Role[] = [
  defineRole({
    id: 'system-administrator',
    label: '系统管理员',
    gloss: 'system administrator',
    levels: ['country', 'province', 'city', 'county', 'township'],
    office: false,
    ledgers: {},
    places: ['accounts.manage', 'org-units.manage', 'channels.manage', 'book.operate'],
    duties: [],
    apart: true,
    source: 'GB/T 22239-2019 三权分立',
  }),
  defineRole({
    id: 'security-administrator',
    label: '安全管理员',
    gloss: 'security administrator',
    levels: ['country', 'province', 'city', 'county', 'township'],
    office: false,
    ledgers: {},
    places: ['appointments.manage', 'sessions.manage'],
    duties: [],
    apart: true,
    source: 'GB/T 22239-2019 三权分立',
  }),
  defineRole({
    id: 'audit-administrator',
    label: '审计管理员',
    gloss: 'audit administrator',
    levels: ['country', 'province', 'city', 'county', 'township'],
    office: false,
    ledgers: {},
    places: ['audit.read'],
    duties: [],
    apart: true,
    source: 'GB/T 22239-2019 三权分立',
  }),
]
