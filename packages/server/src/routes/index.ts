import type { Route } from '../route/route.ts'
import { accountRoutes } from './accounts.ts'
import { appointmentRoutes } from './appointments.ts'
import { auditRoutes } from './audit.ts'
import { bookingRoutes } from './bookings.ts'
import { closingRoutes } from './closings.ts'
import { definitionRoutes } from './definitions.ts'
import { delegateRoutes } from './delegates.ts'
import { dueRoutes } from './due.ts'
import { entryRoutes } from './entries.ts'
import { evidenceRoutes } from './evidence.ts'
import { exchangeRoutes } from './exchange.ts'
import { exportRoutes } from './exports.ts'
import { figureRoutes } from './figures.ts'
import { importRoutes } from './imports.ts'
import { journalRoutes } from './journal.ts'
import { messageRoutes } from './messages.ts'
import { orgUnitRoutes } from './org-units.ts'
import { peopleNameRoutes } from './people-names.ts'
import { reportDraftRoutes } from './report-drafts.ts'
import { reportRoutes } from './reports.ts'
import { searchRoutes } from './search.ts'
import { sessionRoutes } from './session.ts'
import { suggestionRoutes } from './suggestions.ts'
import { taskRoutes } from './tasks.ts'
import { tokenRoutes } from './tokens.ts'
import { viewRoutes } from './views.ts'
import { webhookRoutes } from './webhooks.ts'

/** Every route of the API. To add one, define it in the file of its subject, or add a file and name it here. */
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...definitionRoutes,
  ...bookingRoutes,
  ...entryRoutes,
  ...viewRoutes,
  ...peopleNameRoutes,
  ...figureRoutes,
  ...reportRoutes,
  ...reportDraftRoutes,
  ...dueRoutes,
  ...closingRoutes,
  ...evidenceRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...journalRoutes,
  ...taskRoutes,
  ...tokenRoutes,
  ...auditRoutes,
  ...exchangeRoutes,
  ...messageRoutes,
  ...suggestionRoutes,
  ...webhookRoutes,
  ...searchRoutes,
  ...orgUnitRoutes,
  ...appointmentRoutes,
  ...delegateRoutes,
  ...accountRoutes,
]
