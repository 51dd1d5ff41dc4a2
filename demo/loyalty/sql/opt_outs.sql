-- The last event of everyone who left.
INSERT INTO loyalty.events (
  _id, customer, action, "timestamp", process_timestamp, source, admin, cid, snapshot, properties)
SELECT
  pg_temp.event_id(t.left_at, {slots}::bigint + {customers}
    + row_number() OVER (ORDER BY t.left_at, k)),
  t.customer, 'opt_out', t.left_at, t.left_at + interval '90 milliseconds', 'App', false,
  md5('out' || k)::uuid::text,
  jsonb_build_object('score', t.score, 'spent', t.spent, 'pending', 0, 'expired', 0),
  jsonb_build_object('channel', 'app')
FROM generate_series(1, {customers}::bigint) AS k
JOIN demo_totals AS t ON t.customer = pg_temp.customer_id(k)
WHERE pg_temp.status(k) = 'opted_out'
ORDER BY t.left_at, k
