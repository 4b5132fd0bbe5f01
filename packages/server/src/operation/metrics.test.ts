import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createMetrics, type MetricSources } from './metrics.ts'

const SOURCES: MetricSources = {
  pool: { totalCount: 8, idleCount: 5, waitingCount: 2 },
  journalLag: async () => [{ town: '341899101000', waiting: 3, seconds: 1.5 }],
  jobs: async () => [{ queue: 'due', state: 'active', count: 1 }],
  auditWaiting: () => 7,
}

const sampleOf = (text: string, sample: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${sample} `))
    ?.split(' ')
    .at(-1)

test('what happened and how things stand is in the text', async () => {
  const metrics = createMetrics(SOURCES)
  metrics.answered('GET', '/api/entries/:id', 200, 0.02)
  metrics.answered('GET', '/api/entries/:id', 200, 0.2)
  metrics.booked('done', 12)
  metrics.booked('refused', 0)
  metrics.notified('mail', 'failed')
  metrics.signedIn('locked')
  metrics.auditRefused()
  const text = await metrics.text()
  const found = (sample: string) => sampleOf(text, sample)
  const labels = 'method="GET",route="/api/entries/:id",status="200"'
  expect(found(`shishu_http_request_seconds_count{${labels}}`)).toBe('2')
  expect(text).toContain(`shishu_http_request_seconds_bucket{le="0.025",${labels}} 1`)
  expect(found('shishu_bookings_total{outcome="done"}')).toBe('1')
  expect(found('shishu_booked_versions_total')).toBe('12')
  expect(found('shishu_notices_total{channel="mail",outcome="failed"}')).toBe('1')
  expect(found('shishu_sign_ins_total{outcome="locked"}')).toBe('1')
  expect(found('shishu_audit_refusals_total')).toBe('1')
  expect(found('shishu_journal_lag_seconds{town="341899101000"}')).toBe('1.5')
  expect(found('shishu_journal_waiting_batches{town="341899101000"}')).toBe('3')
  expect(found('shishu_jobs{queue="due",state="active"}')).toBe('1')
  expect(found('shishu_database_connections{state="busy"}')).toBe('3')
  expect(found('shishu_database_connections{state="wanted"}')).toBe('2')
  expect(found('shishu_audit_waiting_rows')).toBe('7')
  expect(found('process_cpu_user_seconds_total')).toBeDefined()
})

test('what a client makes up is no label', async () => {
  const metrics = createMetrics(SOURCES)
  metrics.answered('BREW"} 1', undefined, 404, 0.001)
  const text = await metrics.text()
  expect(sampleOf(text, 'shishu_http_request_seconds_count{method="other",route="none",status="404"}')).toBe('1')
  expect(text).not.toContain('BREW')
})

test('a source that fails is left out, not kept from before, and counted', async () => {
  let fails = false
  const metrics = createMetrics({
    ...SOURCES,
    journalLag: async () => {
      if (fails) throw new Error('connection refused')
      return SOURCES.journalLag()
    },
    auditWaiting: () => {
      if (fails) throw new Error('stopped')
      return 1
    },
  })
  expect(await metrics.text()).toContain('shishu_journal_lag_seconds{')
  fails = true
  const text = await metrics.text()
  expect(text).not.toContain('shishu_journal_lag_seconds{')
  expect(sampleOf(text, 'shishu_audit_waiting_rows')).toBeUndefined()
  expect(sampleOf(text, 'shishu_jobs{queue="due",state="active"}')).toBe('1')
  expect(sampleOf(await metrics.text(), 'shishu_source_failures_total{source="journal"}')).toBeDefined()
})

test('no label names a person or a place', async () => {
  const metrics = createMetrics(SOURCES)
  metrics.answered('GET', '/api', 200, 1)
  const names = new Set([...(await metrics.text()).matchAll(/[{,]([a-z_]+)="/g)].map(([, name]) => name))
  const ours = ['method', 'route', 'status', 'le', 'outcome', 'channel', 'town', 'queue', 'state', 'source']
  const nodes = ['space', 'type', 'kind', 'version', 'major', 'minor', 'patch']
  expect([...names].filter((name) => ![...ours, ...nodes].includes(name!))).toEqual([])
})

test('every measurement of ours that deploy/alerts.yaml watches is made', async () => {
  const rules = readFileSync(new URL('../../../../deploy/alerts.yaml', import.meta.url), 'utf8')
  const watched = [...new Set([...rules.matchAll(/\bshishu_[a-z_]+/g)].map(([name]) => name))]
  const text = await createMetrics(SOURCES).text()
  expect(watched.length).toBeGreaterThan(5)
  for (const name of watched) expect(text).toContain(`# TYPE ${name.replace(/_(count|bucket)$/, '')} `)
})
