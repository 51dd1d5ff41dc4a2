-- points_per_customer as of 2026-03-13 14:30:45+01:00
-- the session's time zone must be Europe/Budapest
COPY (
SELECT
    nullif(t."customer"::text, ''),
    count(*),
    coalesce(nullif((sum(t."points"::numeric))::text, ''), '0'),
    trim_scale(avg(CASE WHEN (t."properties" ->> 'total') ~  E'^[+-]?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})$' THEN (t."properties" ->> 'total')::numeric END)),
    date_trunc('second', min(t."timestamp")::timestamp),
    date_trunc('second', max(t."timestamp")::timestamp)
FROM "loyalty"."events" AS t
WHERE t."timestamp" >= '2026-02-01 00:00:00+01:00'::timestamptz
    AND t."timestamp" < '2026-03-01 00:00:00+01:00'::timestamptz
    AND t."points"::numeric IS NOT NULL
GROUP BY nullif(t."customer"::text, '')
ORDER BY nullif(t."customer"::text, '') COLLATE "C"
) TO STDOUT (FORMAT csv, DELIMITER '|', QUOTE '"');
