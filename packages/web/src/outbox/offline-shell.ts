import { keepPerson } from '../api/kept-person.ts'

/** The name under which the service worker keeps answers that name nobody. */
const ANSWERS = 'shishu-answers'
/** Fetched ahead only once the page has had the line to itself. */
const AHEAD_AFTER_MS = 8000

/** Lets the pages open without a network, where the browser allows it: over https, and on this machine itself. */
export function keepShellOffline(): void {
  if (import.meta.env.MODE !== 'production' || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.addEventListener('message', ({ data, source }) => {
    if (data === 'shishu.keep') source?.postMessage(loadedPaths())
  })
  addEventListener('load', () => {
    navigator.serviceWorker.register('/service-worker.js').catch(() => {}) // Pages then need the network.
    // What is needed to enter something where there is no network.
    setTimeout(() => {
      void navigator.serviceWorker.ready
        .then(() =>
          Promise.all([
            import('../ledgers/LedgerPage.tsx'),
            import('../ledgers/EntryPage.tsx'),
            import('../sign-in/SignInPage.tsx'),
          ]),
        )
        .catch(() => {})
    }, AHEAD_AFTER_MS)
  })
}

/** What this page was made of before a worker could see it. */
function loadedPaths(): string[] {
  const asked = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
  return [
    '/',
    '/seal.svg',
    '/api/definitions',
    '/api/org-units',
    ...asked.filter((path) => path.startsWith('/assets/')),
  ]
}

/** Forgets who was there and what they were answered: somebody else may be next. */
export async function forgetOffline(): Promise<void> {
  keepPerson(null)
  if ('caches' in window) await caches.delete(ANSWERS).catch(() => false)
}
