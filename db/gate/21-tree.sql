set local role xyd_gate;

create or replace function gate.sealer_lock() returns bigint
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
return hashtextextended('ledger.sealer', 3);

-- Takes what is committed into the tree, in the order of transactions: below the snapshot's horizon
-- nothing can appear any more, while the numbers of a sequence commit in any order. `size` is null
-- where another sealer is at work. Leaves and nodes are hashed as RFC 6962 says.
create or replace function gate.seal_entries(p_limit integer)
returns table (sealed bigint, size bigint)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  before bigint;
  last_xid xid8;
  last_chain uuid;
  last_seq bigint;
begin
  sealed := 0;
  if not pg_try_advisory_xact_lock(gate.sealer_lock()) then
    return next;
    return;
  end if;
  select leaves.position + 1, entries.xid, entries.chain, entries.seq into before, last_xid, last_chain, last_seq
  from ledger.leaves join ledger.entries on entries.chain = leaves.chain and entries.seq = leaves.seq
  order by leaves.position desc limit 1;
  before := coalesce(before, 0);
  last_xid := coalesce(last_xid, '0');
  -- As after a restore by dump: every new entry would count as sealed.
  if last_xid >= pg_snapshot_xmax(pg_current_snapshot()) then
    raise exception 'the transaction counter is behind the ledger' using errcode = '55000';
  end if;

  insert into ledger.leaves (position, chain, seq, hash)
  select before - 1 + row_number() over (order by fresh.xid, fresh.chain, fresh.seq), fresh.chain, fresh.seq, sha256('\x00'::bytea || fresh.hash)
  from (
    select entries.xid, entries.chain, entries.seq, entries.hash from ledger.entries
    where entries.xid >= last_xid and entries.xid < pg_snapshot_xmin(pg_current_snapshot())
      -- of the last transaction taken, the batch may have left some
      and (before = 0 or (entries.xid, entries.chain, entries.seq) > (last_xid, last_chain, last_seq))
    order by entries.xid, entries.chain, entries.seq limit p_limit
  ) as fresh;
  get diagnostics sealed = row_count;
  size := before + sealed;

  if size >> 1 > before >> 1 then
    insert into ledger.nodes (level, position, hash)
    select 1, pair.position >> 1, sha256('\x01'::bytea || pair.hash || pair.right_hash)
    from (
      select leaves.position, leaves.hash, lead(leaves.hash) over (order by leaves.position) as right_hash
      from ledger.leaves where leaves.position >= (before >> 1) * 2 and leaves.position < (size >> 1) * 2
    ) as pair
    where pair.position & 1 = 0;
  end if;
  for height in 2..62 loop
    exit when size >> height = before >> height;
    insert into ledger.nodes (level, position, hash)
    select height, pair.position >> 1, sha256('\x01'::bytea || pair.hash || pair.right_hash)
    from (
      select nodes.position, nodes.hash, lead(nodes.hash) over (order by nodes.position) as right_hash
      from ledger.nodes where nodes.level = height - 1
        and nodes.position >= (before >> height) * 2 and nodes.position < (size >> height) * 2
    ) as pair
    where pair.position & 1 = 0;
  end loop;
  return next;
end $$;

-- Level 0 is the leaves. Hashes tell nothing, so anybody may ask for them to complete a proof.
create or replace function gate.tree_nodes(p_levels smallint[], p_positions bigint[])
returns table (level smallint, "position" bigint, hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select asked.level, asked.position, coalesce(leaves.hash, nodes.hash)
  from unnest(p_levels, p_positions) as asked (level, position)
  left join ledger.leaves on asked.level = 0 and leaves.position = asked.position
  left join ledger.nodes on nodes.level = asked.level and nodes.position = asked.position
  where coalesce(leaves.hash, nodes.hash) is not null
$$;

-- From the smallest complete subtree, which stands at the right, to the largest.
create or replace function gate.tree_root(p_size bigint) returns bytea
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  root bytea;
  subtree bytea;
begin
  for height in 0..62 loop
    continue when (p_size >> height) & 1 = 0;
    select nodes.hash into strict subtree
    from gate.tree_nodes(array[height::smallint], array[(p_size >> height) - 1]) as nodes;
    root := case when root is null then subtree else sha256('\x01'::bytea || subtree || root) end;
  end loop;
  return root;
end $$;

-- What is to be signed next; nothing while the tree stands where the last checkpoint was.
create or replace function gate.checkpoint_due() returns table (size bigint, root bytea)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select tree.size, gate.tree_root(tree.size)
  from (select max(leaves.position) + 1 as size from ledger.leaves) as tree
  where tree.size > coalesce((select max(checkpoints.size) from ledger.checkpoints), 0)
$$;

-- The key never comes here: the worker signs in between, and a root that is no longer the tree's is not kept.
create or replace function gate.checkpoint_store(p_size bigint, p_root bytea, p_note text) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(gate.sealer_lock());
  if p_size <= coalesce((select max(checkpoints.size) from ledger.checkpoints), 0)
    or p_root is distinct from gate.tree_root(p_size) then
    return false;
  end if;
  insert into ledger.checkpoints (size, root, at, note) values (p_size, p_root, clock_timestamp(), p_note);
  return true;
end $$;

grant execute on function gate.seal_entries(integer), gate.checkpoint_due(), gate.checkpoint_store(bigint, bytea, text) to xyd_worker;
grant execute on function gate.tree_nodes(smallint[], bigint[]) to xyd_sme, xyd_bank, xyd_worker;
