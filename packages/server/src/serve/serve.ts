import type { Pack } from '@shishu/kernel'
import {
  AuditWriter,
  anchorAudit,
  bringDefinitionsUpToDate,
  changeText,
  forgetReceived,
  type OpenBook,
  openBook,
  pruneAudit,
  readOrgTree,
  referencedFiles,
  sealAudit,
} from '@shishu/store'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../app.ts'
import { auditSink } from '../audit/audit-sink.ts'
import { collectUnreferenced } from '../evidence/collect-unreferenced.ts'
import { openJobs } from '../job/open-jobs.ts'
import { registerPeriodicWork } from '../job/periodic-work.ts'
import { startSettler } from '../job/settler.ts'
import { removeTaskFiles, TASK_FILE_HOURS } from '../job/task-file.ts'
import { openTasks } from '../job/tasks.ts'
import { mailAddressOf } from '../message/mail-address.ts'
import { mailChannel } from '../message/mail-channel.ts'
import { DEFAULT_MESSAGE_SETTINGS } from '../message/message-settings.ts'
import { recipientsOf } from '../message/recipients.ts'
import { gracefulStop } from '../operation/graceful-stop.ts'
import { readJournalLag } from '../operation/journal-lag.ts'
import { createLog } from '../operation/log.ts'
import { createMetrics } from '../operation/metrics.ts'
import {
  auditKept,
  bookNotNewer,
  databaseAnswers,
  definitionsInForce,
  diskFree,
  folderWritable,
  journalSealed,
  migrationNumber,
  readiness,
} from '../operation/readiness.ts'
import { serverError } from '../server-errors.ts'
import type { Services } from '../services.ts'
import { identifier } from '../session/identify.ts'
import type { Settings } from '../setting/settings.ts'
import { webhookChannel } from '../webhook/webhook-channel.ts'
import { accountsOf } from './accounts-of.ts'
import { auditPlace } from './audit-place.ts'
import { evidenceSettings, fileStoreOf } from './files-of.ts'
import { prepareAdministrators } from './first-start.ts'
import { mailSettings } from './mail-settings.ts'
import { addOperationRoutes } from './operation-routes.ts'
import { repeatedly } from './repeatedly.ts'
import { serverSecret } from './server-secret.ts'
import { addWebApplication } from './web-application.ts'

export interface ServeRequest {
  settings: Settings
  pack: Pack
  /** A book that is open already; closed with the server. */
  book?: OpenBook
  /** The built browser application; none is served where it is absent. */
  webFolder?: string
  clock?: () => Date
  /** Told of the links by which the first administrators set their passwords: for the console alone. */
  onInvitation?: (invitation: { name: string; url: string; expiresAt: Date }) => void
}

/** A server that runs until stopped. */
export interface RunningServer {
  app: FastifyInstance
  services: Services
  /** Where it listens. */
  address: string
  stop(): Promise<void>
}

/** What a server runs, in the order in which it stops. */
const STOP_ORDER = ['requests', 'tasks', 'jobs', 'channels', 'journal', 'audit', 'accounts', 'book'] as const
type Log = ReturnType<typeof createLog>
/** How what has been started is stopped. */
type Started = Map<(typeof STOP_ORDER)[number], () => Promise<unknown>>

/**
 * Opens the book and serves it over HTTP. Where the start fails, whatever had been started is stopped again.
 * Errors  those of openBook; setting.refused; server.address-taken.
 */
export async function serve(request: ServeRequest): Promise<RunningServer> {
  const log = createLog({ level: request.settings.logLevel })
  const started: Started = new Map()
  try {
    return await start(request, log, started)
  } catch (error) {
    await stopStarted(started, request.settings, log)
    throw error
  }
}

