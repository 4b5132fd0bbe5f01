import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EVIDENCE_DEFAULTS, type EvidenceSettings } from '../evidence/evidence-settings.ts'
import type { FileStore } from '../evidence/file-store.ts'
import { folderStore } from '../evidence/folder-store.ts'
import { s3Store } from '../evidence/s3-store.ts'
import type { Settings } from '../setting/settings.ts'

/** Where evidence files are kept: an S3-compatible store where one is named, else a folder. */
export function fileStoreOf(settings: Settings): FileStore {
  const { s3Endpoint: endpoint, s3Bucket: bucket, s3AccessKey, s3SecretKey } = settings
  if (endpoint !== null && bucket !== null && s3AccessKey !== null && s3SecretKey !== null) {
    return s3Store({
      endpoint,
      bucket,
      region: settings.s3Region,
      accessKeyId: s3AccessKey,
      secretAccessKey: s3SecretKey,
      prefix: '',
      timeoutMs: 30_000,
    })
  }
  return folderStore(filesFolder(settings))
}

/** The folder of evidence files. */
export function filesFolder({ filesFolder, dataFolder }: Settings): string {
  return filesFolder ?? join(dataFolder, 'files')
}

export function evidenceSettings({ uploadMb, clamd }: Settings): EvidenceSettings {
  return { ...EVIDENCE_DEFAULTS, maxBytes: uploadMb * 1024 * 1024, clamd, temporaryFolder: tmpdir() }
}
