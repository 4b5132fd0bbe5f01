/** A file's name for Content-Disposition (RFC 6266): plain characters for old readers, all of it for others. */
export function fileName(name: string): string {
  const safe = [...name].filter((letter) => letter >= ' ' && !/[\\/:*?"<>|\u007f]/.test(letter)).join('')
  const plain = safe.replace(/[^\x20-\x7e]/g, '_').replace(/%/g, '_')
  return `filename="${plain}"; filename*=UTF-8''${encodeURIComponent(safe).replace(/['()*]/g, escaped)}`
}

const escaped = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