async function start(request: ServeRequest, log: Log, started: Started): Promise<RunningServer> {
  const { settings, pack, clock } = request
  const location = { dataDir: settings.dataFolder, pack, ...(clock && { clock }) }
  const book =
    request.book ??
    (await openBook({ ...location, ...(settings.databaseUrl === null ? {} : { databaseUrl: settings.databaseUrl }) }))
  started.set('book', () => book.close())
  const scheme = settings.tlsCertificate === null ? 'http' : 'https'
  const baseUrl = settings.publicUrl ?? `${scheme}://localhost:${settings.port}`
  const opened = await migrationNumber(book.keeperPool)
  const failed = (what: string) => (error: unknown) => log.error({ err: error, what }, 'work failed')

  const writer = new AuditWriter(book.keeperPool, { onFailure: failed('audit') })
  started.set('audit', () => writer.stop())
  const audit = auditSink(writer, book.clock)
  const { accounts, stop: stopAccounts } = accountsOf(book, settings, {
    baseUrl,
    secret: await serverSecret(book, settings.secret),
    audit,
  })
  started.set('accounts', stopAccounts)
  const tasks = await openTasks({
    pool: book.keeperPool,
    connection: book.connection,
    clock: book.clock,
    onError: (kind, error) => failed(kind)(error),
  })
  started.set('tasks', () => tasks.close())
  const files = fileStoreOf(settings)
  const settler = startSettler(book)
  started.set('journal', () => settler.stop())
  const addressRules = { allowed: settings.webhookAllow, http: settings.webhookHttp }
  const mailTo = mailSettings(settings)
  const mail =
    mailTo === null
      ? {}
      : { email: mailChannel(book.keeperPool, mailTo, (person) => mailAddressOf(book.keeperPool, person)) }
  const channels = { ...mail, webhook: webhookChannel(book.keeperPool, { rules: addressRules, clock: book.clock }) }
  started.set('channels', () => Promise.all(Object.values(channels).map((channel) => channel.close())))
  const jobs = openJobs({ connection: book.connection, onError: (name, error) => failed(name ?? 'jobs')(error) })
  started.set('jobs', () => jobs.stop())
  registerPeriodicWork(jobs, {
    book,
    telling: { settings: DEFAULT_MESSAGE_SETTINGS, recipientsOf: (asked) => recipientsOf(book, asked) },
    channels,
    tasks,
    onUnsettled: (town) => log.warn({ town }, 'journal not settled'),
  })
  jobs.register('seal-audit', { cron: `*/${settings.auditSealMinutes} * * * *` }, () => sealAudit(book))
  jobs.register('anchor-audit', { cron: '40 0 * * *', catchUp: true }, () =>
    anchorAudit(book, { orgUnit: auditPlace(settings.auditOrgUnit, book.orgTree), by: 'shishu' }),
  )
  jobs.register('prune-audit', { cron: '20 3 * * *', catchUp: true }, () =>
    pruneAudit(book, { months: settings.auditMonths, by: 'shishu' }),
  )
  jobs.register('sweep-sessions', { cron: '10 * * * *' }, () => accounts.sweep())
  jobs.register('collect-files', { cron: '30 2 * * *', catchUp: true }, () =>
    collectUnreferenced(
      files,
      (hashes) => book.asOwner((owner) => referencedFiles(owner, hashes)),
      hoursAgo(book, evidenceSettings(settings).unreferencedHours),
    ),
  )
  jobs.register('forget-uploads', { cron: '40 2 * * *', catchUp: true }, () =>
    forgetReceived(book, hoursAgo(book, evidenceSettings(settings).unreferencedHours)),
  )
  jobs.register('clean-task-files', { cron: '15 * * * *' }, () =>
    removeTaskFiles(settings.dataFolder, hoursAgo(book, TASK_FILE_HOURS)),
  )

  const services: Services = {
    book,
    identify: identifier(book, accounts),
    audit,
    settler,
    baseUrl,
    accounts,
    tasks,
    files,
    evidence: evidenceSettings(settings),
    addressRules,
    dataFolder: settings.dataFolder,
  }
  const metrics = createMetrics({
    pool: book.keeperPool,
    journalLag: () => readJournalLag(book.keeperPool, book.clock()),
    jobs: () => jobs.counts(),
    auditWaiting: () => writer.waiting,
  })
  const ready = readiness([
    databaseAnswers(book.keeperPool),
    bookNotNewer(book.keeperPool, opened),
    definitionsInForce(book.keeperPool, () => book.definitionsId),
    diskFree(settings.dataFolder, settings.diskFreeMb * 1024 * 1024),
    folderWritable(settings.dataFolder),
    journalSealed(book.keeperPool, settings.journalLagSeconds, book.clock),
    auditKept(() => writer.waiting, 1000),
  ])
  const app = await buildApp(services, {
    logger: log,
    trustProxy: [...settings.trustedProxies],
    perMinute: settings.ratePerMinute,
    ...(settings.ratePerAddress === null ? {} : { perMinuteOfAddress: settings.ratePerAddress }),
    signInPerMinute: settings.signInPerMinute,
    ...(settings.tlsCertificate === null || settings.tlsKey === null
      ? {}
      : { tls: { certificate: settings.tlsCertificate, key: settings.tlsKey } }),
    onAuditLost: () => metrics.auditRefused(),
    onAnswered: (method, route, status, seconds) => metrics.answered(method, route, status, seconds),
    more: async (server) => {
      addOperationRoutes(server, { ready, metrics, metricsAllow: settings.metricsAllow })
      await addWebApplication(server, request.webFolder)
    },
  })
  // Places that another server, or the command line, has added or renamed.
  const refresh = setInterval(() => void refreshOrgTree(book).catch(failed('org tree')), REFRESH_MS)
  refresh.unref()
  // Definitions that another server has put in force, or whose day has come.
  const definitions = repeatedly(REFRESH_MS, failed('definitions'), async () => {
    for (const change of await bringDefinitionsUpToDate(book)) {
      log.warn({ change: changeText(change) }, 'definitions whose day has come do not go with those in force')
    }
  })
  started.set('requests', async () => {
    clearInterval(refresh)
    await definitions.stop()
    return app.close()
  })
  await jobs.start()
  for (const { name, token, expiresAt } of await prepareAdministrators(book, accounts)) {
    request.onInvitation?.({ name, url: `${baseUrl}/enrol/${token}`, expiresAt })
  }
  const address = await app.listen({ host: settings.host, port: settings.port }).catch((error: { code?: string }) => {
    throw serverError('server.address-taken', {
      address: `${settings.host}:${settings.port}`,
      why: error.code ?? 'unknown',
    })
  })
  log.info({ address, baseUrl }, 'listening')
  let stopping: Promise<void> | undefined
  return {
    app,
    services,
    address,
    stop: () => {
      stopping ??= stopStarted(started, settings, log)
      return stopping
    },
  }
}

async function stopStarted(started: Started, { stopSeconds }: Settings, log: Log): Promise<void> {
  const steps = STOP_ORDER.flatMap((name) => {
    const stop = started.get(name)
    return stop === undefined ? [] : [{ name, stop }]
  })
  await gracefulStop(steps, {
    withinMs: stopSeconds * 1000,
    onStep: ({ name, outcome, milliseconds, error }) => {
      if (outcome !== 'done') log.warn({ step: name, outcome, milliseconds, err: error }, 'stopping')
    },
  })
  if (steps.length > 0) log.info('stopped')
}

function hoursAgo(book: OpenBook, hours: number): Date {
  return new Date(book.clock().getTime() - hours * 3_600_000)
}

/** How soon a place that another process added, or a definition, is known here. */
const REFRESH_MS = 5_000

async function refreshOrgTree(book: OpenBook): Promise<void> {
  const client = await book.keeperPool.connect()
  try {
    book.orgTree = await readOrgTree(client, null)
  } finally {
    client.release()
  }
}
