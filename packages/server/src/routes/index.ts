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
import { reportRoutes } from './reports.ts'
import { sessionRoutes } from './session.ts'
import { suggestionRoutes } from './suggestions.ts'
import { taskRoutes } from './tasks.ts'
import { tokenRoutes } from './tokens.ts'
import { webhookRoutes } from './webhooks.ts'

/** Every route of the API. To add one, define it in the file of its subject, or add a file and name it here. */
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...definitionRoutes,
  ...bookingRoutes,
  ...entryRoutes,
  ...figureRoutes,
  ...reportRoutes,
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
  ...orgUnitRoutes,
  ...appointmentRoutes,
  ...delegateRoutes,
  ...accountRoutes,
]
