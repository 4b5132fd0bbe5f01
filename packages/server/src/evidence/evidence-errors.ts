import { defineErrors, fault } from '@shishu/kernel'

type None = Record<string, never>
const megabytes = (bytes: number) => `${Math.floor(bytes / 1_000_000)} MB`

/** What can be uploaded, in words. */
const ALLOWED = {
  zh: '照片（jpg、png、webp）、PDF、OFD、Word/Excel/PPT（docx、xlsx、pptx）、录像 mp4、录音 mp3/m4a、文本 txt/csv',
  en: 'photos (jpg, png, webp), PDF, OFD, docx, xlsx, pptx, mp4, mp3, m4a, txt and csv',
}

/** Every refusal of an uploaded file and of the place where files are kept. To add one, add it here. */
export const FILE_ERRORS = {
  'file.empty': fault<None>({
    zh: () => '文件是空的。请检查原文件后重新上传。',
    en: () => 'The file is empty; check it and upload it again.',
  }),
  'file.too-large': fault<{ limitBytes: number }>({
    zh: ({ limitBytes }) => `文件超过 ${megabytes(limitBytes)} 的上限。请压缩照片、剪短录像，或拆成几个文件。`,
    en: ({ limitBytes }) => `The file is over ${megabytes(limitBytes)}; compress it, shorten it or split it.`,
  }),
  'file.too-many': fault<{ limitBytes: number }>({
    zh: ({ limitBytes }) => `一人一天最多上传 ${megabytes(limitBytes)}，今天的已用完。请明天再传，或先压缩照片、录像。`,
    en: ({ limitBytes }) => `One person uploads at most ${megabytes(limitBytes)} a day; go on tomorrow, or compress.`,
  }),
  'file.interrupted': fault<None>({
    zh: () => '上传中断，文件没有收下。请重新上传。',
    en: () => 'The upload broke off and nothing was kept; upload it again.',
  }),
  'file.type-refused': fault<None>({
    zh: () => `不收这种文件。可以上传：${ALLOWED.zh}。`,
    en: () => `This kind of file is not accepted. Accepted are ${ALLOWED.en}.`,
  }),
  'file.executable': fault<None>({
    zh: () => '这是程序，不是材料，不能上传。如果不是您有意上传的，请对电脑查毒。',
    en: () => 'This is a program, not a document; if you did not mean to upload it, scan your computer.',
  }),
  'file.active-page': fault<None>({
    zh: () => '不收网页和 SVG 图形，它们可以带脚本。请另存为 PDF 或图片后上传。',
    en: () => 'Web pages and SVG drawings can carry scripts; save it as PDF or as a picture.',
  }),
  'file.heic': fault<None>({
    zh: () => '这是 HEIC 照片，别人的电脑多半打不开。请在手机“设置—相机—格式”里选“兼容性最佳”，或转成 JPG 后上传。',
    en: () => 'This is a HEIC photo, which few computers open; set the camera to "Most Compatible", or save it as JPG.',
  }),
  'file.old-office': fault<None>({
    zh: () => '这是旧格式的 Office 文件（doc、xls、ppt），或设了打开密码。请取消密码，另存为 docx、xlsx、pptx 后上传。',
    en: () => 'This is an old Office file or it has a password; remove the password and save it as docx, xlsx or pptx.',
  }),
  'file.extension-differs': fault<{ extension: string; type: string }>({
    zh: ({ extension, type }) => `文件名的后缀是“${extension}”，内容却是 ${type}。请用原程序另存一份，后缀不要手改。`,
    en: ({ extension, type }) =>
      `The name ends in "${extension}" but the content is ${type}; save it again, unrenamed.`,
  }),
  'file.damaged': fault<{ type: string }>({
    zh: ({ type }) => `文件已损坏，不是完整的 ${type}。请打开原文件核对，另存一份后上传。`,
    en: ({ type }) => `The file is damaged: not a whole ${type}. Open it, save it again and upload that.`,
  }),
  'file.encrypted': fault<None>({
    zh: () => '文件设了密码，别人打不开，也查不了毒。请取消密码后上传。',
    en: () => 'The file has a password, so nobody could open or scan it; remove the password.',
  }),
  'file.macros': fault<None>({
    zh: () => '文件里有宏。请另存为不带宏的 docx、xlsx、pptx 后上传。',
    en: () => 'The file holds macros; save it without them as docx, xlsx or pptx.',
  }),
  'file.unsafe-part': fault<{ detail: string }>({
    zh: ({ detail }) => `文件里有不该有的内容（${detail}）。请新建一份，只粘贴文字和图片后上传。`,
    en: ({ detail }) => `The file holds what it should not (${detail}); paste text and pictures into a new one.`,
  }),
  'file.unpacks-too-large': fault<None>({
    zh: () => '文件解开后大得不正常，可能是压缩炸弹。请新建一份，只粘贴需要的内容后上传。',
    en: () => 'The file unpacks to an abnormal size; paste what is needed into a new one.',
  }),
  'file.too-many-pixels': fault<{ limitPixels: number }>({
    zh: ({ limitPixels }) => `照片超过 ${limitPixels / 10_000} 万像素。请用手机的普通模式拍，或缩小后上传。`,
    en: ({ limitPixels }) => `The picture has more than ${limitPixels / 1_000_000} megapixels; scale it down.`,
  }),
  'file.not-text': fault<None>({
    zh: () => '文本文件的编码认不出，或含有不可见的控制字符。请另存为 UTF-8 编码的文本后上传。',
    en: () => 'The text is neither UTF-8 nor GB18030, or holds control characters; save it as UTF-8.',
  }),
  'file.infected': fault<{ signature: string }>({
    zh: ({ signature }) => `查出病毒（${signature}），文件没有收下。请对电脑或手机查毒。`,
    en: ({ signature }) => `A virus was found (${signature}) and nothing was kept; scan your device.`,
  }),
  'file.scan-unavailable': fault<{ detail: string }>({
    zh: ({ detail }) => `查毒服务没有应答（${detail}），文件没有收下。请稍后再传；一直这样请告诉系统管理员。`,
    en: ({ detail }) =>
      `The virus scanner did not answer (${detail}); nothing was kept. Try later or tell the operator.`,
  }),
  'file.not-kept': fault<{ sha256: string }>({
    zh: ({ sha256 }) => `找不到文件 ${sha256.slice(0, 12)}，可能上传后超过一天没有提交。请重新上传。`,
    en: ({ sha256 }) => `File ${sha256.slice(0, 12)} is not here: perhaps uploaded over a day ago; upload it again.`,
  }),
  'file.store-unavailable': fault<{ detail: string }>({
    zh: ({ detail }) => `文件存储没有应答（${detail}），文件没有收下。请稍后再传；一直这样请告诉系统管理员。`,
    en: ({ detail }) => `The file store did not answer (${detail}). Try later or tell the operator.`,
  }),
}

export const fileError = defineErrors(FILE_ERRORS)
