import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { serverError } from '../server-errors.ts'

/** Addresses that are no pages. */
const NO_PAGE = /^\/(api|mcp|health|metrics|assets)(\/|$)/

/** Serves the built browser application: its files for ever, its page anew each time; every page's address is that page. */
export async function addWebApplication(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) return
  const assets = join(folder, 'assets')
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path: string) => {
      reply.header('cache-control', path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const path = request.url.split('?')[0]!
    if (NO_PAGE.test(path)) throw serverError('route.unknown', { path: path.slice(0, 200) })
    return reply.sendFile('index.html')
  })
}
