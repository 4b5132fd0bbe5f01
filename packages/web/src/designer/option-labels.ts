/** The options that a person typed, one after the other: 好、一般、差. */
export function optionLabels(typed: string): string[] {
  const labels = typed
    .split(/[、，,;；\n\t]/)
    .map((label) => label.trim())
    .filter((label) => label !== '')
  return [...new Set(labels)]
}
