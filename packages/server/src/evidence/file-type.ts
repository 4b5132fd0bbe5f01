/** A kind of file that is accepted. */
export interface FileType {
  /** As people call it. */
  label: string
  mediaType: string
  /** Lower case, without the dot; the first is given to a name that has none. */
  extensions: readonly string[]
  /** How its content is checked. */
  checkedAs: 'picture' | 'pdf' | 'office' | 'ofd' | 'mp4' | 'audio' | 'text'
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'

/** Every kind of file that is accepted. */
export const FILE_TYPES = {
  jpeg: { label: 'JPEG', mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jfif'], checkedAs: 'picture' },
  png: { label: 'PNG', mediaType: 'image/png', extensions: ['png'], checkedAs: 'picture' },
  webp: { label: 'WebP', mediaType: 'image/webp', extensions: ['webp'], checkedAs: 'picture' },
  pdf: { label: 'PDF', mediaType: 'application/pdf', extensions: ['pdf'], checkedAs: 'pdf' },
  docx: {
    label: 'Word (docx)',
    mediaType: `${OFFICE}.wordprocessingml.document`,
    extensions: ['docx'],
    checkedAs: 'office',
  },
  xlsx: {
    label: 'Excel (xlsx)',
    mediaType: `${OFFICE}.spreadsheetml.sheet`,
    extensions: ['xlsx'],
    checkedAs: 'office',
  },
  pptx: {
    label: 'PPT (pptx)',
    mediaType: `${OFFICE}.presentationml.presentation`,
    extensions: ['pptx'],
    checkedAs: 'office',
  },
  // GB/T 33190-2016; the type is the one registered with IANA.
  ofd: { label: 'OFD', mediaType: 'application/ofd', extensions: ['ofd'], checkedAs: 'ofd' },
  mp4: { label: 'MP4', mediaType: 'video/mp4', extensions: ['mp4', 'm4v'], checkedAs: 'mp4' },
  m4a: { label: 'M4A', mediaType: 'audio/mp4', extensions: ['m4a'], checkedAs: 'mp4' },
  mp3: { label: 'MP3', mediaType: 'audio/mpeg', extensions: ['mp3'], checkedAs: 'audio' },
  txt: { label: 'TXT', mediaType: 'text/plain', extensions: ['txt'], checkedAs: 'text' },
  csv: { label: 'CSV', mediaType: 'text/csv', extensions: ['csv'], checkedAs: 'text' },
} as const satisfies Record<string, FileType>

export type FileTypeId = keyof typeof FILE_TYPES

/** The accepted kind with a media type, or undefined. */
export function findFileType(mediaType: string): FileType | undefined {
  return Object.values<FileType>(FILE_TYPES).find((type) => type.mediaType === mediaType)
}
