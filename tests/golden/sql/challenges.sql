-- challenges as of 2026-03-13 13:30:45+00:00
-- the session's time zone must be UTC
COPY (
SELECT
    '{"id":' || coalesce(to_json(t."id"::text)::text, 'null')
        || ',"name":' || coalesce(to_json(t."name"::text)::text, 'null')
        || ',"description":' || coalesce(to_json(t."description"::text)::text, 'null')
        || ',"type":' || coalesce(to_json(t."type"::text)::text, 'null')
        || ',"status":' || coalesce(to_json(t."status"::text)::text, 'null')
        || ',"points":' || coalesce(t."points"::text, 'null')
        || ',"account":' || coalesce(to_json(t."account"::text)::text, 'null')
        || ',"category":' || coalesce(to_json(t."category"::text)::text, 'null')
        || ',"tags":' || coalesce(to_json(t."tags"::text[])::text, 'null')
        || ',"cta_label":' || coalesce(to_json(t."cta_label"::text)::text, 'null')
        || ',"url":' || coalesce(to_json(t."url"::text)::text, 'null')
        || ',"image":' || coalesce(t."image"::jsonb::text, 'null')
        || ',"starts_at":' || coalesce('"' || date_trunc('second', t."starts_at"::timestamp) || '"', 'null')
        || ',"ends_at":' || coalesce('"' || date_trunc('second', t."ends_at"::timestamp) || '"', 'null')
        || ',"max_completions":' || coalesce(t."max_completions"::text, 'null')
        || ',"resettable":' || coalesce(t."resettable"::text, 'null')
        || ',"segments":' || coalesce(to_json(t."segments"::text[])::text, 'null')
        || ',"lists":' || coalesce(to_json(t."lists"::text[])::text, 'null')
        || ',"hide_restricted":' || coalesce(t."hide_restricted"::text, 'null')
        || ',"restricted_message":' || coalesce(to_json(t."restricted_message"::text)::text, 'null')
        || ',"criteria":' || coalesce(t."criteria"::jsonb::text, 'null')
        || ',"completions":' || coalesce((SELECT count(*) FROM "loyalty"."events" AS event WHERE event.action = 'activity' AND event.properties ->> 'activity' = t.id)::text, 'null')
        || ',"completed_customers":' || coalesce((SELECT count(DISTINCT event.customer) FROM "loyalty"."events" AS event WHERE event.action = 'activity' AND event.properties ->> 'activity' = t.id)::text, 'null')
        || ',"created_at":' || coalesce('"' || date_trunc('second', t."created_at"::timestamp) || '"', 'null')
        || ',"updated_at":' || coalesce('"' || date_trunc('second', t."updated_at"::timestamp) || '"', 'null') || '}'
FROM "loyalty"."challenges" AS t
) TO STDOUT (FORMAT csv, DELIMITER E'\x02', QUOTE E'\x01');
