export * from './app.ts'
export * from './route/route.ts'
export * from './routes/index.ts'
export * from './services.ts'
