import { useSyncExternalStore } from 'react'
import { useWords } from '../words/language.ts'
import './feedback.css'

/** Whether the device says that it has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed)
      window.addEventListener('offline', changed)
      return () => {
        window.removeEventListener('online', changed)
        window.removeEventListener('offline', changed)
      }
    },
    () => navigator.onLine,
    () => true,
  )
}

/** Says that the network is gone and what that means for who is working. */
export function OfflineBanner() {
  const words = useWords()
  const online = useOnline()
  return <div role="status">{online ? null : <p className="offline">{words.state.offline}</p>}</div>
}
