const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text can be the id of an entry, or of anything else that has a UUID; the database would fail on another one instead of finding nothing. */
export function isEntryId(text: string): boolean {
  return UUID.test(text)
}
