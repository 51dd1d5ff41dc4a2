-- What the other statements have in common. Everything follows from a number (of an event, a
-- purchase, a customer) and a salt that says what is being chosen, so that rows can be made in any
-- order and in any amount without remembering a thing. STABLE is what lets the planner put the
-- bodies in place of the calls, for text and dates in them are no more than that.

-- A number from 0 up to, and without, 1.
CREATE OR REPLACE FUNCTION pg_temp.u(n bigint, salt bigint) RETURNS double precision
LANGUAGE sql STABLE AS $$
  SELECT ((hashint8extended(n, salt + 1000 * {seed}::bigint) >> 11) & 4503599627370495)
         ::double precision / 4503599627370496
$$;

CREATE OR REPLACE FUNCTION pg_temp.pick(choices text[], x double precision) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT choices[1 + floor(x * cardinality(choices))::int] $$;

CREATE OR REPLACE FUNCTION pg_temp.customer_id(k bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN k % 5 = 0 THEN 'C-' || lpad(k::text, 8, '0')
         ELSE md5({seed}::text || '/customer/' || k)::uuid::text END
$$;

CREATE OR REPLACE FUNCTION pg_temp.coupon_id(m bigint) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT '65bada55' || lpad(to_hex(m), 16, '0') $$;

CREATE OR REPLACE FUNCTION pg_temp.coupon_code(m bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT upper(left(md5({seed}::text || '/coupon/' || m), 4)) || '-' || lpad(m::text, 8, '0')
$$;

-- Object IDs as the original makes them: seconds, machine and process, counter.
CREATE OR REPLACE FUNCTION pg_temp.event_id(moment timestamptz, i bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT to_hex(floor(extract(epoch FROM moment))::bigint) || to_hex(6337620332198756352 + i)
$$;

-- Of a hundred customers in a row some have every status.
CREATE OR REPLACE FUNCTION pg_temp.status(k bigint) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT ('{{active,inactive,opted_out,banned,suspended,merged}}'::text[])
    [1 + width_bucket(k * 37 % 100, '{{82,89,94,95,97}}'::bigint[])]
$$;

CREATE OR REPLACE FUNCTION pg_temp.locale(k bigint) RETURNS int
LANGUAGE sql STABLE AS $$
  SELECT ({locale_wheel}::int[])[1 + floor(pg_temp.u(k, 20) * 100)::int]
$$;

-- Two in five customers came in the first month, from the programme before; the others steadily.
CREATE OR REPLACE FUNCTION pg_temp.enrolled(k bigint) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT date_trunc('milliseconds', {start}::timestamptz + 0.999 * {span}::interval
    * CASE WHEN k - 0.5 <= 0.4 * {customers}
      THEN 0.04 * (k - 0.5) / (0.4 * {customers})
      ELSE 0.04 + 0.96 * (k - 0.5 - 0.4 * {customers}) / (0.6 * {customers}) END)
$$;

-- The opposite: how many have enrolled when a share of the time has passed.
CREATE OR REPLACE FUNCTION pg_temp.members(passed double precision) RETURNS double precision
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN passed <= 0.04 THEN 0.4 * {customers} * passed / 0.04
    ELSE 0.4 * {customers} + 0.6 * {customers} * (passed - 0.04) / 0.96 END
$$;

-- Line j of purchase b: the product's number, how many, and their value in euro after discount.
CREATE OR REPLACE FUNCTION pg_temp.product(b bigint, j int) RETURNS int
LANGUAGE sql STABLE AS $$
  SELECT 1 + floor(power(pg_temp.u(b * 4 + j, 11), 1.5) * {products})::int
$$;

CREATE OR REPLACE FUNCTION pg_temp.quantity(b bigint, j int) RETURNS int
LANGUAGE sql STABLE AS $$ SELECT 1 + floor(3 * power(pg_temp.u(b * 4 + j, 12), 3))::int $$;

CREATE OR REPLACE FUNCTION pg_temp.value(b bigint, j int) RETURNS double precision
LANGUAGE sql STABLE AS $$
  SELECT ({prices}::float8[])[pg_temp.product(b, j)] * pg_temp.quantity(b, j)
    * CASE WHEN pg_temp.u(b * 4 + j, 13) < 0.2 THEN 0.9 ELSE 1 END
$$;

-- A store in a country; every fifth choice is the web shop.
CREATE OR REPLACE FUNCTION pg_temp.store(locale int, x double precision) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN x < 0.2 THEN {online} ELSE ({countries}::text[])[locale] || '-'
    || lpad(ceil((x - 0.2) / 0.8 * ({store_counts}::int[])[locale] + 1e-9)::text, 2, '0') END
$$;
