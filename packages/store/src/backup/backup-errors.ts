import { defineErrors, fault } from '@shishu/kernel'

/** Every refusal of backup, restore and the re-opening of exports. */
export const BACKUP_ERRORS = {
  'backup.not-a-backup': fault<{ file: string }>({
    zh: ({ file }) => `${file} 不是实数的备份文件。`,
    en: ({ file }) => `${file} is not a backup of Shishu.`,
  }),
  'backup.damaged': fault<{ file: string; detail: string }>({
    zh: ({ file, detail }) => `备份文件 ${file} 已损坏或不完整（${detail}），没有恢复任何内容。请换一份备份。`,
    en: ({ file, detail }) =>
      `Backup ${file} is damaged or cut off (${detail}); nothing was restored. Use another one.`,
  }),
  'backup.newer-format': fault<{ file: string; found: number; known: number }>({
    zh: ({ file, found, known }) => `备份文件 ${file} 的格式是 ${found}，本程序只认识到 ${known}。请升级程序。`,
    en: ({ file, found, known }) => `Backup ${file} is of format ${found}; this program knows ${known}. Upgrade it.`,
  }),
  'backup.key-needed': fault<{ file: string }>({
    zh: ({ file }) => `备份文件 ${file} 是加密的，请用 --key-file 或 SHISHU_BACKUP_KEY 给出密钥。`,
    en: ({ file }) => `Backup ${file} is encrypted; give its key with --key-file or SHISHU_BACKUP_KEY.`,
  }),
  'backup.wrong-key': fault<{ file: string }>({
    zh: ({ file }) => `密钥打不开备份文件 ${file}，请核对密钥。没有恢复任何内容。`,
    en: ({ file }) => `The key does not open backup ${file}; nothing was restored.`,
  }),
  'backup.key-malformed': fault<{ least: number }>({
    zh: ({ least }) => `备份密钥应是 32 字节（64 位十六进制），或至少 ${least} 个字的口令。`,
    en: ({ least }) => `A backup key is 32 bytes (64 hex digits), or a passphrase of at least ${least} characters.`,
  }),
  'backup.no-book': fault<{ detail: string }>({
    zh: ({ detail }) => `数据库里没有账簿，没有可备份的内容（${detail}）。`,
    en: ({ detail }) => `There is no book in the database, so nothing to back up (${detail}).`,
  }),
  'backup.rights-needed': fault<{ role: string; tables: readonly string[] }>({
    zh: ({ role, tables }) =>
      `数据库用户 ${role} 看不全 ${tables.join('、')}，备份会缺内容。请用超级用户，或执行 ALTER ROLE … BYPASSRLS。`,
    en: ({ role, tables }) =>
      `Database user ${role} may not see all of ${tables.join(', ')}; use a superuser, or ALTER ROLE … BYPASSRLS.`,
  }),
  'backup.target-not-empty': fault<{ table: string }>({
    zh: ({ table }) => `目标数据库里已有内容（${table}），没有动它。请恢复到一个空的数据库或新的 SHISHU_DATA 文件夹。`,
    en: ({ table }) =>
      `The target already holds something (${table}) and was left alone; restore into an empty database.`,
  }),
  'backup.until-later': fault<{ until: string; takenAt: string }>({
    zh: ({ until, takenAt }) => `备份做于 ${takenAt}，里面没有到 ${until} 为止的内容。请去掉 --until，或用更晚的备份。`,
    en: ({ until, takenAt }) => `The backup was taken at ${takenAt} and cannot say how the book stood at ${until}.`,
  }),
  'backup.table-differs': fault<{ table: string; detail: string }>({
    zh: ({ table, detail }) => `备份里的表 ${table} 与本程序建的不同（${detail}），没有恢复任何内容。`,
    en: ({ table, detail }) => `Table ${table} of the backup is not the one this program makes (${detail}).`,
  }),
}

export const backupError = defineErrors(BACKUP_ERRORS)
