import { useLanguage } from '../words/language.ts'

/** Further words of the pages before the door and of one's own account, which are loaded when they are opened. */
const zh = {
  enrol: {
    lead: '请为自己设一个密码。链接只能用一次。',
    done: '密码已设好。您的登录名是：',
    remember: '以后用这个登录名和刚才的密码登录。',
    enter: '现在登录',
  },
  signIn: {
    or: '或者',
    sso: (label: string) => `用${label}登录`,
    ssoRefused: '统一身份认证没有成功',
    refused: {
      'sso.no-account': '您在统一身份认证的身份还没有对应的账号，请找管理员开通。',
      'sso.refused': '统一身份认证没有成功。请重试；若一直不行，请找管理员。',
      'account.disabled': '这个账号已经停用，请找管理员。',
      'request.too-many': '操作太频繁，请稍等一会儿再试。',
    },
    secondHelp: '打开手机上的验证器，填写 6 位数字。手机不在身边，可以填一个备用码。',
    codeNeeded: '请填写验证码',
    restricted: '设好之后就能使用。',
  },
  factor: {
    title: '绑定验证器',
    must: '您的岗位要求两步登录：密码之外，还要手机验证器上的 6 位数字。',
    why: '绑定后，登录要密码和手机上的 6 位数字，别人拿到密码也进不来。',
    begin: '开始绑定',
    password: '先填一次自己的密码',
    passwordHelp: '只用统一身份认证登录、没有密码的，不用填。',
    step1: '第一步：在手机上装一个验证器',
    step1Help: '任何支持“动态口令（TOTP）”的验证器都可以，本单位指定了哪一个就用哪一个。',
    step2: '第二步：把下面的密钥填进验证器',
    step2Help: '在验证器里选“手动输入密钥”，类型选“基于时间”，账户名填自己的登录名。字母不分大小写，空格不用填。',
    secret: '密钥',
    copy: '复制密钥',
    copied: '已复制',
    open: '在这台手机的验证器里打开',
    openHelp: '正用手机看这一页时，可以直接点。',
    step3: '第三步：抄下备用码',
    step3Help: '手机丢了，用它登录，每个只能用一次。现在不抄，以后看不到。请抄在纸上锁好，不要拍照。',
    saveCodes: '存成文本文件',
    codesFile: '实数备用码.txt',
    kept: '备用码已经抄好',
    needKept: '请先抄好备用码',
    step4: '第四步：填验证器上现在的 6 位数字',
    code: '验证码',
    confirm: '完成绑定',
    done: '验证器已绑定，其他地方的登录已结束',
    isOn: '已绑定',
    isOff: '没有绑定',
    required: '您的岗位必须绑定。',
    remove: '解除验证器',
    removeHelp: '要填密码和一个验证码（或备用码）。解除后所有登录结束，需要重新登录。',
    removeCode: '验证码或备用码',
    lost: '手机丢了又没有备用码，请找管理员解除。',
  },
  sessions: {
    title: '我在哪些地方登录着',
    help: '不认识的，请马上结束，并修改密码。',
    where: '设备',
    address: '网络地址',
    since: '登录时间',
    seen: '最近使用',
    how: '方式',
    byPassword: '密码',
    bySso: '统一身份认证',
    twoSteps: '两步',
    current: '就是这里',
    end: '结束这处登录',
    endOf: (device: string) => `结束这处登录：${device}`,
    ended: '已结束那处登录',
    unknownDevice: '未知设备',
  },
}

const en: SignInWords = {
  enrol: {
    lead: 'Choose a password. The link works once.',
    done: 'Your password is set. Your login name is:',
    remember: 'From now on sign in with this name and the password you just chose.',
    enter: 'Sign in now',
  },
  signIn: {
    or: 'or',
    sso: (label) => `Sign in by ${label}`,
    ssoRefused: 'Single sign-on did not succeed',
    refused: {
      'sso.no-account': 'Your identity there belongs to no account here; ask an administrator.',
      'sso.refused': 'Single sign-on failed. Try again, or ask an administrator.',
      'account.disabled': 'This account is disabled; ask an administrator.',
      'request.too-many': 'Too many attempts; wait a little and try again.',
    },
    secondHelp: 'Open the authenticator on your phone and fill in the 6 digits. Without the phone, use a backup code.',
    codeNeeded: 'Fill in the code',
    restricted: 'Once this is done you can begin.',
  },
  factor: {
    title: 'Set up an authenticator',
    must: 'Your duty asks for two steps: besides the password, 6 digits from an authenticator on your phone.',
    why: 'Signing in then takes the password and 6 digits from your phone: a stolen password alone opens nothing.',
    begin: 'Begin',
    password: 'Your password once more',
    passwordHelp: 'Leave it empty if you come by single sign-on and have no password.',
    step1: '1. Put an authenticator on your phone',
    step1Help: 'Any that does time-based codes (TOTP); if your office names one, take that.',
    step2: '2. Type this key into the authenticator',
    step2Help:
      'Choose to enter a key by hand, type “time-based”, with your login name as the account. Capitals and spaces do not matter.',
    secret: 'Key',
    copy: 'Copy key',
    copied: 'Copied',
    open: 'Open in this phone’s authenticator',
    openHelp: 'Works where you read this page on the phone itself.',
    step3: '3. Write down the backup codes',
    step3Help:
      'They let you in if the phone is lost, each once. They are not shown again: write them on paper and lock it away.',
    saveCodes: 'Save as a text file',
    codesFile: 'shishu-backup-codes.txt',
    kept: 'I have written the codes down',
    needKept: 'Write down the codes first',
    step4: '4. Fill in the 6 digits it shows now',
    code: 'Code',
    confirm: 'Finish',
    done: 'The authenticator is set up; other sessions have ended',
    isOn: 'Set up',
    isOff: 'Not set up',
    required: 'Your duty requires it.',
    remove: 'Remove the authenticator',
    removeHelp: 'Takes your password and a code (or backup code). All sessions end and you sign in anew.',
    removeCode: 'Code or backup code',
    lost: 'Phone and codes both lost? Ask an administrator.',
  },
  sessions: {
    title: 'Where I am signed in',
    help: 'End at once any that you do not know, and change your password.',
    where: 'Device',
    address: 'Network address',
    since: 'Signed in',
    seen: 'Last used',
    how: 'By',
    byPassword: 'password',
    bySso: 'single sign-on',
    twoSteps: 'two steps',
    current: 'This one',
    end: 'End this session',
    endOf: (device) => `End this session: ${device}`,
    ended: 'The session has ended',
    unknownDevice: 'Unknown device',
  },
}

/** The same shape with any text. */
type Widen<T> = T extends (...args: infer A) => string
  ? (...args: A) => string
  : T extends string
    ? string
    : { [K in keyof T]: Widen<T[K]> }

type SignInWords = Widen<typeof zh>
export const SIGN_IN_WORDS: Readonly<Record<'zh' | 'en', SignInWords>> = { zh, en }

export const useSignInWords = (): SignInWords => SIGN_IN_WORDS[useLanguage().language]
