// node scripts/run.mjs FILE.ts [ARG…]: runs a TypeScript file on the pinned Node.
import process from 'node:process'
import { runPinned } from './pinned-node.mjs'

runPinned(process.argv.slice(2))
