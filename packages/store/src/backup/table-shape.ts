import type { Client } from 'pg'

/** Rights that a role has, such as `select`. */
export interface Grant {
  role: string
  rights: readonly string[]
}

export interface SchemaShape {
  name: string
  /** Whether it has functions, types or partitions of its own: more than tables, so that tables alone would not do. */
  elaborate: boolean
  grants: readonly Grant[]
}

export interface ColumnShape {
  name: string
  /** As PostgreSQL writes it, such as `timestamp with time zone`. */
  type: string
  notNull: boolean
  /** Its default as SQL. */
  otherwise: string | null
  /** `a` always, `d` by default; empty where it is no identity. */
  identity: string
  generated: boolean
}

/** A table as the catalogue has it: enough to make it anew where no migration does. */
export interface TableShape {
  /** As SQL needs it. */
  schema: string
  /** With its schema, as SQL needs it. */
  name: string
  columns: readonly ColumnShape[]
  /** As SQL, by name; foreign keys are apart, since they need the other table. */
  constraints: readonly { name: string; definition: string }[]
  references: readonly { name: string; definition: string; to: string }[]
  /** Statements that make its indexes, those of constraints left out. */
  indexes: readonly string[]
  rowSecurity: boolean
  rowSecurityForced: boolean
  /** Statements that make its policies. */
  policies: readonly string[]
  grants: readonly Grant[]
  comment: string | null
  /** Sequences that its columns own, with the last number given out. */
  sequences: readonly { column: string; last: string }[]
  /** Rows by the last estimate of the database, -1 where there is none; for telling how far work is. */
  estimate: number
}

/** Schemas of the book: its own, and those that its parts made for themselves. */
const OURS = "n.nspname like 'shishu%'"

/** Schemas of the book with the rights on them. */
export async function schemaShapes(owner: Client): Promise<SchemaShape[]> {
  const { rows } = await owner.query<SchemaShape>(
    `select quote_ident(n.nspname) as name,
            exists (select from pg_proc as p where p.pronamespace = n.oid)
              or exists (select from pg_type as t where t.typnamespace = n.oid and t.typtype in ('e', 'd'))
              or exists (select from pg_class as c where c.relnamespace = n.oid and c.relispartition) as elaborate,
            ${grantsOf('n.nspacl', 'n.nspowner')} as grants
       from pg_namespace as n where ${OURS} order by n.nspname`,
  )
  return rows
}

const grantsOf = (acl: string, ownedBy: string) => `
  coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'rights', g.rights) order by g.role)
              from (select r.rolname as role, jsonb_agg(lower(a.privilege_type) order by a.privilege_type) as rights
                      from aclexplode(${acl}) as a join pg_roles as r on r.oid = a.grantee
                     where a.grantee <> ${ownedBy} group by r.rolname) as g), '[]'::jsonb)`

/** Every table of the book, each after those that it refers to. */
export async function tableShapes(owner: Client): Promise<TableShape[]> {
  const { rows } = await owner.query<TableShape>(
    `select quote_ident(n.nspname) as schema, c.oid::regclass::text as name,
            (select jsonb_agg(jsonb_build_object(
                      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
                      'otherwise', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
                      'identity', a.attidentity, 'generated', a.attgenerated <> '') order by a.attnum)
               from pg_attribute as a left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
            ${constraintsOf("k.contype in ('p', 'u', 'c')", "'definition', pg_get_constraintdef(k.oid)")} as constraints,
            ${constraintsOf("k.contype = 'f'", "'definition', pg_get_constraintdef(k.oid), 'to', k.confrelid::regclass::text")} as "references",
            coalesce((select jsonb_agg(pg_get_indexdef(i.indexrelid) order by i.indexrelid::regclass::text)
                        from pg_index as i
                       where i.indrelid = c.oid
                         and not exists (select from pg_constraint as k where k.conindid = i.indexrelid and k.conrelid = c.oid)),
                     '[]'::jsonb) as indexes,
            c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "rowSecurityForced",
            coalesce((select jsonb_agg(
                        format('create policy %I on %s as %s for %s to %s', p.polname, c.oid::regclass,
                               case when p.polpermissive then 'permissive' else 'restrictive' end,
                               case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                                             when 'd' then 'delete' else 'all' end,
                               (select string_agg(case when role = 0 then 'public' else quote_ident(pg_get_userbyid(role)) end, ', ')
                                  from unnest(p.polroles) as role))
                        || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
                        || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') order by p.polname)
                        from pg_policy as p where p.polrelid = c.oid), '[]'::jsonb) as policies,
            ${grantsOf('c.relacl', 'c.relowner')} as grants,
            obj_description(c.oid, 'pg_class') as comment,
            coalesce((select jsonb_agg(jsonb_build_object('column', a.attname, 'last', s.last_value::text))
                        from pg_attribute as a
                        join pg_depend as d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.refobjsubid = a.attnum
                                           and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
                        join pg_class as q on q.oid = d.objid and q.relkind = 'S'
                        join pg_sequences as s on format('%I.%I', s.schemaname, s.sequencename)::regclass = q.oid
                       where a.attrelid = c.oid and s.last_value is not null), '[]'::jsonb) as sequences,
            c.reltuples::float8 as estimate
       from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and ${OURS}
      order by c.oid::regclass::text`,
  )
  return referredFirst(rows)
}

const constraintsOf = (which: string, what: string) => `
  coalesce((select jsonb_agg(jsonb_build_object('name', k.conname, ${what}) order by k.conname)
              from pg_constraint as k where k.conrelid = c.oid and ${which}), '[]'::jsonb)`

/** Tables in an order in which each comes after those that it refers to; a circle stays in the order of names. */
export function referredFirst<T extends Pick<TableShape, 'name' | 'references'>>(tables: readonly T[]): T[] {
  const sorted: T[] = []
  let waiting = [...tables]
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name))
    const ready = waiting.filter(({ name, references }) => references.every(({ to }) => to === name || !names.has(to)))
    sorted.push(...(ready.length > 0 ? ready : waiting))
    waiting = ready.length > 0 ? waiting.filter((table) => !ready.includes(table)) : []
  }
  return sorted
}
