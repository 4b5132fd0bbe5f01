import { COUNTRY, type Pack } from '@shishu/kernel'
import {
  AuditWriter,
  anchorAudit,
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
import { evidenceSettings, fileStoreOf } from './files-of.ts'
import { prepareAdministrators } from './first-start.ts'
import { addOperationRoutes } from './operation-routes.ts'
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

/**
 * Opens the book and serves it over HTTP.
 * Errors  those of openBook; setting.refused; EADDRINUSE.
 */
export async function serve(request: ServeRequest): Promise<RunningServer> {
  const { settings, pack, clock } = request
  const log = createLog({ level: settings.logLevel })
  const location = { dataDir: settings.dataFolder, pack, ...(clock && { clock }) }
  const book =
    request.book ??
    (await openBook({ ...location, ...(settings.databaseUrl === null ? {} : { databaseUrl: settings.databaseUrl }) }))
  const scheme = settings.tlsCertificate === null ? 'http' : 'https'
  const baseUrl = settings.publicUrl ?? `${scheme}://localhost:${settings.port}`
  const opened = await migrationNumber(book.keeperPool)
  const failed = (what: string) => (error: unknown) => log.error({ err: error, what }, 'work failed')

  const writer = new AuditWriter(book.keeperPool, { onFailure: failed('audit') })
  const audit = auditSink(writer, book.clock)
  const { accounts, stop: stopAccounts } = accountsOf(book, settings, {
    baseUrl,
    secret: await serverSecret(book, settings.secret),
    audit,
  })
  const tasks = await openTasks({
    pool: book.keeperPool,
    connection: book.connection,
    clock: book.clock,
    onError: (kind, error) => failed(kind)(error),
  })
  const files = fileStoreOf(settings)
  const settler = startSettler(book)
  const addressRules = { allowed: settings.webhookAllow, http: settings.webhookHttp }
  const mail =
    settings.smtpUrl === null || settings.mailFrom === null
      ? {}
      : {
          email: mailChannel(
            book.keeperPool,
            { url: settings.smtpUrl, from: settings.mailFrom, requireTls: settings.smtpTls },
            (person) => mailAddressOf(book.keeperPool, person),
          ),
        }
  const channels = { ...mail, webhook: webhookChannel(book.keeperPool, { rules: addressRules, clock: book.clock }) }
  const jobs = openJobs({ connection: book.connection, onError: (name, error) => failed(name ?? 'jobs')(error) })
  registerPeriodicWork(jobs, {
    book,
    telling: { settings: DEFAULT_MESSAGE_SETTINGS, recipientsOf: (asked) => recipientsOf(book, asked) },
    channels,
    tasks,
    onUnsettled: (town) => log.warn({ town }, 'journal not settled'),
  })
  jobs.register('seal-audit', { cron: `*/${settings.auditSealMinutes} * * * *` }, () => sealAudit(book))
  const auditPlace = settings.auditOrgUnit ?? book.orgTree.all[0]?.code ?? COUNTRY
  jobs.register('anchor-audit', { cron: '40 0 * * *', catchUp: true }, () =>
    anchorAudit(book, { orgUnit: auditPlace, by: 'shishu' }),
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
    definitionsInForce(book.keeperPool, book.definitionsId),
    diskFree(settings.dataFolder, settings.diskFreeMb * 1024 * 1024),
    folderWritable(settings.dataFolder),
    journalSealed(book.keeperPool, settings.journalLagSeconds, book.clock),
    auditKept(() => writer.waiting, 1000),
  ])
  const app = await buildApp(services, {
    logger: log,
    trustProxy: [...settings.trustedProxies],
    perMinute: settings.ratePerMinute,
    signInPerMinute: settings.signInPerMinute,
    ...(settings.tlsCertificate === null || settings.tlsKey === null
      ? {}
      : { tls: { certificate: settings.tlsCertificate, key: settings.tlsKey } }),
    onAnswered: (method, route, status, seconds) => metrics.answered(method, route, status, seconds),
    more: async (server) => {
      addOperationRoutes(server, { ready, metrics, metricsAllow: settings.metricsAllow })
      await addWebApplication(server, request.webFolder)
    },
  })
  // Places that another server, or the command line, has added or renamed.
  const refresh = setInterval(() => void refreshOrgTree(book).catch(failed('org tree')), REFRESH_MS)
  refresh.unref()
  await jobs.start()
  for (const { name, token, expiresAt } of await prepareAdministrators(book, accounts)) {
    request.onInvitation?.({ name, url: `${baseUrl}/enrol/${token}`, expiresAt })
  }
  const address = await app
    .listen({ host: settings.host, port: settings.port })
    .catch(async (error: { code?: string }) => {
      await stopAll()
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
      stopping ??= stopAll()
      return stopping
    },
  }

  async function stopAll(): Promise<void> {
    clearInterval(refresh)
    const steps = [
      { name: 'requests', stop: () => app.close() },
      { name: 'tasks', stop: () => tasks.close() },
      { name: 'jobs', stop: () => jobs.stop() },
      { name: 'channels', stop: () => Promise.all(Object.values(channels).map((channel) => channel.close())) },
      { name: 'journal', stop: () => settler.stop() },
      { name: 'audit', stop: () => writer.stop() },
      { name: 'accounts', stop: stopAccounts },
      { name: 'book', stop: () => book.close() },
    ]
    await gracefulStop(steps, {
      withinMs: settings.stopSeconds * 1000,
      onStep: ({ name, outcome, milliseconds, error }) => {
        if (outcome !== 'done') log.warn({ step: name, outcome, milliseconds, err: error }, 'stopping')
      },
    })
    log.info('stopped')
  }
}

function hoursAgo(book: OpenBook, hours: number): Date {
  return new Date(book.clock().getTime() - hours * 3_600_000)
}

/** How soon a place that another process added is known here. */
const REFRESH_MS = 5_000

async function refreshOrgTree(book: OpenBook): Promise<void> {
  const client = await book.keeperPool.connect()
  try {
    book.orgTree = await readOrgTree(client, null)
  } finally {
    client.release()
  }
}
