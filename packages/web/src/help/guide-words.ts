import type { Language } from '@shishu/kernel'
import { useLanguage } from '../words/language.ts'

/** One chapter of the guide in a few sentences, and the page on which it is done. */
interface Chapter {
  /** Of the chapter that has it whole. */
  topic: string
  title: string
  text: string
  to: '/' | '/ledgers' | '/imports' | '/figures' | '/reports' | '/settings/$' | null
}

interface GuideWords {
  title: string
  lead: string
  go: string
  before: string
  after: string
  all: string
  /** Which chapter of how many. */
  part: (at: number, of: number) => string
  chapters: readonly Chapter[]
}

/** The guide in short, as its list of chapters shows it. */
const zh: GuideWords = {
  title: '怎么用',
  lead: '点标题看带图的步骤。',
  go: '去这一页',
  before: '上一节：',
  after: '下一节：',
  all: '全部章节',
  part: (at, of) => `使用手册第 ${at} 节，共 ${of} 节`,
  chapters: [
    {
      topic: 'sign-in',
      title: '登录',
      text: '第一次用管理员给的链接自己设密码，以后用账号和密码登录。忘记密码，找本单位的系统管理员。',
      to: null,
    },
    {
      topic: 'today',
      title: '看今天要办什么',
      text: '“要办的事”按时限排，先到期的在前；“缺的账”是该记还没有记的。点一下就到要办的地方。',
      to: '/',
    },
    {
      topic: 'book',
      title: '记一条',
      text: '打开台账，点“新增”，填好点“记账”。没填完离开也不要紧，下次打开会找回来。',
      to: '/ledgers',
    },
    {
      topic: 'paste',
      title: '从 Excel 粘贴',
      text: '在 Excel 里连标题行一起复制，打开台账，按 Ctrl+V。有问题的格会标出来，改好再一次记完。',
      to: '/ledgers',
    },
    {
      topic: 'import',
      title: '导入整本工作簿',
      text: '选一个 .xlsx 文件，先核对后记账。有一格不对就一条也不记，下载标好的工作簿，改完再交。',
      to: '/imports',
    },
    {
      topic: 'step',
      title: '办一步',
      text: '打开要办的事，在“下一步”里点可以办的那一步，填好日期，点“确认办理”。',
      to: '/',
    },
    {
      topic: 'source',
      title: '问一个数从哪里来',
      text: '点任何一个带虚线的数，就看到算法和每一条原始记录；还可以看它为什么变了。',
      to: '/figures',
    },
    {
      topic: 'report',
      title: '写报告、签发报告',
      text: '打开报告就是初稿，数已经算好。签发以后数固定不变，可以下载 Word。',
      to: '/reports',
    },
    {
      topic: 'delegate',
      title: '移交和请人代理',
      text: '一件事交给别人：打开它，点“移交”。出差休假：在“我的职责”里请人代理，随时可以收回。',
      to: '/settings/$',
    },
    {
      topic: 'personal',
      title: '看个人信息',
      text: '姓名、电话等平时遮住。要看，点“查看”并写明原因；看过什么会留下记录。',
      to: null,
    },
    {
      topic: 'refused',
      title: '系统不让办怎么办',
      text: '红字写着为什么、该怎么改。您填的内容不会丢。写着“不是您的职责”的，请找写明的岗位来办。',
      to: null,
    },
  ],
}

const en: GuideWords = {
  title: 'How to',
  lead: 'Choose a title for the steps with pictures.',
  go: 'Go there',
  before: 'Before:',
  after: 'Next:',
  all: 'All chapters',
  part: (at, of) => `User guide, chapter ${at} of ${of}`,
  chapters: [
    {
      topic: 'sign-in',
      title: 'Sign in',
      text: 'The first time, choose a password through the link the administrator gives you; then sign in with account and password. If it is forgotten, ask the administrator.',
      to: null,
    },
    {
      topic: 'today',
      title: 'See what is due today',
      text: 'What is due comes by deadline, the first one first; below it is what should have been booked and is not. Open one to go where it is done.',
      to: '/',
    },
    {
      topic: 'book',
      title: 'Book one entry',
      text: 'Open a ledger, choose New, fill it in, book it. What you leave unfinished is found again the next time.',
      to: '/ledgers',
    },
    {
      topic: 'paste',
      title: 'Paste from Excel',
      text: 'Copy the rows with their headings, open the ledger, press Ctrl+V. Cells in doubt are marked; mend them and book all at once.',
      to: '/ledgers',
    },
    {
      topic: 'import',
      title: 'Import a workbook',
      text: 'Choose an .xlsx file; it is checked first. Where one cell is wrong nothing is booked: download the marked workbook, mend it, bring it again.',
      to: '/imports',
    },
    {
      topic: 'step',
      title: 'Take a step',
      text: 'Open the matter, choose the step under Next, give its day, confirm.',
      to: '/',
    },
    {
      topic: 'source',
      title: 'Ask where a number comes from',
      text: 'Choose any number with a dotted line: you see the rule and every entry behind it, and why it changed.',
      to: '/figures',
    },
    {
      topic: 'report',
      title: 'Write and issue a report',
      text: 'A report opens as a draft with its numbers. Once issued they stay; download it as Word.',
      to: '/reports',
    },
    {
      topic: 'delegate',
      title: 'Hand over, or let somebody stand in',
      text: 'One matter: open it and hand it over. Away for some days: let somebody stand in under My duties, and take it back at any time.',
      to: '/settings/$',
    },
    {
      topic: 'personal',
      title: 'See personal values',
      text: 'Names and telephone numbers are masked. Choose Show and say why; what was looked at is kept on record.',
      to: null,
    },
    {
      topic: 'refused',
      title: 'When something is refused',
      text: 'The red words say why and what to do. Nothing you filled in is lost. What is not your duty is done by the post that is named.',
      to: null,
    },
  ],
}

export const GUIDE_WORDS: Readonly<Record<Language, GuideWords>> = { zh, en }

export const useGuideWords = (): GuideWords => GUIDE_WORDS[useLanguage().language]
