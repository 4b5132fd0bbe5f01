/** An OpenAPI document, as far as its schemas are moved. */
export interface OpenApiDocument {
  components?: { schemas?: Record<string, unknown> }
  paths?: unknown
}

/**
 * The document with each schema that has a title written once, among the components, and pointed to from elsewhere: what
 * is generated from it has one type of that name.
 * Errors  Error where two schemas of one title differ.
 */
export function shareSchemas<D extends OpenApiDocument>(document: D): D {
  const shared = new Map<string, unknown>()
  const share = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(share)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, one]) => [key, share(one)] as const)
    const schema = Object.fromEntries(entries)
    const { title, type } = schema
    if (typeof title !== 'string' || type !== 'object') return schema
    const name = componentName(title)
    const before = shared.get(name)
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(schema)) {
      throw new Error(`two schemas are called ${title}`)
    }
    shared.set(name, schema)
    return { $ref: `#/components/schemas/${name}` }
  }
  const paths = share(document.paths)
  const schemas = { ...document.components?.schemas, ...Object.fromEntries([...shared].sort()) }
  return { ...document, components: { ...document.components, schemas }, paths }
}

/** `Issued report` → `IssuedReport`. */
function componentName(title: string): string {
  return title.replace(/[^a-zA-Z0-9]+(.)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '')
}
