import type { PlaceGeometry, PlaceShape } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import { get, request } from './client.ts'

/** Outlines of places that have one, in the order of codes. */
export type PlaceShapes = readonly { code: string; geometry: PlaceGeometry }[]

interface Collection<G> {
  type: 'FeatureCollection'
  features: readonly { type: 'Feature'; properties: { code: string }; geometry: G }[]
}

/** The outlines of the places directly below one, or of all below it. They seldom change. */
export const placeShapesQuery = (org: string, below: 'direct' | 'all' = 'direct') =>
  queryOptions({
    queryKey: ['place-shapes', org, below],
    queryFn: async ({ signal }): Promise<PlaceShapes> => {
      const search = new URLSearchParams({ org, below })
      const { features } = await get<Collection<PlaceGeometry>>(`/api/org-units/shapes?${search}`, signal)
      return features.map(({ properties: { code }, geometry }) => ({ code, geometry }))
    },
    enabled: org !== '',
    staleTime: 3_600_000,
  })

/** Keeps outlines of places; null takes one away. */
export const keepPlaceShapes = (shapes: readonly PlaceShape[]): Promise<{ shapes: number }> =>
  request('PUT', '/api/org-units/shapes', {
    body: {
      type: 'FeatureCollection',
      features: shapes.map(({ code, geometry }) => ({ type: 'Feature', properties: { code }, geometry })),
    } satisfies Collection<PlaceGeometry | null>,
  })
