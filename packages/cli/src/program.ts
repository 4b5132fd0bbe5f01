import { Command } from 'commander'
import { backupCommand, openExportCommand, restoreCommand } from './command/backup.ts'
import { checkCommand, exportCommand, verifyCommand } from './command/check.ts'
import { adjustmentsCommand, closeCommand } from './command/close.ts'
import type { Context } from './command/context.ts'
import { indicatorsCommand, ledgersCommand } from './command/definitions.ts'
import { dueCommand, missingCommand, proposeCommand, sampleCommand } from './command/due.ts'
import { addCommand, correctCommand, eraseCommand, showCommand, stepCommand, withdrawCommand } from './command/entry.ts'
import { diffCommand, figureCommand } from './command/figure.ts'
import { importCommand } from './command/import.ts'
import { missionCommand } from './command/mission.ts'
import { recomputeCommand, reportCommand } from './command/report.ts'
import { recoverCommand, serveCommand } from './command/serve.ts'
import { startCommand } from './command/start.ts'

/** The command line, in the language asked for. `done` takes each command's exit code. */
export function program(context: Context, done: (code: number) => void): Command {
  const { terminal } = context
  const t = (zh: string, en: string) => terminal.say({ zh, en })
  const act = async (code: number | Promise<number>) => done(await code)

  const ORG = [
    '--org <code>',
    t('组织单位代码（12 位，网格 15 位）', 'org unit code (12 digits, 15 for a grid)'),
  ] as const
  const PERIOD = [
    '--period <period>',
    t('报告期：2026-03、2026-Q1、2026-H1、2026、2026-03-A', 'period: 2026-03, 2026-Q1, 2026-H1, 2026, 2026-03-A'),
  ] as const
  const AS_OF = [
    '--as-of <instant>',
    t(
      '以当时的账为准，如 2026-03-05（当日终）或 2026-03-05T18:00，北京时间',
      'as the book stood then: 2026-03-05 (end of day) or 2026-03-05T18:00, Beijing time',
    ),
  ] as const
  const REASON = [
    '--reason <text>',
    t('原因；改动已封账的报告期时必填', 'why; needed when a closed period is adjusted'),
  ] as const
  const KEY_FILE = [
    '--key-file <file>',
    t(
      '密钥文件：32 字节、64 位十六进制，或口令；也可用 SHISHU_BACKUP_KEY',
      'key: 32 bytes, 64 hex digits or a passphrase; or SHISHU_BACKUP_KEY',
    ),
  ] as const
  const FILES = [
    '--files <folder>',
    t(
      '附件文件夹；不写则为 SHISHU_FILES 或账簿旁的 files',
      'folder of evidence files; else SHISHU_FILES, or files beside the book',
    ),
  ] as const
  const SET = ['--set <field=value>', t('栏目=值，栏目可用中文名；可多次', 'field=value; may be repeated')] as const
  const collect = (value: string, all: string[] = []) => [...all, value]

  const root = new Command('shishu')
    .description(
      t(
        '实数：一个乡镇的一本账。工作只记一次，每个数都能算出来、查得到来处。',
        'Shishu: a township’s one book of work; every figure computed from entries and traceable to them.',
      ),
    )
    .option('--lang <zh|en>', t('界面语言', 'language'))
    .option('--json', t('结果用 JSON 给出', 'print the result as JSON'))
    .helpOption('-h, --help', t('显示帮助', 'show help'))
    .helpCommand('help [command]', t('显示某个命令的帮助', 'show a command’s help'))
    .configureHelp({
      styleTitle: (title) => (terminal.language === 'zh' ? (TITLES[title] ?? title) : title),
      showGlobalOptions: true,
    })
    .exitOverride()
    // What is wrong with the command line is said by run.ts, in the language asked for.
    .configureOutput({
      writeOut: (text) => terminal.print(text.replace(/\n$/, '')),
      outputError: () => undefined,
    })
    .addHelpText(
      'after',
      t(
        '\n账簿在 ./data，或 SHISHU_DATA 所指的文件夹，或 DATABASE_URL 所指的 PostgreSQL。\nSHISHU_USER 是记账人；SHISHU_LANG 是界面语言。\n退出码：0 完成；1 被拒绝，没有记账；2 用法不对；3 核对不符；70 程序出错。\nEnglish: shishu --lang en --help',
        '\nThe book is in ./data, in the folder SHISHU_DATA, or in the PostgreSQL server DATABASE_URL.\nSHISHU_USER is who books; SHISHU_LANG the language.\nExit codes: 0 done; 1 refused, nothing booked; 2 usage; 3 does not agree; 70 internal error.\n中文：shishu --lang zh --help',
      ),
    )
  const command = (parent: Command, usage: string, description: string) =>
    parent.command(usage).description(description).helpOption('-h, --help', t('显示帮助', 'show help'))

  command(
    root,
    'start',
    t('演示：建账、导入虚构乡镇的台账、出半年报告、启动服务', 'demonstration: book, import, half-year report, server'),
  )
    .option('--once', t('不启动服务，做完就结束', 'end when done, without serving'))
    .option('--port <port>', t('服务的端口', 'port to serve on'))
    .option('--out <folder>', t('报告和工作簿放在哪里', 'where report and workbooks go'), 'out')
    .action((options) => act(startCommand(context, options)))

  command(root, 'serve', t('启动服务：网页和接口', 'serve the browser application and the API'))
    .option('--port <port>', t('端口；不写则 8080，或 PORT 所指', 'port; 8080 by default, or PORT'))
    .option('--host <address>', t('监听的地址；不写则只有本机', 'address to listen on; this machine alone by default'))
    .action((options) => act(serveCommand(context, options)))

  command(root, 'recover', t('管理员忘了口令：在控制台重发链接', 'an administrator’s lost password: a new link'))
    .argument('<name>', 'sysadmin, secadmin, auditadmin')
    .action((name) => act(recoverCommand(context, name)))

  command(root, 'import', t('导入 Excel 台账，整本通过才记账', 'import workbooks; each whole or not at all'))
    .argument('<files...>', t('工作簿（.xlsx）', 'workbooks (.xlsx)'))
    .option('--org <code>', t('工作簿没写填报单位时，指明乡镇', 'the town, where the workbook does not name it'))
    .option('--preview', t('只看怎么理解的，不记账', 'show what was understood; book nothing'))
    .option(...REASON)
    .action((files, options) => act(importCommand(context, files, options)))

  command(root, 'report', t('出报告', 'make a report'))
    .argument('<name>', t('报告名，如 half-year', 'which, such as half-year'))
    .requiredOption(...ORG)
    .requiredOption(...PERIOD)
    .option(...AS_OF)
    .option('--format <docx|html|json>', t('格式；不写则看文件名', 'format; by default the file’s ending'))
    .option('-o, --output <file>', t('写到文件；不写则在终端给出 JSON', 'file; without it JSON is printed'))
    .option('--issue', t('签发：固定在此刻，记入流水账', 'issue: fix it at this moment, in the journal'))
    .action((name, options) => act(reportCommand(context, name, options)))

  command(root, 'recompute', t('重算已签发的报告', 'compute an issued report again'))
    .argument('<id>', t('签发号', 'its id'))
    .action((id) => act(recomputeCommand(context, id)))

  command(root, 'figure', t('查一个指标；--explain 列出来处', 'one figure; --explain lists the entries behind it'))
    .argument('<indicator>', t('指标标识，见 shishu indicators', 'see shishu indicators'))
    .requiredOption(...ORG)
    .requiredOption(...PERIOD)
    .option(...AS_OF)
    .option('--explain', t('列出每一条来处', 'list the entries behind it'))
    .action((id, options) => act(figureCommand(context, id, options)))

  command(root, 'diff', t('一个指标在两个时刻之间为什么变了', 'why a figure changed between two moments'))
    .argument('<indicator>', t('指标标识', 'indicator'))
    .requiredOption(...ORG)
    .requiredOption(...PERIOD)
    .requiredOption('--from <instant>', t('前一时刻', 'the earlier moment'))
    .requiredOption('--to <instant>', t('后一时刻', 'the later moment'))
    .action((id, options) => act(diffCommand(context, id, options)))

  command(root, 'check', t('把整本账重算一遍，逐项核对', 'recount the whole book')).action(() =>
    act(checkCommand(context)),
  )
  command(
    root,
    'verify',
    t('核对流水账的封印；给出导出文件时不用数据库', 'check the journal’s seals; of an export, without a database'),
  )
    .argument('[export]', t('导出文件', 'an export'))
    .option(
      '--seal <hex>',
      t('末尾应有的封印（可只写开头），如报告页脚所印', 'the seal it must end with, or its beginning'),
    )
    .action((file, options) => act(verifyCommand(context, file, options)))
  command(root, 'export', t('导出整本账（不含个人信息）', 'export the whole book, without personal values'))
    .argument('<file>', t('文件', 'file'))
    .action((file) => act(exportCommand(context, file)))
  command(
    root,
    'open-export',
    t('把导出文件打开成一本新账（目标须为空）', 'open an export as a new book, in an empty place'),
  )
    .argument('<file>', t('导出文件', 'an export'))
    .action((file) => act(openExportCommand(context, file)))
  command(
    root,
    'backup',
    t('备份整本账和附件，不用停机；给了密钥就加密', 'back up book and files while in use; encrypted when given a key'),
  )
    .argument('<file>', t('文件', 'file'))
    .option(...KEY_FILE)
    .option(...FILES)
    .action((file, options) => act(backupCommand(context, file, options)))
  command(
    root,
    'restore',
    t('把备份恢复到空的数据库，并逐笔核对', 'restore a backup into an empty database, and verify it'),
  )
    .argument('<file>', t('备份文件', 'a backup'))
    .option(
      '--until <instant>',
      t('恢复到这一刻的账，写法同 --as-of', 'as the book stood then; written as for --as-of'),
    )
    .option(...KEY_FILE)
    .option(...FILES)
    .action((file, options) => act(restoreCommand(context, file, options)))
  command(root, 'close', t('封账', 'close a period'))
    .argument('<period>', t('报告期', 'period'))
    .requiredOption(...ORG)
    .action((period, options) => act(closeCommand(context, period, options.org)))
  command(root, 'adjustments', t('封账以后的调整', 'what was booked into a closed period'))
    .argument('<period>', t('报告期', 'period'))
    .requiredOption(...ORG)
    .action((period, options) => act(adjustmentsCommand(context, period, options.org)))
  command(root, 'ledgers', t('列出台账及来源', 'list ledgers with sources')).action(() => act(ledgersCommand(context)))
  command(root, 'indicators', t('列出指标、口径及来源', 'list indicators with sources')).action(() =>
    act(indicatorsCommand(context)),
  )

  command(
    root,
    'mission',
    t('逐项列出职责、台账、时限、指标', 'what the township is charged with, and what carries it'),
  ).action(() => act(missionCommand(context)))
  command(root, 'due', t('到期和超期的事项', 'what is due and overdue'))
    .requiredOption(...ORG)
    .option('--on <day>', t('哪一天；不写则今天', 'which day; today by default'))
    .option('--office <office>', t('只看一个办公室', 'one office only'))
    .action((options) => act(dueCommand(context, options)))
  command(root, 'missing', t('该做而没有记录的频次', 'required frequencies that the book does not show'))
    .requiredOption(...ORG)
    .requiredOption(...PERIOD)
    .action((options) => act(missingCommand(context, options)))
  command(root, 'propose', t('亮点、难点的素材，供写材料的人采纳', 'sentences that a writer may take up'))
    .requiredOption(...ORG)
    .requiredOption(...PERIOD)
    .action((options) => act(proposeCommand(context, options)))
  command(
    root,
    'sample',
    t('回头看抽样：由流水账封印决定，谁也挑不了', 'draw entries for a second look, by the journal’s seal'),
  )
    .argument('<ledger>', t('台账标识', 'ledger'))
    .argument('<state>', t('处于哪个状态', 'standing in which state'))
    .requiredOption(...ORG)
    .requiredOption('--on <day>', t('哪一天', 'on which day'))
    .requiredOption('--share <share>', t('比例，如 0.3', 'share, such as 0.3'))
    .action((ledger, state, options) => act(sampleCommand(context, ledger, state, options)))

  const entry = command(root, 'entry', t('单个条目：新增、更正、办环节、撤销', 'a single entry'))
  command(entry, 'add', t('新增', 'add'))
    .argument('<ledger>', t('台账标识', 'ledger'))
    .requiredOption(...ORG)
    .option(...SET, collect)
    .option('--request <id>', t('请求号；同号只记一次', 'request id; booked once'))
    .option(...REASON)
    .action((ledger, options) => act(addCommand(context, ledger, options)))
  command(entry, 'correct', t('更正', 'correct'))
    .argument('<ledger>')
    .argument('<entry>')
    .requiredOption(...ORG)
    .option(...SET, collect)
    .option('--move <code>', t('改到这个组织单位', 'move to this org unit'))
    .option('--expect <version>', t('您看到的版本', 'the version you saw'))
    .option('--request <id>', t('请求号；同号只记一次', 'request id; booked once'))
    .option(...REASON)
    .action((ledger, id, options) => act(correctCommand(context, ledger, id, options)))
  command(entry, 'step', t('办一个环节', 'take a step'))
    .argument('<ledger>')
    .argument('<entry>')
    .argument('<step>', t('环节标识', 'step'))
    .requiredOption(...ORG)
    .requiredOption('--on <day>', t('办理日期', 'day'))
    .option(...SET, collect)
    .option('--expect <version>', t('您看到的版本', 'the version you saw'))
    .option('--request <id>', t('请求号；同号只记一次', 'request id; booked once'))
    .option(...REASON)
    .action((ledger, id, step, options) => act(stepCommand(context, ledger, id, step, options)))
  command(entry, 'withdraw', t('撤销', 'withdraw'))
    .argument('<ledger>')
    .argument('<entry>')
    .requiredOption(...ORG)
    .option('--expect <version>', t('您看到的版本', 'the version you saw'))
    .option('--request <id>', t('请求号；同号只记一次', 'request id; booked once'))
    .option(...REASON)
    .action((ledger, id, options) => act(withdrawCommand(context, ledger, id, options)))
  command(entry, 'show', t('查看各版', 'show every version'))
    .argument('<ledger>')
    .argument('<entry>')
    .requiredOption(...ORG)
    .action((ledger, id, options) => act(showCommand(context, ledger, id, options.org)))
  command(entry, 'erase', t('删除个人信息（个人信息保护法第四十七条）', 'erase personal values'))
    .argument('<ledger>')
    .argument('<entry>')
    .requiredOption(...ORG)
    .requiredOption('--reason <text>', t('依据', 'on what ground'))
    .action((ledger, id, options) => act(eraseCommand(context, ledger, id, options)))
  return root
}

const TITLES: Record<string, string> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
}
