-- Members, with the balances their events add up to. Who opted out keeps an ID, a history and
-- nothing that says who they were.
INSERT INTO loyalty.customers (
  _id, email, first_name, last_name, handler, status, gender, birth_date, language, country,
  currency, mobile_phone, membership_id, labels, group_id, src, referrer, score, spent, reserved,
  expired, pending, purchase_total, purchase_count, purchase_item_count, purchase_first_date,
  purchase_last_date, last_earn_date, last_spend_date, last_login_at, optin_at, optout_at,
  created_at, updated_at, tiers, accounts, external_ids, properties)
SELECT
  c.id,
  CASE WHEN c.known AND c.k % 23 <> 0 THEN regexp_replace(
    translate(lower(c.first || '.' || c.last), 'áäãâçéëèêğıíîïñńóöőôòşśúüűùžźżłąęć',
      'aaaaceeeegiiiinnooooossuuuuzzzlaec'), '[^a-z.]', '', 'g')
    || c.k || '@' || pg_temp.pick('{{example.com,example.org,mail.example}}'::text[], c.luck) END,
  CASE WHEN c.known THEN c.first END,
  CASE WHEN c.known THEN (CASE WHEN c.k % 61 = 0 THEN '' ELSE c.last END) END,
  CASE WHEN NOT c.known OR c.luck < 0.4 THEN NULL
    WHEN c.k % 17 = 0 THEN '✨' || c.first || '✨'
    WHEN c.k % 19 = 0 THEN '"' || lower(c.first) || '", the ' || c.k || 'th'
    ELSE lower(c.first) || '_' || c.k END,
  c.status,
  CASE WHEN c.known THEN c.gender END,
  CASE WHEN NOT c.known OR c.k % 29 = 0 THEN NULL
    WHEN c.k % 150 = 1 THEN date '1988-02-29'
    ELSE date '1945-01-01' + floor(22000 * pg_temp.u(c.k, 25))::int END,
  CASE WHEN c.k % 41 = 0 THEN '' WHEN c.k % 43 = 0 THEN NULL ELSE locale.language END,
  CASE WHEN c.k % 47 = 0 THEN '' WHEN c.k % 53 = 0 THEN NULL ELSE locale.country END,
  CASE WHEN c.purchases > 0 THEN locale.currency END,
  CASE WHEN c.known AND c.luck < 0.7
    THEN locale.phone || lpad(floor(1e7 * pg_temp.u(c.k, 26))::text, 7, '0') END,
  CASE WHEN NOT c.known OR c.k % 13 = 0 THEN NULL WHEN c.k % 11 = 0 THEN '{{}}'
    WHEN c.k % 7 = 0 THEN ARRAY['M' || lpad(c.k::text, 9, '0'), 'CARD ' || c.k]
    ELSE ARRAY['M' || lpad(c.k::text, 9, '0')] END,
  CASE WHEN c.k % 4 = 0 THEN ARRAY['staff, retail'] WHEN c.k % 6 = 0 THEN ARRAY['press', 'VIP "A"']
    WHEN c.k % 9 = 0 THEN '{{}}' END,
  CASE WHEN c.k % 8 = 0 THEN ARRAY['crm', 'shops'] WHEN c.k % 3 = 0 THEN ARRAY['crm'] END,
  CASE WHEN c.k <= 0.4 * {customers} THEN 'import:65a0c1de0000000000000001'
    ELSE pg_temp.pick('{{web,app,store,Events API}}'::text[], pg_temp.u(c.k, 27)) END,
  CASE WHEN c.k > 10 AND pg_temp.u(c.k, 28) < 0.15
    THEN pg_temp.customer_id(1 + floor(pg_temp.u(c.k, 29) * (c.k - 1))::bigint) END,
  c.score,
  c.spent,
  CASE WHEN c.luck < 0.1 THEN floor((c.score - c.spent) * 0.2) WHEN c.luck < 0.8 THEN 0 END,
  c.expired,
  CASE WHEN c.luck > 0.9 THEN 25.5 WHEN c.luck > 0.1 THEN 0 END,
  c.purchase_total,
  c.purchases,
  coalesce(c.items, 0),
  c.first_purchase::date,
  c.last_purchase::date,
  c.last_earn::date,
  c.last_spend::date,
  c.last_login,
  pg_temp.enrolled(c.k),
  CASE WHEN NOT c.known THEN c.left_at END,
  pg_temp.enrolled(c.k),
  CASE WHEN c.known THEN c.last_event ELSE c.left_at END,
  CASE WHEN c.k % 50 = 0 THEN NULL WHEN c.k % 50 = 1 THEN '{{}}' ELSE
    jsonb_build_object('default', jsonb_strip_nulls(jsonb_build_object(
      '_id', ({tiers}::text[])[c.tier], 'name', initcap(({tiers}::text[])[c.tier]),
      'points', c.score, 'threshold', ({thresholds}::int[])[c.tier],
      'since', (pg_temp.enrolled(c.k) + interval '1 month' * c.tier)::date,
      'expdate', CASE WHEN c.tier > 1 THEN ({end}::timestamptz + interval '1 year')::date END,
      'manual', c.k % 31 = 0, 'next', ({tiers}::text[])[c.tier + 1])))
    || CASE WHEN c.k % 10 = 0 THEN jsonb_build_object('club', jsonb_build_object(
      '_id', 'founder', 'name', 'Founder; "first 100"', 'points', 1.5, 'threshold', 0,
      'since', {start}::timestamptz::date, 'manual', true)) ELSE '{{}}' END END,
  jsonb_build_object(
    'main', jsonb_build_object('name', 'Points', 'type', 'standard', 'earned', c.score,
      'spent', c.spent, 'pending', 0, 'reserved', 0, 'expired', c.expired, 'negative_points', 0))
    || CASE WHEN c.k % 5 = 0 THEN jsonb_build_object('status', jsonb_build_object(
      'name', 'Státusz', 'type', 'status_points', 'earned', c.purchases * 10, 'spent', 0))
      ELSE '{{}}' END,
  CASE WHEN c.known AND c.k % 4 = 1
    THEN jsonb_build_object('shop', c.k::text, 'crm', 'CRM-' || to_hex(c.k * 7919)) END,
  CASE WHEN c.known THEN jsonb_strip_nulls(jsonb_build_object(
    'shoe_size', CASE WHEN c.k % 3 <> 0 THEN 35 + floor(pg_temp.u(c.k, 31) * 25) / 2 END,
    'newsletter', CASE WHEN c.k % 7 <> 0 THEN c.k % 3 = 0 END,
    'favourite_store', CASE WHEN c.k % 6 <> 0 THEN pg_temp.store(locale.number, c.luck) END,
    'note', CASE WHEN c.k % 5 = 0
      THEN ({awkward}::text[])[1 + c.k / 5 % {awkward_count}] END,
    'interests', CASE WHEN c.k % 8 = 0 THEN '["running", "hiking, climbing"]'::jsonb END,
    'anniversary', CASE WHEN c.k % 9 = 0 THEN pg_temp.enrolled(c.k)::date END))
    || CASE WHEN c.k % 12 = 0 THEN '{{"website": null}}'::jsonb ELSE '{{}}' END END
