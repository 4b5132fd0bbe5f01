/** Why a dropped or chosen thing is not taken; null where it is. */
export type FileRefusal = { why: 'not-excel'; name: string } | { why: 'several' } | null

/** Looks at what was given before it is sent: one workbook in the form that can be read. */
export function refusalOf(files: readonly { name: string }[]): FileRefusal {
  if (files.length > 1) return { why: 'several' }
  const name = files[0]?.name ?? ''
  return /\.xlsx$/i.test(name) ? null : { why: 'not-excel', name }
}
