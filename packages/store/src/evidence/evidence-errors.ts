import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal about files attached to entries. To add one, add it here: code, facts, both texts. */
export const EVIDENCE_ERRORS = {
  'evidence.malformed': fault<{ ledger: string; position: number; field: string }>({
    zh: ({ ledger, position, field }) =>
      `${ledger}的第 ${position} 个附件没有写对（${field}）。请重新上传这个文件，再提交一次。`,
    en: ({ ledger, position, field }) =>
      `${ledger}: attached file ${position} is not described properly (${field}); upload it again and repeat.`,
  }),
  'evidence.not-attached': fault<{ ledger: string; entry: string; sha256: string }>({
    zh: ({ ledger, entry, sha256 }) =>
      `${ledger}的条目 ${entry} 现在没有附件 ${sha256.slice(0, 12)}，取不下来。请刷新后再看。`,
    en: ({ ledger, entry, sha256 }) =>
      `Entry ${entry} of ${ledger} has no file ${sha256.slice(0, 12)} now, so it cannot be detached; look again.`,
  }),
  'evidence.reason-needed': fault<{ ledger: string }>({
    zh: ({ ledger }) => `从${ledger}取下附件要写明原因。原文件仍留在旧版本里，可以查到。`,
    en: ({ ledger }) => `Detaching a file from ${ledger} needs a reason; earlier versions keep the file.`,
  }),
}

export const evidenceError = defineErrors(EVIDENCE_ERRORS)
