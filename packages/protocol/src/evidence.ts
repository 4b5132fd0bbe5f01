import { Type } from 'typebox'
import { object } from './object.ts'

/** The sha256 of a file's bytes as kept, in hex. */
export const FileHash = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** A file that was received: what a change says of it as its evidence. */
export const ReceivedFile = object(
  {
    /** Of the bytes as kept: a picture is written anew, without where it was taken. */
    sha256: FileHash,
    name: Type.String(),
    /** By its content, whatever its name. */
    mediaType: Type.String(),
    /** Bytes as kept. */
    size: Type.Integer({ minimum: 0 }),
  },
  { title: 'ReceivedFile' },
)
