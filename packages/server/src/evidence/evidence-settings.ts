import { tmpdir } from 'node:os'

/** How evidence files are received and kept. */
export interface EvidenceSettings {
  /** The largest file that is received, in bytes. */
  maxBytes: number
  /** Bytes that one person may upload in 24 hours. */
  bytesADay: number
  /** The largest picture, in pixels: what it unpacks to, whatever the file's size. */
  maxPixels: number
  /** The longer edge of a thumbnail, in pixels. */
  thumbnailPixels: number
  /** Quality of re-encoded JPEG and WebP pictures, 1 to 100. */
  pictureQuality: number
  /** Files checked and written anew at once; a picture may take 4 bytes a pixel of memory. */
  filesAtOnce: number
  zip: ZipLimits
  /** `host:port` or `unix:/path` of clamd; null scans nothing. */
  clamd: string | null
  /** How long a scan may take, in milliseconds. */
  scanTimeoutMs: number
  /** How long a file that no version refers to is kept, in hours. */
  unreferencedHours: number
  /** Where uploads lie until they are checked; on a disk of its own size. */
  temporaryFolder: string
}

/** What a zip file may cost. */
export interface ZipLimits {
  parts: number
  /** Bytes unpacked, all parts together. */
  unpackedBytes: number
  /** Unpacked over packed bytes, of any part larger than a megabyte. */
  ratio: number
}

export const EVIDENCE_DEFAULTS: EvidenceSettings = {
  maxBytes: 20_000_000,
  bytesADay: 500_000_000,
  maxPixels: 50_000_000,
  thumbnailPixels: 400,
  pictureQuality: 88,
  filesAtOnce: 2,
  zip: { parts: 3_000, unpackedBytes: 200_000_000, ratio: 300 },
  clamd: null,
  scanTimeoutMs: 60_000,
  unreferencedHours: 24,
  temporaryFolder: tmpdir(),
}
