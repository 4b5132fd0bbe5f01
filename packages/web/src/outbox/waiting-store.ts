import type { Waiting, WaitingStore } from './waiting.ts'

const DATABASE = 'shishu'
const STORE = 'waiting'

/** Opens what this browser keeps, closed windows or not. Errors: DOMException where the browser forbids it. */
export async function openWaitingStore(): Promise<WaitingStore> {
  const opening = indexedDB.open(DATABASE, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'id' })
  const database = await outcome(opening)
  const within = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE)
  return {
    all: async () => {
      const items = await outcome<Waiting[]>(within('readonly').getAll())
      return items.sort((one, other) => one.order - other.order)
    },
    put: async (item) => {
      await outcome(within('readwrite').put(item))
    },
    remove: async (id) => {
      await outcome(within('readwrite').delete(id))
    },
  }
}

const outcome = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error!)
  })
