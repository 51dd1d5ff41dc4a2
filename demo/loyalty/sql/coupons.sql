-- As many coupons as customers, in seven fates: unclaimed, unclaimed and run out, claimed, claimed
-- and run out, redeemed (some of them more than once), a gift card used in part, withdrawn.
INSERT INTO loyalty.coupons (
  _id, code, name, type, value, currency, balance, min_amount, min_redemption_value,
  purchase_threshold, customer, original, pool, parent, aggregated, claims, redeems, transfers,
  created_at, claimed_at, redeemed_at, expiration_date, expires_in, invalidated_at,
  invalidated_by, stores, products)
SELECT
  pg_temp.coupon_id(c.m),
  pg_temp.coupon_code(c.m),
  ({pool_names}::text[])[c.pool],
  c.type,
  c.value,
  CASE c.type WHEN 'gift_card' THEN 'EUR' END,
  CASE WHEN c.type <> 'gift_card' THEN NULL WHEN c.fate = 5 THEN round(c.value * 0.37, 2)
    WHEN c.fate = 4 THEN 0 ELSE c.value END,
  CASE c.type WHEN 'gift_card' THEN 1 END,
  CASE c.type WHEN 'gift_card' THEN 5 END,
  CASE WHEN c.m % 3 = 0 THEN 19.9 END,
  CASE WHEN c.fate NOT IN (2, 3, 4, 5) THEN (CASE WHEN c.m % 2 = 0 THEN '{{}}'::text[] END)
    WHEN c.m % 40 = 0
    THEN ARRAY[pg_temp.customer_id(c.m), pg_temp.customer_id(1 + c.m % {customers})]
    ELSE ARRAY[pg_temp.customer_id(c.m)] END,
  CASE WHEN c.fate IN (2, 3, 4, 5) THEN pg_temp.customer_id(c.m) END,
  ({pool_ids}::text[])[c.pool],
  CASE WHEN c.m % 2 = 0 THEN pg_temp.pick({rewards}::text[], c.luck) END,
  c.pool % 5 = 0,
  CASE WHEN c.fate IN (2, 3, 4, 5) THEN 1 + (c.m % 40 = 0)::int ELSE 0 END,
  coalesce(cardinality(c.redeemed_at), 0),
  (c.m % 40 = 0)::int,
  c.created_at,
  CASE WHEN c.fate IN (2, 3, 4, 5) THEN c.created_at + interval '1 hour' END,
  c.redeemed_at,
  CASE WHEN c.fate IN (1, 3) THEN {end}::timestamptz - interval '1 day' * floor(1 + 200 * c.luck)
    WHEN c.m % 5 > 0 THEN {end}::timestamptz + interval '1 day' * floor(1 + 200 * c.luck) END,
  ({expirations}::text[])[c.pool],
  CASE c.fate WHEN 6 THEN c.created_at + interval '2 days' END,
  CASE c.fate WHEN 6 THEN {first_user} + (c.m % {users})::int END,
  CASE WHEN c.m % 6 = 0 THEN ARRAY[pg_temp.pick({stores}::text[], c.luck)] END,
  CASE WHEN c.m % 9 = 0 THEN ARRAY['P00001', 'P00002'] WHEN c.m % 9 = 1 THEN '{{}}'::text[] END
FROM (
  SELECT
    d.*,
    CASE WHEN d.fate = 4 AND d.m % 4 = 0
      THEN ARRAY[d.created_at + interval '1 day', d.created_at + interval '36 hours']
      WHEN d.fate IN (4, 5) THEN ARRAY[d.created_at + interval '1 day']
      WHEN d.m % 10 = 0 THEN '{{}}'::timestamptz[] END AS redeemed_at
  FROM (
    SELECT
      b.*,
      ({pool_types}::text[])[b.pool] AS type,
      ({pool_values}::numeric[])[b.pool] AS value,
      CASE WHEN b.place < 35 THEN 0 WHEN b.place < 42 THEN 1 WHEN b.place < 62 THEN 2
        WHEN b.place < 72 THEN 3
        WHEN b.place < 96 THEN (CASE WHEN b.place % 3 = 0
          AND ({pool_types}::text[])[b.pool] = 'gift_card' THEN 5 ELSE 4 END)
        ELSE 6 END AS fate,
      date_trunc('milliseconds', least({end}::timestamptz - interval '5 days',
        pg_temp.enrolled(b.m) + interval '1 day' * floor(90 * b.luck))) AS created_at
    FROM (
      SELECT m, m * 37 % 100 AS place, (1 + m % {pools_used})::int AS pool,
        pg_temp.u(m, 50) AS luck
      FROM generate_series(1, {customers}::bigint) AS m
      OFFSET 0
    ) AS b
    OFFSET 0
  ) AS d
  OFFSET 0
) AS c
