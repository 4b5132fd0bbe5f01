import { type TObject, type TProperties, Type } from 'typebox'

/** An object that has these members and no others: what is not understood is refused, not dropped. */
export function object<P extends TProperties>(
  properties: P,
  options: { title?: string; description?: string } = {},
): TObject<P> {
  return Type.Object(properties, { additionalProperties: false, ...options })
}
