import sharp, { type Sharp } from 'sharp'
import { fileError } from './evidence-errors.ts'
import type { EvidenceSettings } from './evidence-settings.ts'
import { FILE_TYPES } from './file-type.ts'

export type PictureType = 'jpeg' | 'png' | 'webp'

/** Uploads are each looked at once; a cache would only hold on to files that are gone. */
sharp.cache(false)

/**
 * Writes a picture anew: upright, in sRGB, and without what cameras and programs put beside the pixels (place, device,
 * names); and its thumbnail in WebP. What an attacker hid in or behind the picture is not written.
 *
 * Shape   the same picture gives the same bytes; of a moving picture the first image stays
 * @param keepLocation  keeps the camera's EXIF, where the ledger asks for the place
 * Errors  file.too-many-pixels, file.damaged.
 */
export async function reencodePicture(
  type: PictureType,
  from: string,
  to: { picture: string; thumbnail: string },
  { keepLocation, settings }: { keepLocation: boolean; settings: EvidenceSettings },
): Promise<void> {
  const { maxPixels, pictureQuality, thumbnailPixels } = settings
  const read = (path: string) => sharp(path, { limitInputPixels: maxPixels, failOn: 'error' })
  const damaged = fileError('file.damaged', { type: FILE_TYPES[type].label })
  try {
    const { width, height, format } = await read(from).metadata()
    if (format !== type) throw damaged
    if (width * height > maxPixels) throw fileError('file.too-many-pixels', { limitPixels: maxPixels })
    const upright = read(from).autoOrient()
    await encoded(type, keepLocation ? upright.keepExif() : upright, pictureQuality).toFile(to.picture)
    const small = { width: thumbnailPixels, height: thumbnailPixels, fit: 'inside', withoutEnlargement: true } as const
    await read(to.picture).resize(small).webp({ quality: pictureQuality }).toFile(to.thumbnail)
  } catch (error) {
    if (error instanceof Error && /pixel limit/i.test(error.message)) {
      throw fileError('file.too-many-pixels', { limitPixels: maxPixels })
    }
    if (error instanceof Error && /No space left/.test(error.message)) {
      throw fileError('file.store-unavailable', { detail: 'ENOSPC' })
    }
    if (error instanceof Error && ('facts' in error || 'code' in error)) throw error
    throw damaged
  }
}

function encoded(type: PictureType, picture: Sharp, quality: number): Sharp {
  switch (type) {
    case 'jpeg':
      return picture.jpeg({ quality })
    case 'png':
      return picture.png()
    case 'webp':
      return picture.webp({ quality })
  }
}
