/**
 * The first character, by pinyin, of each initial: 阿 is the first of a, 芭 of b. There is none for i, u and v. A character belongs to
 * the last of these that is not after it in the order of pinyin (CLDR's collation of Chinese).
 */
const FIRSTS = '阿芭嚓搭婀发旮哈击咔垃妈拏哦妑七蚺仨他屲夕丫帀'
const INITIALS = 'abcdefghjklmnopqrstwxyz'

const { compare } = new Intl.Collator('zh-u-co-pinyin')

/**
 * Pinyin initials of a name, without spaces: 青溪镇 → qxz. Characters that are not Chinese stay, in small letters. A character of
 * several readings has its first.
 */
export function pinyinInitials(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) => (/\p{Script=Han}/u.test(letter) ? initialOf(letter) : letter))
    .join('')
    .replace(/\s/g, '')
}

function initialOf(letter: string): string {
  let at = 0
  for (const [index, first] of [...FIRSTS].entries()) if (compare(first, letter) <= 0) at = index
  return INITIALS[at]!
}
