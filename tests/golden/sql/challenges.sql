-- challenges as of 2026-03-13 13:30:45+00:00
-- the session's time zone must be UTC
COPY (
SELECT
    t."id"::text,
    t."name"::text,
    t."description"::text,
    t."type"::text,
    t."status"::text,
    t."points",
    t."account"::text,
    t."category"::text,
    to_json(t."tags"::text[]),
    t."cta_label"::text,
    t."url"::text,
    t."image"::jsonb,
    date_trunc('second', t."starts_at"::timestamp),
    date_trunc('second', t."ends_at"::timestamp),
    t."max_completions",
    t."resettable"::text,
    to_json(t."segments"::text[]),
    to_json(t."lists"::text[]),
    t."hide_restricted"::text,
    t."restricted_message"::text,
    t."criteria"::jsonb,
    (SELECT count(*) FROM "loyalty"."events" AS event WHERE event.action = 'activity' AND event.properties ->> 'activity' = t.id),
    (SELECT count(DISTINCT event.customer) FROM "loyalty"."events" AS event WHERE event.action = 'activity' AND event.properties ->> 'activity' = t.id),
    date_trunc('second', t."created_at"::timestamp),
    date_trunc('second', t."updated_at"::timestamp),
    ''
FROM "loyalty"."challenges" AS t
) TO STDOUT (FORMAT text, DELIMITER E'\x1f', NULL E'\\NULL\\NULL');
