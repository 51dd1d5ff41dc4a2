-- weekly_active_customers as of 2026-03-13 14:30:45+01:00
-- the session's time zone must be Europe/Budapest
COPY (
SELECT
    t."_id"::text,
    t."email"::text,
    coalesce(nullif(CASE t."country"::text WHEN 'HU' THEN 'Hungary' WHEN 'NO' THEN 'Norway' ELSE (t."country"::text)::text END, ''), 'unknown'),
    t."score"::numeric,
    coalesce(nullif(((t.score - t.spent - coalesce(t.reserved, 0) - coalesce(t.expired, 0))::numeric)::text, ''), '0'),
    date_trunc('second', t."last_login_at"::timestamp),
    (t."properties" ->> 'shoe_size')
FROM "loyalty"."customers" AS t
WHERE t."status"::text = 'active'
    AND t."last_login_at" >= '2026-03-06 00:00:00+01:00'::timestamptz
) TO STDOUT (FORMAT csv, DELIMITER ';', QUOTE '"');
