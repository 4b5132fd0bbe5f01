import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'

/** Tries once more where the server was not reached or was ill; what it refused, it would refuse again. */
const MOST_TRIES = 2

/** Refusals of a session that is open for one thing only, such as choosing a new password. */
const RESTRICTED: readonly string[] = ['session.password-change-needed', 'session.second-factor-needed']

/**
 * The store of what the server answered. `onSignedOut` is called when an answer says that the session has ended, or that
 * something must be done before anything else.
 */
export function newQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof ApiProblem && (error.status === 401 || RESTRICTED.includes(error.code))) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        // Whoever is signing in is already where an ended session leads.
        if (mutation.options.meta?.signsIn !== true) onError(error)
      },
    }),
    defaultOptions: {
      // A device may think itself without a network and be wrong, and the answer may be kept on it: what is asked is tried.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 30_000,
        retry: (count, error) =>
          count < MOST_TRIES && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
      },
    },
  })
}
