INSERT INTO loyalty.segment_members (customer, segment)
SELECT c._id, s.segment
FROM loyalty.customers AS c
CROSS JOIN LATERAL (VALUES
  ('birthday', extract(month FROM c.birth_date) = extract(month FROM {end}::timestamptz)),
  ('lapsed', c.purchase_last_date < {end}::timestamptz::date - 180),
  ('new', c.optin_at > {end}::timestamptz - interval '30 days'),
  ('newsletter', (c.properties ->> 'newsletter')::boolean),
  ('vip', c.tiers -> 'default' ->> '_id' IN ('gold', 'platinum'))
) AS s (segment, belongs)
WHERE s.belongs AND c.status <> 'opted_out'
