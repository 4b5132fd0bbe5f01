import { ShishuError } from '@shishu/kernel'
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
  useRouter,
} from '@tanstack/react-router'
import { ApiProblem } from '../api/api-problem.ts'
import { mayDo, sessionQuery } from '../api/session.ts'
import { Crash } from '../feedback/CrashBoundary.tsx'
import { ProblemNotice } from '../feedback/ProblemNotice.tsx'
import { Skeleton } from '../feedback/Skeleton.tsx'
import { STATUSES, type Status } from '../loops/statuses.ts'
import { readScope, type Scope } from '../scope/scope.ts'
import { Shell } from '../shell/Shell.tsx'
import { readBack } from '../sign-in/safe-back.ts'
import { TodayPage } from '../today/TodayPage.tsx'
import { NotFound } from './NotFound.tsx'

interface RouterContext {
  queryClient: QueryClient
}

const root = createRootRouteWithContext<RouterContext>()({
  notFoundComponent: () => (
    <main className="shell-main">
      <NotFound />
    </main>
  ),
})

/** Everything that only who is signed in may see; it keeps the scope in the address from page to page. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  validateSearch: (search: Record<string, unknown>): Scope => readScope(search),
  search: { middlewares: [retainSearchParams(['place', 'period', 'asOf'])] },
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (session?.state === 'open') {
      // Whoever reads no ledger, such as an administrator, has nothing due: their work is in the settings.
      if (location.pathname === '/' && !mayDo(session, 'entry.read')) throw redirect({ to: '/settings' })
      return
    }
    const back = readBack(location.href)
    throw redirect({ to: '/sign-in', search: back === '/' ? {} : { back } })
  },
  component: Shell,
})

const page = <P extends string>(path: P, load: Parameters<typeof lazyRouteComponent>[0], name: string) =>
  createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load, name) })

/** The page that a day begins with comes with the frame: it would be one more way to the server and back. */
const today = createRoute({ getParentRoute: () => inside, path: '/', component: TodayPage })

/** Links name a state and how the clock stands; the ledger is after the #. */
const loops = createRoute({
  getParentRoute: () => inside,
  path: '/loops',
  validateSearch: ({ state, status }: Record<string, unknown>): { state?: string; status?: Status } => ({
    ...(typeof state === 'string' && /^[a-z-]{1,80}$/.test(state) ? { state } : {}),
    ...(STATUSES.some((each) => each === status) ? { status: status as Status } : {}),
  }),
  component: lazyRouteComponent(() => import('../loops/LoopsPage.tsx'), 'LoopsPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ back, refused }: Record<string, unknown>): { back?: string; refused?: string } => ({
    ...(typeof back === 'string' ? { back: readBack(back) } : {}),
    ...(typeof refused === 'string' ? { refused } : {}),
  }),
  component: lazyRouteComponent(() => import('../sign-in/SignInPage.tsx'), 'SignInPage'),
})
const enrol = createRoute({
  getParentRoute: () => root,
  path: '/enrol/$token',
  component: lazyRouteComponent(() => import('../sign-in/EnrolPage.tsx'), 'EnrolPage'),
})
/** Every drawing with sample data, for whoever works on them; the build leaves it out. */
const gallery = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => root,
        path: '/gallery',
        component: lazyRouteComponent(() => import('../gallery/GalleryPage.tsx'), 'GalleryPage'),
      }),
    ]
  : []

const routeTree = root.addChildren([
  signIn,
  enrol,
  ...gallery,
  inside.addChildren([
    today,
    page('/ledgers', () => import('../ledgers/LedgersPage.tsx'), 'LedgersPage'),
    page('/ledgers/$ledger', () => import('../ledgers/LedgerPage.tsx'), 'LedgerPage'),
    page('/ledgers/$ledger/$entry', () => import('../ledgers/EntryPage.tsx'), 'EntryPage'),
    page('/imports', () => import('../imports/ImportsPage.tsx'), 'ImportsPage'),
    loops,
    page('/figures', () => import('../figures/FiguresPage.tsx'), 'FiguresPage'),
    page('/figures/$indicator', () => import('../figures/IndicatorPage.tsx'), 'IndicatorPage'),
    page('/reports', () => import('../reports/ReportsPage.tsx'), 'ReportsPage'),
    page('/reports/$report', () => import('../reports/ReportPage.tsx'), 'ReportPage'),
    page('/board', () => import('../board/BoardPage.tsx'), 'BoardPage'),
    page('/settings', () => import('../settings/SettingsPage.tsx'), 'SettingsPage'),
    page('/settings/$', () => import('../settings/SettingsPage.tsx'), 'SettingsPage'),
    page('/design', () => import('../designer/DesignPage.tsx'), 'DesignPage'),
    page('/design/publish', () => import('../designer/PublishPage.tsx'), 'PublishPage'),
    page('/design/ledgers/$draft', () => import('../designer/LedgerDesignPage.tsx'), 'LedgerDesignPage'),
    page('/design/indicators/$draft', () => import('../designer/IndicatorDesignPage.tsx'), 'IndicatorDesignPage'),
    page('/design/reports/$draft', () => import('../designer/ReportDesignPage.tsx'), 'ReportDesignPage'),
    page('/suggestions', () => import('../suggestions/SuggestionsPage.tsx'), 'SuggestionsPage'),
    page('/help', () => import('../help/HelpPage.tsx'), 'HelpPage'),
    page('/help/$topic', () => import('../help/GuidePage.tsx'), 'GuidePage'),
  ]),
])

/** The application's pages; each is loaded when it is first opened, and fetched ahead when a link is pointed at. */
export function newRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: () => <Skeleton lines={6} />,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })
}

/** A refusal is told as one, and can be tried again; anything else is a fault of the page. */
function PageFailed({ error }: { error: unknown }) {
  const router = useRouter()
  if (error instanceof ApiProblem || error instanceof ShishuError) {
    return <ProblemNotice error={error} onRetry={() => void router.invalidate()} />
  }
  return <Crash error={error instanceof Error ? error : new Error(String(error))} />
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}
