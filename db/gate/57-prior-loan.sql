-- Whether any connected bank ever lent to an enterprise: a bank may know whether when it lends
-- itself, never with whom or how much. The lock lets one of two first loans be the first.
set local role xyd_gate;

create or replace function gate.has_prior_loan(p_application uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  borrower uuid;
begin
  select enterprise_id into borrower from app.applications
  where id = p_application and bank_id = gate.current_bank()
    and status in ('contracted', 'disbursing', 'disbursement_failed');
  if borrower is null then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('first loan ' || borrower, 0));
  return exists (select from app.loans where enterprise_id = borrower);
end $$;

grant execute on function gate.has_prior_loan(uuid) to xyd_bank;
