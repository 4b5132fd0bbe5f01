import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import openapiTypes, { astToString } from 'openapi-typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../src/routes/index.ts'
import { startTestServer, type TestServer, TOWN, VILLAGE } from '../server-fixture.ts'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../../../..')
const COMPILER_OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  module: 'nodenext',
  target: 'es2024',
  lib: ['es2024', 'dom', 'dom.iterable'],
  types: ['node'],
  allowImportingTsExtensions: true,
  noEmit: true,
}

let on: TestServer
let document: Record<string, unknown> & { paths: Record<string, Record<string, { operationId: string }>> }
let baseUrl: string
let folder: string
beforeAll(async () => {
  on = await startTestServer({ clock: () => new Date('2026-03-05T02:00:00Z') })
  await on.app.listen({ host: '127.0.0.1', port: 0 })
  baseUrl = `http://127.0.0.1:${(on.app.server.address() as AddressInfo).port}`
  document = (await (await fetch(`${baseUrl}/api/openapi.json`)).json()) as typeof document
  folder = mkdtempSync(join(tmpdir(), 'shishu-client-'))
})
afterAll(async () => {
  await on?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('the OpenAPI document', () => {
  test('is valid by a third party’s validator', async () => {
    const result = await new Validator().validate(structuredClone(document))
    expect(result).toEqual({ valid: true })
    expect(document.openapi).toBe('3.1.0')
  })

  test('has every route, each under a name of its own', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const routes = ROUTES.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
    expect(described.sort()).toEqual(expect.arrayContaining(routes.sort()))
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('a client generated from the document', () => {
  test('books and reads over HTTP, by its types alone', async () => {
    writeFileSync(join(folder, 'api.d.ts'), astToString(await openapiTypes(document as never)))
    copyFileSync(join(import.meta.dirname, 'clerk-at-work.mts'), join(folder, 'clerk-at-work.mts'))
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
    const config = { compilerOptions: COMPILER_OPTIONS, files: ['clerk-at-work.mts'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const checked = await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder]).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    )
    expect(checked).toBe('')

    const program = join(folder, 'clerk-at-work.mts')
    const { stdout } = await run(process.execPath, [program, baseUrl, TOWN, VILLAGE])
    expect(JSON.parse(stdout)).toEqual({
      booked: { added: 1, repeated: [false, true], same: true },
      listed: { count: 1, slip: 'G-1', reader: '＊＊' },
      read: { state: 'lent', steps: ['renew', 'return', 'lose'] },
      figure: { value: 1, text: '1' },
      csv: true,
      received: 'text/plain',
      refused: { status: 400, code: 'request.malformed', path: '?org' },
    })
  })
})
