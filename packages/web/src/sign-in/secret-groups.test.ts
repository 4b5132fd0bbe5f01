import { expect, test } from 'vitest'
import { secretGroups } from './secret-groups.ts'

test.each([
  ['JBSWY3DPEHPK3PXP', 'JBSW Y3DP EHPK 3PXP'],
  ['JBSWY3', 'JBSW Y3'],
  ['', ''],
])('%s is read as “%s”', (secret, groups) => {
  expect(secretGroups(secret)).toBe(groups)
})
