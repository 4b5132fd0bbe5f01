/** A JSON schema as the OpenAPI document has it. */
export interface JsonSchema {
  $ref?: string
  type?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly JsonSchema[]
  pattern?: string
  format?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  maxItems?: number
  items?: JsonSchema
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  additionalProperties?: boolean | JsonSchema
}

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  schema: JsonSchema
}

/** What the OpenAPI document says of one operation, as far as requests are made from it. */
export interface Operation {
  method: string
  path: string
  parameters: readonly Parameter[]
  /** Media type and schema of the body. */
  body: { mediaType: string; schema: JsonSchema } | null
}

export interface OpenApi {
  paths: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: JsonSchema }> } }>
      >
    >
  >
  components: { schemas: Readonly<Record<string, JsonSchema>> }
}

/** Every operation of the document, in its order. */
export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]): Operation => {
      const [content] = Object.entries(requestBody?.content ?? {})
      const body = content === undefined ? null : { mediaType: content[0], schema: content[1].schema }
      return { method: method.toUpperCase(), path, parameters, body }
    }),
  )
}
