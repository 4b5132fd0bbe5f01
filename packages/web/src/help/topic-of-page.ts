/** Which chapter of the guide tells how a page is used, by the beginning of its address; the first that fits. */
const TOPICS: readonly (readonly [RegExp, string])[] = [
  [/^\/$/, 'today'],
  [/^\/ledgers\/[^/]+\/(?!new$)[^/]+$/, 'step'],
  [/^\/ledgers\/[^/]+$/, 'grid'],
  [/^\/ledgers/, 'book'],
  [/^\/imports/, 'import'],
  [/^\/loops/, 'step'],
  [/^\/figures/, 'source'],
  [/^\/board/, 'source'],
  [/^\/reports/, 'report'],
  [/^\/settings\/duties/, 'delegate'],
  [/^\/settings\/targets/, 'targets'],
  [/^\/settings\/params/, 'params'],
  [/^\/settings\/org-units/, 'org-units'],
  [/^\/settings(\/own)?$/, 'sign-in'],
  [/^\/design/, 'design'],
  [/^\/help$/, 'keys'],
  [/^\/suggestions/, 'refused'],
]

/** The topic of a page's chapter; undefined where the guide has none for it. */
export const topicOfPage = (pathname: string): string | undefined => TOPICS.find(([page]) => page.test(pathname))?.[1]
