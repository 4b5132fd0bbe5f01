import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { OWN_HEADER } from './cross-site.ts'
import { TAGS } from './route.ts'
import { type OpenApiDocument, shareSchemas } from './share-schemas.ts'

/** The OpenAPI document, made from the routes, and a page that reads it. To be added before the routes. */
export async function addApiDocument(app: FastifyInstance, baseUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '实数 Shishu',
        version: '1',
        description: '一个乡镇的一本账 · A township’s one book of work.',
      },
      servers: [{ url: baseUrl }],
      tags: Object.entries(TAGS).map(([name, { zh, en }]) => ({ name, description: `${zh} · ${en}` })),
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'shishu_session',
            description: '登录后的会话 · The session of whoever signed in',
          },
          ownPage: {
            type: 'apiKey',
            in: 'header',
            name: OWN_HEADER,
            description: '有所改动的请求都要带，值为 1 · Needed by whatever changes something; its value is 1',
          },
        },
      },
    },
    transformObject: (made) => shareSchemas((made as { openapiObject: OpenApiDocument }).openapiObject) as never,
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs', logo: null as never })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
