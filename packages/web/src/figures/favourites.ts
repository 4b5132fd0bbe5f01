import { useState } from 'react'

const keptUnder = (person: string) => `shishu.figures.favourites.${person}`

/** The indicators that a person has starred on this device, in the order of starring. */
export function readFavourites(person: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptUnder(person)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []
  } catch {
    return [] // Storage forbidden or spoilt: nothing is starred.
  }
}

/** A person's favourites, and how to star or unstar one. */
export function useFavourites(person: string): [readonly string[], (indicator: string) => void] {
  const [favourites, setFavourites] = useState(() => readFavourites(person))
  const toggle = (indicator: string) => {
    const next = favourites.includes(indicator)
      ? favourites.filter((each) => each !== indicator)
      : [...favourites, indicator]
    setFavourites(next)
    try {
      localStorage.setItem(keptUnder(person), JSON.stringify(next))
    } catch {
      // Storage forbidden: the stars last as long as the page.
    }
  }
  return [favourites, toggle]
}
