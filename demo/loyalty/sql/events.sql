-- Events come in fours. A four is a purchase with one to three lines, or four things that happened
-- by themselves to four customers; what a purchase leaves over is filled up with the latter, and
-- the fourth place often with what followed the purchase. Then there is the enrolment of everyone.
INSERT INTO loyalty.events (
  _id, customer, action, "timestamp", process_timestamp, points, used_points, expdate, expired,
  account, parent, source, admin, user_id, signed, hash, cid, ip_address, user_agent, original,
  snapshot, usages, change, properties)
SELECT
  pg_temp.event_id(e.moment, e.i),
  pg_temp.customer_id(e.n),
  e.action,
  e.moment,
  e.moment + interval '1 millisecond' * floor(50 + 4000 * power(e.luck, 4)),
  e.points,
  CASE WHEN e.points > 0 THEN coalesce(e.taken, 0) END,
  CASE WHEN e.points > 0 THEN (e.moment + interval '1 year')::date END,
  CASE WHEN e.points > 0
    THEN e.points = coalesce(e.taken, 0) OR e.moment + interval '1 year' < {end}::timestamptz END,
  CASE WHEN e.points <> 0 THEN (CASE WHEN e.luck < 0.9 THEN 'main' ELSE 'status' END) END,
  CASE WHEN e.role IN ('line', 'after') THEN pg_temp.event_id(e.happened, e.i - e.p) END,
  e.source,
  e.source = 'Platform',
  CASE WHEN e.source = 'Platform' THEN {first_user} + (e.i % {users})::int END,
  CASE WHEN e.source = 'Events API' THEN e.luck < 0.95 END,
  CASE e.role WHEN 'checkout' THEN 'checkout-' || e.transaction
    WHEN 'line' THEN 'checkout_item-' || e.transaction || '-' || e.product END,
  md5(CASE WHEN e.role IN ('single', 'opt_in') THEN 'i' || e.i ELSE 'b' || e.b END)::uuid::text,
  CASE WHEN e.source = 'Events API'
    THEN '203.0.113.' || (e.i % 254) + 1 WHEN e.source = 'App' THEN '2001:db8::' || to_hex(e.i) END,
  CASE WHEN e.source = 'App' THEN pg_temp.pick({user_agents}::text[], e.luck) END,
  CASE WHEN e.n % 211 = 0 AND e.luck < 0.5
    THEN pg_temp.customer_id(1 + e.n * 7 % {customers}) END,
  CASE WHEN e.points IS NOT NULL THEN
    jsonb_build_object('score', e.score, 'spent', e.spent, 'pending', 0, 'expired', 0) END,
  CASE WHEN e.role = 'checkout' AND e.taken > 0 THEN jsonb_build_object(
    pg_temp.event_id(e.happened + interval '20 minutes', e.i + 3), e.taken) END,
  CASE WHEN e.points > 0 AND e.i % 113 = 0 THEN jsonb_build_object(
    'id', md5('change' || e.i), 'by', {first_user} + (e.i % {users})::int,
    'at', to_char(e.moment + interval '3 hours', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')) END,
  CASE
    WHEN e.role = 'opt_in' THEN jsonb_build_object('channel', e.channel)
    WHEN e.role = 'checkout' THEN jsonb_strip_nulls(jsonb_build_object(
      'transaction_id', e.transaction, 'total', e.total, 'currency', e.currency,
      'total_quantity', e.quantity, 'store', e.store, 'channel', e.channel,
      'discount', CASE WHEN e.luck < 0.15 THEN round(e.total / 10, 2) END,
      'points_burned', CASE WHEN e.luck > 0.9 THEN 100 END,
      'shipping', CASE WHEN e.store = {online} THEN 4.90 END))
    WHEN e.role = 'line' THEN jsonb_build_object(
      'transaction_id', e.transaction, 'product_id', e.product, 'product_name', product.title,
      'product_category', product.product_type, 'sku', e.product || '-' || product.size,
      'quantity', e.quantity, 'price', round(product.price * e.rate, 2), 'subtotal', e.total,
      'total', e.total, 'discount', round(product.price * e.rate * e.quantity, 2) - e.total,
      'currency', e.currency, 'points_rewarded', e.rewarded, 'store', e.store)
    WHEN e.action = 'point_spend' THEN jsonb_build_object(
      'transaction_id', e.transaction, 'reward', pg_temp.pick({rewards}::text[], e.luck))
    WHEN e.role = 'after' THEN jsonb_build_object(
      'transaction_id', e.transaction, 'total', e.total, 'currency', e.currency,
      'reason', pg_temp.pick({awkward}::text[], e.luck))
    WHEN e.action LIKE 'coupon%' THEN jsonb_build_object(
      'coupon', pg_temp.coupon_id(e.n), 'code', pg_temp.coupon_code(e.n), 'store', e.store)
    WHEN e.action LIKE 'activity%' THEN jsonb_build_object(
      'activity', pg_temp.pick({challenges}::text[], e.luck))
    WHEN e.action = 'challenge_reset' THEN jsonb_build_object(
      'challenge', pg_temp.pick({challenges}::text[], e.luck))
    WHEN e.action = 'survey_done' THEN jsonb_build_object(
      'rating', 1 + e.i % 5, 'comment', pg_temp.pick({awkward}::text[], e.luck))
    WHEN e.action LIKE 'checkout%' THEN jsonb_build_object('transaction_id', 'X-' || e.i)
    WHEN e.action LIKE 'club%' THEN jsonb_build_object('club', 'Futók & Barátok #' || e.i % 9)
    WHEN e.luck < 0.1 THEN jsonb_build_object('channel', e.channel, 'device', '')
    ELSE jsonb_build_object('channel', e.channel)
    END
FROM (
  SELECT
    s.*,
    pg_temp.u(s.i, 40) AS luck,
    'T-' || lpad(s.b::text, 8, '0') AS transaction,
    CASE s.role WHEN 'opt_in' THEN 'opt_in' WHEN 'checkout' THEN 'checkout'
      WHEN 'line' THEN 'checkout_item' ELSE ({action_names}::text[])[s.action_number] END AS action,
    CASE WHEN s.role = 'opt_in' AND s.n <= 0.4 * {customers} THEN 'import' ELSE
      pg_temp.pick('{{Events API,Events API,Events API,App,Platform,workflow}}'::text[],
        pg_temp.u(coalesce(nullif(s.b, -1), s.i), 41)) END AS source,
    pg_temp.pick('{{web,app,store,call centre}}'::text[], pg_temp.u(s.i, 42)) AS channel,
    CASE WHEN s.role <> 'single' OR s.i % 3 = 0 THEN
      pg_temp.store(s.locale, pg_temp.u(coalesce(nullif(s.b, -1), s.i), 43)) END AS store,
    ({currencies}::text[])[s.locale] AS currency,
    ({rates}::numeric[])[s.locale] AS rate,
    CASE s.role WHEN 'line' THEN 'P' || lpad(pg_temp.product(s.b, s.p)::text, 5, '0') END AS product,
    CASE s.role WHEN 'line' THEN floor(pg_temp.value(s.b, s.p)) END AS rewarded,
    CASE s.role WHEN 'line' THEN pg_temp.quantity(s.b, s.p)
      WHEN 'checkout' THEN pg_temp.quantity(s.b, 1)
        + CASE WHEN s.lines > 1 THEN pg_temp.quantity(s.b, 2) ELSE 0 END
        + CASE WHEN s.lines > 2 THEN pg_temp.quantity(s.b, 3) ELSE 0 END END AS quantity,
    CASE s.role
      WHEN 'line' THEN round((pg_temp.value(s.b, s.p) * ({rates}::float8[])[s.locale])::numeric, 2)
      WHEN 'single' THEN NULL WHEN 'opt_in' THEN NULL
      ELSE round((pg_temp.value(s.b, 1) * ({rates}::float8[])[s.locale])::numeric, 2)
        + CASE WHEN s.lines > 1
          THEN round((pg_temp.value(s.b, 2) * ({rates}::float8[])[s.locale])::numeric, 2)
          ELSE 0 END
        + CASE WHEN s.lines > 2
          THEN round((pg_temp.value(s.b, 3) * ({rates}::float8[])[s.locale])::numeric, 2)
          ELSE 0 END
      END AS total
  FROM (
    SELECT
      k.*,
      sum(greatest(k.points, 0)) OVER balance AS score,
      sum(greatest(-k.points, 0)) OVER balance AS spent
    FROM ({skeleton}) AS k
    WINDOW balance AS (PARTITION BY k.n ORDER BY k.moment, k.i)
    ORDER BY k.moment, k.i
    OFFSET 0
  ) AS s
  OFFSET 0
) AS e
LEFT JOIN loyalty.products AS product ON product.id = e.product
