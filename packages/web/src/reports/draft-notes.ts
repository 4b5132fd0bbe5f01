/** The parts of a report that a person writes, in the order of the server’s proposals. */
export const NOTE_SECTIONS = ['highlight', 'difficulty', 'next'] as const
export type NoteSection = (typeof NOTE_SECTIONS)[number]

/** What a writer made of the proposals for one report, one place and one period. */
export interface DraftNotes {
  blocks: Readonly<Record<NoteSection, string>>
  /** Proposals dealt with, by their words. */
  settled: Readonly<Record<string, 'accepted' | 'dropped'>>
}

export const NO_NOTES: DraftNotes = { blocks: { highlight: '', difficulty: '', next: '' }, settled: {} }

/** Takes a proposal up, in the writer’s words where they are given: it joins the block’s end as a sentence. */
export function accept(notes: DraftNotes, section: NoteSection, line: string, words: string = line): DraftNotes {
  const before = notes.blocks[section].trimEnd()
  const sentence = /[。！？；]$/.test(words.trim()) ? words.trim() : `${words.trim()}。`
  return {
    blocks: { ...notes.blocks, [section]: before === '' ? sentence : `${before}\n${sentence}` },
    settled: { ...notes.settled, [line]: 'accepted' },
  }
}

export const drop = (notes: DraftNotes, line: string): DraftNotes => ({
  ...notes,
  settled: { ...notes.settled, [line]: 'dropped' },
})

/** Offers a proposal again; what was written of it stays until the writer takes it out. */
export function offerAgain(notes: DraftNotes, line: string): DraftNotes {
  const { [line]: _, ...settled } = notes.settled
  return { ...notes, settled }
}

export const rewriteBlock = (notes: DraftNotes, section: NoteSection, text: string): DraftNotes => ({
  ...notes,
  blocks: { ...notes.blocks, [section]: text },
})

/** Where the notes of a report are kept on this device. */
export const notesKey = (report: string, place: string, period: string): string =>
  `shishu.report-notes.${report}.${place}.${period}`

/** Reads notes as they were kept; what cannot be read counts as none. */
export function readNotes(text: string | null): DraftNotes {
  if (text === null) return NO_NOTES
  try {
    const { blocks, settled } = JSON.parse(text) as Partial<DraftNotes>
    return { blocks: { ...NO_NOTES.blocks, ...blocks }, settled: { ...settled } }
  } catch {
    return NO_NOTES
  }
}
