export * from './check-row.ts'
export * from './import-errors.ts'
export * from './import-workbook.ts'
