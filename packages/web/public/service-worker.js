// Lets the application open without a network. It keeps the page itself, its scripts and styles, and the definitions
// and places, which name nobody; never an entry, a figure or a person.
const ASSETS = 'shishu-assets'
const PAGE = 'shishu-page'
const ANSWERS = 'shishu-answers'
const KEPT_ANSWERS = ['/api/definitions', '/api/org-units', '/seal.svg']
// Scripts of earlier versions stay for the pages that still run them; so many files are several versions.
const MOST_ASSETS = 600
const PATIENCE_MS = 6000

addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil(takeOver()))
addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(asset(event))
  else if (request.mode === 'navigate') {
    if (!/^\/(api|mcp|health|metrics)(\/|$)/.test(pathname)) event.respondWith(page(event))
  } else if (KEPT_ANSWERS.includes(pathname)) event.respondWith(answer(event))
})

async function takeOver() {
  await registration.navigationPreload?.enable()
  await clients.claim()
  // The page that set this worker up was loaded before it: what it runs on is kept from the browser's own cache.
  for (const client of await clients.matchAll({ type: 'window' })) client.postMessage('shishu.keep')
}

addEventListener('message', (event) => {
  if (!Array.isArray(event.data)) return
  event.waitUntil(
    Promise.all(
      event.data.filter((path) => path === '/' || path.startsWith('/assets/') || KEPT_ANSWERS.includes(path)).map(keep),
    ),
  )
})

async function keep(path) {
  const name = path === '/' ? PAGE : path.startsWith('/assets/') ? ASSETS : ANSWERS
  const cache = await caches.open(name)
  if ((await cache.match(path)) !== undefined) return
  const found = await fetch(path).catch(() => undefined)
  if (found?.ok) await cache.put(path, found)
}

/** A file under /assets/ never changes. */
async function asset({ request }) {
  const cache = await caches.open(ASSETS)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const found = await fetch(request)
  if (found.ok) {
    await cache.put(request, found.clone())
    const all = await cache.keys()
    for (const old of all.slice(0, Math.max(0, all.length - MOST_ASSETS))) await cache.delete(old)
  }
  return found
}

/** Every address is the same page; the newest where it can be had. */
async function page({ request, preloadResponse }) {
  const cache = await caches.open(PAGE)
  const fresh = Promise.resolve(preloadResponse)
    .then((preloaded) => preloaded ?? fetch(request))
    .then(async (found) => {
      const type = found.headers.get('content-type') ?? ''
      if (found.ok && !found.redirected && type.includes('html')) await cache.put('/', found.clone())
      return found
    })
  const kept = await cache.match('/')
  if (kept === undefined) return fresh
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS))
  return Promise.race([fresh.catch(() => kept), late])
}

async function answer({ request }) {
  const cache = await caches.open(ANSWERS)
  const path = new URL(request.url).pathname
  try {
    const found = await fetch(request)
    if (found.ok) await cache.put(path, found.clone())
    // Whoever is no longer signed in reads nothing here either.
    else if (found.status === 401) await cache.delete(path)
    return found
  } catch (error) {
    const kept = await cache.match(path)
    if (kept === undefined) throw error
    return kept
  }
}
