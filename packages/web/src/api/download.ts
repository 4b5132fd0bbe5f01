import { languageHeader } from '../words/language.ts'
import { readProblem, unreachable } from './api-problem.ts'

/** A file as the server sent it. */
export interface DownloadedFile {
  name: string
  blob: Blob
}

/**
 * Fetches a file. A link would leave the page where the server refuses; this tells why.
 * Errors  ApiProblem.
 */
export async function download(path: string, otherwise: string): Promise<DownloadedFile> {
  const headers = { 'x-shishu': '1', ...languageHeader() }
  const answer = await fetch(path, { credentials: 'same-origin', headers }).catch(() => {
    throw unreachable()
  })
  if (!answer.ok) throw await readProblem(answer)
  return { name: nameOf(answer.headers.get('content-disposition')) ?? otherwise, blob: await answer.blob() }
}

/** The file name that a Content-Disposition gives, the one in UTF-8 before the plain one (RFC 6266). */
export function nameOf(disposition: string | null): string | null {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded !== undefined) return decodeURIComponent(encoded)
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? null
}

/** Hands a file to the browser, which keeps it where it keeps downloads. */
export function keepFile({ name, blob }: DownloadedFile): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The browser reads the file after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
