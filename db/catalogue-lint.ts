import type { ClientBase } from "pg";

const tables = "('app', 'auth', 'vault', 'ledger')";
const functions = "('app', 'auth', 'vault', 'ledger', 'gate', 'queue')";
const ofFunctions = `pg_proc join pg_namespace on pg_namespace.oid = pronamespace where nspname in ${functions} and prokind in ('f', 'p')`;
const name = "nspname || '.' || proname";

/** Each finds the objects that break one rule, by name. What no schema file and no type can express. */
const rules = {
  "row-level security is enabled and forced": `
    select oid::regclass::text as found from pg_class
    where relnamespace in (select oid from pg_namespace where nspname in ${tables}) and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity)`,
  "every table has a policy": `
    select pg_class.oid::regclass::text as found from pg_class
    where relnamespace in (select oid from pg_namespace where nspname in ${tables}) and relkind in ('r', 'p')
      and not exists (select from pg_policy where polrelid = pg_class.oid)`,
  "one permissive policy per role and table": `
    select polrelid::regclass || ' for ' || coalesce(rolname, 'public') as found
    from pg_policy cross join unnest(polroles) as role left join pg_roles on pg_roles.oid = role
    group by polrelid, role, rolname having count(*) > 1 or role = 0`,
  "a privilege of a persona has its policy": `
    select distinct pg_class.oid::regclass || ' for ' || rolname as found from pg_class, pg_roles
    where relnamespace in (select oid from pg_namespace where nspname in ${tables}) and relkind in ('r', 'p')
      and rolname in ('xyd_public', 'xyd_sme', 'xyd_bank', 'xyd_office', 'xyd_worker')
      and (has_any_column_privilege(pg_roles.oid, pg_class.oid, 'select, insert, update') or has_table_privilege(pg_roles.oid, pg_class.oid, 'delete'))
      and not exists (select from pg_policy where polrelid = pg_class.oid and pg_roles.oid = any (polroles))`,
  "no role of the project has a power of the cluster's": `
    select rolname as found from pg_roles
    where rolname in ('xyd_public', 'xyd_sme', 'xyd_bank', 'xyd_office', 'xyd_worker', 'xyd_owner', 'xyd_gate', 'xyd_queue')
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)`,
  "owners do not sign in, and who signs in owns nothing": `
    select rolname as found from pg_roles where rolname in ('xyd_owner', 'xyd_gate', 'xyd_queue') and rolcanlogin
    union select pg_class.oid::regclass::text from pg_class join pg_roles on pg_roles.oid = relowner where rolname like 'xyd_%' and rolcanlogin
      and rolname <> 'xyd_migrator'
    union select ${name} from pg_proc join pg_namespace on pg_namespace.oid = pronamespace join pg_roles on pg_roles.oid = proowner
      where rolname like 'xyd_%' and rolcanlogin`,
  "no login belongs to an owner, but the worker to the queue": `
    select member.rolname || ' in ' || owner.rolname as found
    from pg_auth_members join pg_roles as owner on owner.oid = roleid join pg_roles as member on member.oid = pg_auth_members.member
    where owner.rolname in ('xyd_owner', 'xyd_gate', 'xyd_queue') and member.rolname in ('xyd_public', 'xyd_sme', 'xyd_bank', 'xyd_office', 'xyd_worker')
      and (inherit_option or admin_option or (member.rolname, owner.rolname) <> ('xyd_worker', 'xyd_queue'))`,
  "views ask as their reader": `
    select pg_class.oid::regclass::text as found from pg_class
    where relnamespace in (select oid from pg_namespace where nspname in ${functions})
      and (relkind = 'm' or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false))`,
  "definer functions pin their search path and belong to an owner who cannot sign in": `
    select ${name} as found from ${ofFunctions} and prosecdef
      and (not exists (select from unnest(proconfig) as setting where setting = 'search_path=pg_catalog, pg_temp')
        or not exists (select from pg_roles where pg_roles.oid = proowner and rolname in ('xyd_gate', 'xyd_queue')))`,
  "every function pins its search path": `
    select ${name} as found from ${ofFunctions}
      and not exists (select from unnest(proconfig) as setting where setting like 'search_path=%')`,
  "nobody executes by being nobody": `
    select ${name} as found from ${ofFunctions}
      and exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0)`,
  "facts, keys and sessions are in no persona's reach": `
    select pg_class.oid::regclass || ' by ' || rolname as found from pg_class, pg_roles
    where relnamespace in (select oid from pg_namespace where nspname in ('auth', 'vault')) and relkind in ('r', 'p', 'v', 'm')
      and rolname in ('xyd_public', 'xyd_sme', 'xyd_bank', 'xyd_office', 'xyd_worker')
      and (has_any_column_privilege(pg_roles.oid, pg_class.oid, 'select, insert, update, references') or has_table_privilege(pg_roles.oid, pg_class.oid, 'delete'))`,
  "no persona truncates, references or triggers": `
    select pg_class.oid::regclass || ' by ' || rolname as found from pg_class, pg_roles
    where relnamespace in (select oid from pg_namespace where nspname in ${tables}) and relkind in ('r', 'p')
      and rolname in ('xyd_public', 'xyd_sme', 'xyd_bank', 'xyd_office', 'xyd_worker', 'xyd_gate')
      and has_table_privilege(pg_roles.oid, pg_class.oid, 'truncate, references, trigger')`,
  "the clock is read when it is asked": `
    select ${name} as found from ${ofFunctions}
      and pg_get_functiondef(pg_proc.oid) ~* '\\m(now\\(\\)|transaction_timestamp|current_timestamp|current_date|localtimestamp)'
    union select polrelid::regclass || ' ' || polname from pg_policy
    where coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '')
      ~* '\\m(now\\(\\)|transaction_timestamp|current_timestamp|current_date|localtimestamp)'`,
  "who locks sees what came after the lock": `
    select ${name} as found from ${ofFunctions}
      and provolatile <> 'v' and pg_get_functiondef(pg_proc.oid) ~ 'pg_(try_)?advisory'`,
} as const;

export type CatalogueRule = keyof typeof rules;

/** What the database's own catalogue says is wrong, as `rule: object`; empty when nothing is. */
export async function lintCatalogue(client: Pick<ClientBase, "query">): Promise<string[]> {
  const findings: string[] = [];
  for (const [rule, query] of Object.entries(rules)) {
    const { rows } = await client.query<{ found: string }>(query);
    findings.push(...rows.map(({ found }) => `${rule}: ${found}`));
  }
  return findings;
}
