import { DEFAULT_ACCOUNT_SETTINGS } from '../account/account-settings.ts'
import {
  address,
  choice,
  flag,
  integer,
  names,
  origin,
  path,
  placeCode,
  ranges,
  type SettingKind,
  socketAddress,
  text,
} from './setting-kind.ts'

/** One variable of the environment. */
export interface Setting<T = unknown, D = T | null> {
  name: string
  kind: SettingKind<T>
  /** Where the variable is absent or empty. */
  initial: D
  /** Never shown; it can also be given as a file, by the variable with `_FILE` after its name. */
  secret: boolean
  zh: string
  en: string
}

interface Described {
  zh: string
  en: string
  secret?: boolean
}

function setting<T>(name: string, kind: SettingKind<T>, initial: T, described: Described): Setting<T, T> {
  return { name, kind, initial, secret: false, ...described }
}

/** A variable that may be absent. */
function optional<T>(name: string, kind: SettingKind<T>, described: Described): Setting<T, T | null> {
  return { name, kind, initial: null, secret: false, ...described }
}

const { session, password, lockOut } = DEFAULT_ACCOUNT_SETTINGS
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** Every setting of the server, in the order in which docs/operations.md lists them. */
export const SETTINGS = {
  host: setting('HOST', text(255), '127.0.0.1', {
    zh: '监听的地址；不经反向代理、直接对外时才改',
    en: 'address to listen on',
  }),
  port: setting('PORT', integer(1, 65_535), 8080, { zh: '监听的端口', en: 'port to listen on' }),
  publicUrl: optional('SHISHU_URL', origin, {
    zh: '用户在浏览器里打开的地址；登录、通知里的链接和跨站检查都靠它。除本机试用外必须是 https',
    en: 'the address that people open; https, but for a trial on one machine',
  }),
  tlsCertificate: optional('SHISHU_TLS_CERT', path, {
    zh: '证书文件（PEM，含中间证书）；不用反向代理时才需要',
    en: 'certificate file, PEM with intermediates; not needed behind a reverse proxy',
  }),
  tlsKey: optional('SHISHU_TLS_KEY', path, {
    zh: '证书私钥文件（PEM）',
    en: 'private key file of the certificate, PEM',
  }),
  trustedProxies: setting('SHISHU_TRUSTED_PROXIES', ranges, [], {
    zh: '反向代理的地址；只信它们所说的来源地址',
    en: 'reverse proxies whose word on the client’s address is taken',
  }),
  dataFolder: setting('SHISHU_DATA', path, './data', {
    zh: '数据文件夹：内置数据库和附件',
    en: 'data folder: embedded database and evidence files',
  }),
  databaseUrl: optional('DATABASE_URL', address('postgres', 'postgresql'), {
    secret: true,
    zh: 'PostgreSQL（15 以上）的地址；不填则用内置数据库',
    en: 'a PostgreSQL server, 15 or newer; the embedded one where absent',
  }),
  filesFolder: optional('SHISHU_FILES', path, {
    zh: '附件文件夹；不填则为数据文件夹下的 files',
    en: 'folder of evidence files; `files` in the data folder where absent',
  }),
  s3Endpoint: optional('SHISHU_S3_ENDPOINT', origin, {
    zh: '对象存储（S3 接口）的地址；填了则附件存在那里',
    en: 'an S3-compatible store for evidence files, instead of a folder',
  }),
  s3Bucket: optional('SHISHU_S3_BUCKET', text(63), { zh: '对象存储的桶', en: 'its bucket' }),
  s3Region: setting('SHISHU_S3_REGION', text(50), 'us-east-1', { zh: '对象存储的区域', en: 'its region' }),
  s3AccessKey: optional('SHISHU_S3_ACCESS_KEY', text(200), {
    secret: true,
    zh: '对象存储的访问键',
    en: 'its access key id',
  }),
  s3SecretKey: optional('SHISHU_S3_SECRET_KEY', text(200), {
    secret: true,
    zh: '对象存储的密钥',
    en: 'its secret access key',
  }),
  uploadMb: setting('SHISHU_UPLOAD_MB', integer(1, 500), 20, {
    zh: '一个附件最大多少 MB',
    en: 'largest evidence file, MB',
  }),
  clamd: optional('SHISHU_CLAMD', socketAddress, {
    zh: '病毒扫描（clamd）的地址；填了则扫不成的附件一律不收',
    en: 'clamd; where set, a file that cannot be scanned is refused',
  }),
  secret: optional('SHISHU_SECRET', text(500), {
    secret: true,
    zh: '签发会话用的密钥，至少 32 字；两台服务器须相同。不填则首次启动时生成，存在账簿里',
    en: 'secret that signs sessions, 32 characters or more, the same on all servers; made and kept in the book where absent',
  }),
  sessionIdleMinutes: setting('SHISHU_SESSION_IDLE_MINUTES', integer(1, 120), session.idleMinutes, {
    zh: '闲置多少分钟后要重新登录',
    en: 'minutes without use after which a session ends',
  }),
  sessionHours: setting('SHISHU_SESSION_HOURS', integer(1, 24), session.absoluteHours, {
    zh: '一次登录最长多少小时',
    en: 'hours after which a session ends in any case',
  }),
  passwordLength: setting('SHISHU_PASSWORD_LENGTH', integer(8, 64), password.leastLength, {
    zh: '口令最短多少字',
    en: 'shortest password',
  }),
  passwordDays: setting('SHISHU_PASSWORD_DAYS', integer(1, 3_650), password.ageDays, {
    zh: '口令多少天后要换',
    en: 'days after which a password must be changed',
  }),
  lockOutFailures: setting('SHISHU_LOCKOUT_FAILURES', integer(1, 20), lockOut.failures, {
    zh: '连续输错多少次后锁定',
    en: 'failures in a row that lock an account',
  }),
  lockOutMinutes: setting('SHISHU_LOCKOUT_MINUTES', integer(1, 1_440), lockOut.minutes, {
    zh: '锁定多少分钟',
    en: 'minutes that it stays locked',
  }),
  ssoProviders: setting('SHISHU_SSO', names, [], {
    zh: '单点登录提供方的名字；每个名字另有下面的 SHISHU_SSO_名字_… 各项',
    en: 'names of single sign-on providers; each has the variables SHISHU_SSO_NAME_… below',
  }),
  smtpUrl: optional('SHISHU_SMTP_URL', address('smtp', 'smtps'), {
    secret: true,
    zh: '邮件服务器，如 smtp://用户:口令@主机:587；不填则不发邮件',
    en: 'mail server, such as smtp://user:password@host:587; no mail where absent',
  }),
  mailFrom: optional('SHISHU_MAIL_FROM', text(200), { zh: '发件人', en: 'sender of mail' }),
  smtpTls: setting('SHISHU_SMTP_TLS', flag, true, {
    zh: '邮件是否只走加密连接',
    en: 'whether mail is sent over an encrypted connection only',
  }),
  smtpCa: optional('SHISHU_SMTP_CA', path, {
    zh: '邮件服务器证书的根证书文件（PEM），自签时需要',
    en: 'root certificate file of the mail server, where it is not public',
  }),
  webhookAllow: setting('SHISHU_WEBHOOK_ALLOW', ranges, [], {
    zh: '推送（webhook）可以访问的内网网段；不填则只许外网地址',
    en: 'internal ranges that webhooks may reach; none where absent',
  }),
  webhookHttp: setting('SHISHU_WEBHOOK_HTTP', flag, false, {
    zh: '推送是否可以不用 https（没有证书的内网）',
    en: 'whether webhooks may do without https',
  }),
  ratePerMinute: setting('SHISHU_RATE_PER_MINUTE', integer(10, 100_000), 600, {
    zh: '每个账号每分钟最多多少次请求',
    en: 'requests a minute of one account',
  }),
  ratePerAddress: optional('SHISHU_RATE_PER_ADDRESS', integer(10, 1_000_000), {
    zh: '每个地址每分钟最多多少次请求，不论是谁；一个办公室常共用一个地址。不填则为每个账号的十倍',
    en: 'requests a minute from one address, whoever asks: an office often shares one; ten times those of an account where absent',
  }),
  signInPerMinute: setting('SHISHU_SIGN_IN_PER_MINUTE', integer(1, 1_000), 20, {
    zh: '每个地址每分钟最多登录多少次',
    en: 'sign-ins a minute from one address',
  }),
  auditMonths: setting('SHISHU_AUDIT_MONTHS', integer(6, 240), 12, {
    zh: '审计日志保留多少个月（网络安全法规定不少于 6 个月）',
    en: 'months that the audit log is kept; the law asks for 6',
  }),
  auditSealMinutes: setting('SHISHU_AUDIT_SEAL_MINUTES', integer(1, 60), 5, {
    zh: '每多少分钟封一次审计日志',
    en: 'minutes between two seals of the audit log',
  }),
  auditOrgUnit: optional('SHISHU_AUDIT_ORG_UNIT', placeCode, {
    zh: '审计日志的封印每天记入哪个单位的流水账；不填则为代码最小的乡镇',
    en: 'org unit whose journal takes the head of the audit log each day; the first town where absent',
  }),
  backupKey: optional('SHISHU_BACKUP_KEY', text(500), {
    secret: true,
    zh: '备份的密钥：64 位十六进制，或至少 12 字的口令',
    en: 'key of backups: 64 hex digits, or a passphrase of 12 characters or more',
  }),
  logLevel: setting('SHISHU_LOG_LEVEL', choice(LOG_LEVELS), 'info', { zh: '运行日志的级别', en: 'level of the log' }),
  metricsAllow: setting('SHISHU_METRICS_ALLOW', ranges, ['127.0.0.1', '::1'], {
    zh: '可以读 /metrics 的地址',
    en: 'addresses that may read /metrics',
  }),
  diskFreeMb: setting('SHISHU_DISK_FREE_MB', integer(1, 1_000_000), 1_024, {
    zh: '磁盘剩余少于多少 MB 就报“未就绪”',
    en: 'MB free below which the server is not ready',
  }),
  journalLagSeconds: setting('SHISHU_JOURNAL_LAG_SECONDS', integer(10, 86_400), 300, {
    zh: '已记账而未封的最老一笔超过多少秒就报“未就绪”',
    en: 'seconds that the oldest unsealed batch may wait before the server is not ready',
  }),
  stopSeconds: setting('SHISHU_STOP_SECONDS', integer(1, 300), 20, {
    zh: '停机时最多等多少秒把手头的事办完',
    en: 'seconds for finishing what is under way when stopping',
  }),
} as const

/** Variables that other commands read, and the tests. */
export const OTHER_VARIABLES = ['SHISHU_USER', 'SHISHU_LANG', 'SHISHU_SEED', 'SHISHU_CITUS_URL'] as const
