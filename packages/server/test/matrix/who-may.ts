/**
 * Who may do what where, written down by hand: what the matrix is compared with. It is not made from the roles' definitions
 * nor from the code that asks for rights, and it knows places by name alone.
 */

/** Roles with the office that they are held for. */
export type Post =
  | 'branch-clerk'
  | 'keeper of the desk'
  | 'keeper of the shelves'
  | 'librarian'
  | 'system-administrator'
  | 'security-administrator'
  | 'audit-administrator'
  | 'no duty'
  | 'nobody'

/** The desk keeps loans and visits, and branches keep them too; the shelves keep books. */
const KEEPS_LOANS = ['branch-clerk', 'keeper of the desk'] as const
const KEEPS_BOOKS = ['keeper of the shelves'] as const
const HEADS_DESK = ['keeper of the desk'] as const
const WORKS = ['branch-clerk', 'keeper of the desk', 'keeper of the shelves', 'librarian'] as const

export const MAY = {
  'read loans': [...KEEPS_LOANS, 'librarian'],
  'read books': [...KEEPS_BOOKS, 'librarian'],
  'write loans': KEEPS_LOANS,
  'write books': KEEPS_BOOKS,
  'write anything': [...KEEPS_LOANS, ...KEEPS_BOOKS],
  'take steps of loans': KEEPS_LOANS,
  'withdraw loans': HEADS_DESK,
  'withdraw anything': [...HEADS_DESK, ...KEEPS_BOOKS],
  'see readers': KEEPS_LOANS,
  'erase readers': HEADS_DESK,
  'hand loans over': HEADS_DESK,
  'read figures': WORKS,
  'issue reports': ['librarian'],
  'write reports': ['keeper of the desk', 'keeper of the shelves'],
  'review reports': ['keeper of the desk', 'keeper of the shelves'],
  'speak of reports': ['keeper of the desk', 'keeper of the shelves', 'librarian'],
  'close periods': ['librarian'],
  'export the book': ['librarian'],
  'keep accounts': ['system-administrator'],
  'change definitions': ['librarian'],
  'keep org units': ['system-administrator'],
  'keep webhooks': ['system-administrator'],
  'operate the book': ['system-administrator'],
  appoint: ['security-administrator'],
  'keep sessions': ['security-administrator'],
  'read the audit log': ['audit-administrator'],
  'import workbooks': [...KEEPS_LOANS, ...KEEPS_BOOKS, 'system-administrator'],
} as const satisfies Record<string, readonly Post[]>
export type Right = keyof typeof MAY

/** Where something is asked for, seen from where the asker's post is. */
export type Relation = 'own' | 'below' | 'sibling' | 'parent' | 'foreign'

/** Whether a post reaches a place that stands so to it: the place whole; or some part of it, for what is then only that part. */
export const REACHES = {
  whole: { own: true, below: true, sibling: false, parent: false, foreign: false },
  part: { own: true, below: true, sibling: false, parent: true, foreign: false },
  anywhere: { own: true, below: true, sibling: true, parent: true, foreign: true },
} as const satisfies Record<string, Record<Relation, boolean>>
export type Reach = keyof typeof REACHES

/** Whether a post, held at a place that stands so to where it is asked, has the right. */
export function may(post: Post, right: Right, relation: Relation, reach: Reach): boolean {
  return (MAY[right] as readonly Post[]).includes(post) && REACHES[reach][relation]
}
