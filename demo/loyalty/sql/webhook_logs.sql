-- The calls that a part of the last 90 days' events caused.
INSERT INTO loyalty.webhook_logs (
  id, created_at, action, customer, status, response_code, retries, trusted_site, path, source,
  method, content_type, request_headers, request_body, response_body, error, duration_ms,
  workflow, finished_at)
SELECT
  left(w.id, 8) || 'aa' || right(w.id, 14),
  w.process_timestamp,
  w.action,
  w.customer,
  w.status,
  CASE w.status WHEN 'done' THEN 200 + (w.place % 2) * 4
    WHEN 'failed' THEN (CASE WHEN w.place % 2 = 0 THEN 503 END) END,
  CASE w.status WHEN 'failed' THEN 5 WHEN 'resent' THEN 1 + (w.place % 4)::int
    WHEN 'queued' THEN 0 WHEN 'done' THEN (CASE WHEN w.place % 9 > 0 THEN 0 ELSE 2 END) END,
  pg_temp.pick('{{https://crm.example.com/,https://mail.example.org/hooks}}'::text[], w.luck),
  pg_temp.pick('{{"/customers/{{customer._id}}",events?v=1&x=2,"/a/b;c"}}'::text[], 1 - w.luck),
  pg_temp.pick('{{workflow,workflow,platform,NULL}}'::text[], w.luck),
  pg_temp.pick('{{POST,POST,POST,PUT,PATCH,DELETE,GET}}'::text[], w.luck),
  pg_temp.pick('{{application/json,application/x-www-form-urlencoded}}'::text[], w.luck),
  jsonb_build_object('Authorization', '***', 'X-Request-Id', md5(w.id)),
  jsonb_pretty(jsonb_build_object('action', w.action, 'points', w.points)),
  CASE w.status WHEN 'done' THEN (CASE WHEN w.place % 2 = 0
    THEN '{{"ok": true, "note": "köszönjük; merci"}}' ELSE '' END)
    WHEN 'failed' THEN (CASE WHEN w.place % 2 = 0 THEN E'<html>\r\n<h1>503</h1>\r\n</html>' END)
    END,
  CASE WHEN w.status = 'failed' AND w.place % 2 = 1 THEN 'timeout: no answer within 10 s' END,
  CASE WHEN w.status <> 'queued' THEN floor(20 + 2000 * power(w.luck, 3)) END,
  CASE WHEN w.luck < 0.75 THEN '65f10a00' || lpad(to_hex(w.place), 16, '0') END,
  CASE WHEN w.status IN ('done', 'failed') THEN w.process_timestamp + interval '3 seconds' END
FROM (
  SELECT
    e._id AS id, e.process_timestamp, e.action, e.customer, e.points, p.place, 2 * p.luck AS luck,
    CASE WHEN p.place < 88 THEN 'done' WHEN p.place < 94 THEN 'failed'
      WHEN p.place < 97 THEN 'resent' ELSE 'queued' END AS status
  FROM loyalty.events AS e
  CROSS JOIN LATERAL (
    SELECT ('x' || right(e._id, 6))::bit(24)::bigint * 37 % 100 AS place,
      pg_temp.u(('x' || right(e._id, 6))::bit(24)::bigint, 60) AS luck
    OFFSET 0) AS p
  WHERE e."timestamp" >= {end}::timestamptz - interval '90 days' AND p.luck < 0.5
  ORDER BY e.process_timestamp, e._id
) AS w
