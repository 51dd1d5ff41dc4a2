-- What a customer's events add up to. Who opted out did so some time after the last of them.
CREATE TEMPORARY TABLE demo_totals ON COMMIT DROP AS
SELECT
  customer,
  sum(points) FILTER (WHERE points > 0) AS score,
  -coalesce(sum(points) FILTER (WHERE points < 0), 0) AS spent,
  sum((properties ->> 'total')::numeric) FILTER (WHERE action = 'checkout') AS purchase_total,
  count(*) FILTER (WHERE action = 'checkout') AS purchases,
  sum((properties ->> 'total_quantity')::int) FILTER (WHERE action = 'checkout') AS items,
  min("timestamp") FILTER (WHERE action = 'checkout') AS first_purchase,
  max("timestamp") FILTER (WHERE action = 'checkout') AS last_purchase,
  max("timestamp") FILTER (WHERE points > 0) AS last_earn,
  max("timestamp") FILTER (WHERE points < 0) AS last_spend,
  max("timestamp") FILTER (WHERE action = 'daily_login') AS last_login,
  max("timestamp") AS last_event,
  max("timestamp") + ({end}::timestamptz - max("timestamp")) * 0.5 AS left_at
FROM loyalty.events
GROUP BY customer
