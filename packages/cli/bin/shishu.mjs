#!/usr/bin/env node
// The command runs on the pinned runtime whatever Node started it.
import { fileURLToPath } from 'node:url'
import { runPinned } from '../../../scripts/pinned-node.mjs'

runPinned([fileURLToPath(new URL('../src/main.ts', import.meta.url)), ...process.argv.slice(2)])
