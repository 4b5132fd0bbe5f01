import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { definitionsQuery, orgUnitsQuery } from './api/definitions.ts'
import { newQueryClient } from './api/query-client.ts'
import { mayDo, sessionQuery } from './api/session.ts'
import { dueQuery } from './api/today.ts'
import { newRouter } from './app/router.tsx'
import { CrashBoundary } from './feedback/CrashBoundary.tsx'
import { ToastProvider } from './feedback/toasts.tsx'
import { keepShellOffline } from './outbox/offline-shell.ts'
import { LanguageProvider } from './words/LanguageProvider.tsx'
import './theme/base.css'
import './theme/print.css'

const queryClient = newQueryClient(() => {
  // The page that was open asks again who is there, and leads to the sign-in page, which remembers it.
  const asked = queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
  void asked.then(() => router.invalidate()).catch(() => {}) // Where the server is away, the page says so itself.
})
const router = newRouter(queryClient)

// What nearly every page needs is asked for at once, rather than one after the other as the page is drawn.
const session = queryClient.fetchQuery(sessionQuery)
void queryClient.prefetchQuery(definitionsQuery)
void queryClient.prefetchQuery(orgUnitsQuery)
// So is what the page shows that a day begins with, as soon as it is known whose day.
void session
  .then((known) => {
    if (location.pathname !== '/' || location.search !== '' || known?.state !== 'open') return
    if (mayDo(known, 'entry.read')) void queryClient.prefetchQuery(dueQuery(known.orgUnit.code, undefined))
  })
  .catch(() => {}) // The page asks again, and says so itself.

keepShellOffline()

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <CrashBoundary>
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </LanguageProvider>
      </QueryClientProvider>
    </CrashBoundary>
  </StrictMode>,
)
