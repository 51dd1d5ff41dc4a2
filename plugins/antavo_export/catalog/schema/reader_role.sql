-- The database role that exports read with: it reads the tables of the shipped data models and can
-- do nothing else. PostgreSQL 14 or later; run it in the loyalty database as a role that may create
-- roles and owns the tables. Run again it changes nothing that is right already.
--
-- It sets no password, because files are no place for one. Afterwards, in psql:
--   \password antavo_export
--
-- A brand with tables of its own (an overlay) adds a GRANT SELECT for each of them.

DO $$
DECLARE
    found pg_roles%ROWTYPE;
BEGIN
    SELECT * INTO found FROM pg_roles WHERE rolname = 'antavo_export';
    IF found.oid IS NULL THEN
        CREATE ROLE antavo_export LOGIN
            NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT;
    ELSIF found.rolsuper OR found.rolcreatedb OR found.rolcreaterole OR found.rolreplication
        OR found.rolbypassrls OR EXISTS (SELECT FROM pg_auth_members WHERE member = found.oid)
    THEN
        -- Only a superuser could take some of these away, so nothing is taken away silently.
        RAISE EXCEPTION 'the role antavo_export exists and may do more than read'
            USING HINT = 'Drop it, or revoke its attributes and memberships, and run this again.';
    END IF;
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO antavo_export', current_database());
END
$$;

-- As many sessions as 16 runs at a time with four readers each (max_parallel) ask for.
ALTER ROLE antavo_export CONNECTION LIMIT 64;
-- What a session starts with. Exports pin settings of their own for the transaction they read in,
-- and leave the length of a statement to the task's execution_timeout.
ALTER ROLE antavo_export SET default_transaction_read_only = on;
ALTER ROLE antavo_export SET statement_timeout = '15min';
ALTER ROLE antavo_export SET lock_timeout = '1min';
ALTER ROLE antavo_export SET idle_in_transaction_session_timeout = '5min';

REVOKE ALL ON SCHEMA loyalty FROM antavo_export;
REVOKE ALL ON ALL TABLES IN SCHEMA loyalty FROM antavo_export;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA loyalty FROM antavo_export;
GRANT USAGE ON SCHEMA loyalty TO antavo_export;
GRANT SELECT ON
    loyalty.challenges,
    loyalty.changes,
    loyalty.content_approvals,
    loyalty.coupon_pools,
    loyalty.coupons,
    loyalty.customer_fields,
    loyalty.customers,
    loyalty.events,
    loyalty.products,
    loyalty.rewards,
    loyalty.segment_members,
    loyalty.stores,
    loyalty.users,
    loyalty.webhook_logs
TO antavo_export;