FROM (
  SELECT
    k, pg_temp.customer_id(k) AS id, t.*, m.status, m.gender, pg_temp.u(k, 24) AS luck,
    m.status <> 'opted_out' AS known,
    pg_temp.pick(CASE m.gender WHEN 'male' THEN l.male ELSE l.female END, pg_temp.u(k, 22)) AS first,
    pg_temp.pick(l.last, pg_temp.u(k, 23)) AS last,
    CASE WHEN pg_temp.u(k, 30) < 0.25 THEN floor((t.score - t.spent) * 0.3) ELSE 0 END AS expired,
    greatest(1, width_bucket(t.score, {thresholds}::numeric[])) AS tier
  FROM generate_series(1, {customers}::bigint) AS k
  CROSS JOIN LATERAL (
    SELECT pg_temp.status(k) AS status,
      ('{{female,female,female,female,male,male,male,male,other,NULL}}'::text[])
        [1 + floor(pg_temp.u(k, 21) * 10)::int] AS gender
    OFFSET 0) AS m
  JOIN demo_locales AS l ON l.number = pg_temp.locale(k)
  JOIN demo_totals AS t ON t.customer = pg_temp.customer_id(k)
  ORDER BY k
  OFFSET 0
) AS c
JOIN demo_locales AS locale ON locale.number = pg_temp.locale(c.k)
