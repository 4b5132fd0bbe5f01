import { escapeXml, unescapeXml } from '../xml-text.ts'

/** A tag as it stands in a text: `<x:c r="A1"/>` is {name: 'c', kind: 'empty'}. */
export interface Tag {
  /** The name without its prefix. */
  name: string
  kind: 'open' | 'close' | 'empty'
  /** Where `<` stands, and the place after `>`. */
  start: number
  end: number
}

/**
 * Walks over the tags of an XML text, from `from` on; comments, CDATA and instructions are stepped over. The text is
 * never rebuilt from a tree, so that whatever this program does not know of stays as it was, byte for byte.
 */
export function* tags(xml: string, from = 0): Generator<Tag> {
  let at = xml.indexOf('<', from)
  while (at >= 0) {
    const next = xml.charCodeAt(at + 1)
    let end: number
    if (next === 33 /* ! */) {
      if (xml.startsWith('<!--', at)) end = after(xml, '-->', at)
      else if (xml.startsWith('<![CDATA[', at)) end = after(xml, ']]>', at)
      else end = after(xml, '>', at)
    } else if (next === 63 /* ? */) {
      end = after(xml, '?>', at)
    } else {
      end = tagEnd(xml, at)
      const closes = next === 47 /* / */
      const nameStart = closes ? at + 2 : at + 1
      let nameEnd = nameStart
      let local = nameStart
      for (; nameEnd < end; nameEnd += 1) {
        const code = xml.charCodeAt(nameEnd)
        if (code === 58 /* : */) local = nameEnd + 1
        else if (code === 62 || code === 47 || code <= 32) break
      }
      const kind = closes ? 'close' : xml.charCodeAt(end - 2) === 47 ? 'empty' : 'open'
      yield { name: xml.slice(local, nameEnd), kind, start: at, end }
    }
    at = xml.indexOf('<', end)
  }
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from)
  return at < 0 ? xml.length : at + mark.length
}

/** The place after the `>` that ends the tag at `start`; a `>` within quotes does not. */
function tagEnd(xml: string, start: number): number {
  let quote = 0
  for (let at = start + 1; at < xml.length; at += 1) {
    const code = xml.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 34 || code === 39) quote = code
    else if (code === 62) return at + 1
  }
  return xml.length
}

/** An attribute's value in a tag's text, entities decoded; undefined when it is absent. `name` may carry a prefix. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return found === null ? undefined : unescapeXml(found[1] ?? found[2] ?? '')
}

/** A tag's text with the attribute set, or taken out when the value is null. */
export function withAttribute(tag: string, name: string, value: string | number | null): string {
  const present = new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`)
  const written = value === null ? '' : ` ${name}="${escapeXml(String(value))}"`
  if (present.test(tag)) return tag.replace(present, () => written)
  return written === '' ? tag : tag.replace(/\s*(\/?>)$/, (_whole, close: string) => `${written}${close}`)
}

/** An element by its tags; an empty one (`<cols/>`) has no `close`. */
export interface Element {
  open: Tag
  close?: Tag
  /** The place after the element. */
  end: number
  /** `x:` where its names carry a prefix, else empty: what is added beside it must carry the same. */
  prefix: string
}

/** The first element of this local name from `from` on; undefined when there is none. */
export function findElement(xml: string, name: string, from = 0): Element | undefined {
  for (const tag of tags(xml, from)) if (tag.name === name && tag.kind !== 'close') return elementAt(xml, tag)
  return undefined
}

/** The direct children of an element. */
export function* children(xml: string, parent: Element): Generator<Element & { name: string }> {
  if (parent.close === undefined) return
  let at = parent.open.end
  while (at < parent.close.start) {
    const next = tags(xml, at).next()
    if (next.done === true || next.value.start >= parent.close.start) return
    const element = elementAt(xml, next.value)
    yield { ...element, name: next.value.name }
    at = element.end
  }
}

function elementAt(xml: string, open: Tag): Element {
  const prefix = /^<([^\s/>:]+:)/.exec(xml.slice(open.start, open.end))?.[1] ?? ''
  if (open.kind === 'empty') return { open, end: open.end, prefix }
  let depth = 0
  for (const tag of tags(xml, open.start)) {
    if (tag.kind === 'open') depth += 1
    else if (tag.kind === 'close') depth -= 1
    if (depth === 0) return { open, close: tag, end: tag.end, prefix }
  }
  return { open, end: xml.length, prefix }
}

/** Replaces the text from `start` up to `end`; where both are one place, the text is put in. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** A text with edits made, which must not overlap; those at one place follow in their own order. */
export function applyEdits(xml: string, edits: readonly Edit[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(xml.slice(at, start), text)
    at = end
  }
  pieces.push(xml.slice(at))
  return pieces.join('')
}

/** A text with something put in as the last child of an element. */
export function appendChild(xml: string, parent: Element, child: string): string {
  const { open, close, prefix } = parent
  if (close !== undefined) return xml.slice(0, close.start) + child + xml.slice(close.start)
  const tag = xml.slice(open.start, open.end)
  const name = `${prefix}${open.name}`
  return `${xml.slice(0, open.start)}${tag.replace(/\s*\/>$/, '>')}${child}</${name}>${xml.slice(open.end)}`
}
