import type { MultipartFile } from '@fastify/multipart'
import { ShishuError } from '@shishu/kernel'
import type { FastifyRequest } from 'fastify'
import { serverError } from '../server-errors.ts'

/** No system keeps a longer name; one that is kept is shorter still. */
const LONGEST_NAME = 1_000

/**
 * The one file of a form. Its stream ends one byte past the limit: whoever reads it refuses what is longer.
 * Errors  request.media-type: no form. request.malformed: a form that cannot be read, or has no file.
 */
export async function uploadedFile(request: FastifyRequest, limitBytes: number): Promise<MultipartFile> {
  if (!request.isMultipart()) {
    const found = (request.headers['content-type'] ?? '').split(';')[0]!.slice(0, 100)
    throw serverError('request.media-type', { found })
  }
  const malformed = (detail: string, detailEn: string) =>
    serverError('request.malformed', { path: '/file', detail, detailEn })
  const limits = { fileSize: limitBytes + 1, files: 1, fields: 20, fieldSize: 10_000, headerPairs: 50 }
  try {
    const file = await request.file({ limits, throwFileSizeLimit: false })
    if (file === undefined) throw malformed('没有附文件', 'no file')
    // A form that breaks off tells whoever reads the file; unheard, it would end this process.
    file.file.on('error', () => undefined)
    // Whatever is done with a name takes longer the longer it is; its end has the extension.
    file.filename = file.filename?.slice(-LONGEST_NAME)
    return file
  } catch (error) {
    if (error instanceof ShishuError) throw error
    throw malformed('表单读不出来', 'the form cannot be read')
  }
}
