export * from './explain-slots.ts'
export * from './make-report.ts'
export * from './unit-text.ts'
