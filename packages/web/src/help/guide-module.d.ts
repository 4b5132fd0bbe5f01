declare module 'virtual:guide-zh' {
  export const chapters: readonly import('./guide.ts').GuideChapter[]
}
declare module 'virtual:guide-en' {
  export const chapters: readonly import('./guide.ts').GuideChapter[]
}
