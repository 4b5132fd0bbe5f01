/** A made-up county: no real county has this code or this name. */
export const county = { code: '341899000000', name: '皖岭县' }

export interface Village {
  code: string
  name: string
}
/** A town with its villages and communities; `scale` is its volume of work against the main town's. */
export interface Town {
  code: string
  name: string
  scale: number
  villages: readonly Village[]
}

/** Communities take the village codes from 001, villages those from 201. */
function town(
  code: string,
  name: string,
  scale: number,
  communities: readonly string[],
  villages: readonly string[],
): Town {
  const at = (first: number) => (one: string, index: number) => ({
    code: `${code.slice(0, 9)}${String(first + index).padStart(3, '0')}`,
    name: one,
  })
  return { code, name, scale, villages: [...communities.map(at(1)), ...villages.map(at(201))] }
}

export const towns: readonly Town[] = [
  town(
    '341899101000',
    '青溪镇',
    1,
    ['青溪社区', '河东社区', '文昌社区'],
    ['新桥村', '石湾村', '高墩村', '柳塘村', '竹园村', '双河村', '横岭村', '杨坝村', '枫林村', '茶亭村', '白石村'],
  ),
  town('341899102000', '云坪镇', 0.2, ['云坪社区'], ['上坪村', '下坪村', '松岗村', '龙井村', '红旗村', '古塘村']),
  town('341899103000', '长岭镇', 0.2, ['长岭社区', '岭南社区'], ['大圩村', '前进村', '梅冲村', '沙河村', '桃源村']),
]

/** The tree as it is loaded: code, name. */
export const orgUnits: readonly { code: string; name: string }[] = [
  county,
  ...towns.flatMap(({ code, name, villages }) => [{ code, name }, ...villages]),
]
