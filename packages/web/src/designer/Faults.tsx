/** What is wrong with the thing above it; nothing where nothing is. */
export function Faults({ texts, id }: { texts: readonly string[]; id?: string }) {
  if (texts.length === 0) return null
  return (
    <ul className="design-faults" id={id}>
      {[...new Set(texts)].map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
