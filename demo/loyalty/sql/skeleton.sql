-- What every event turns on: which part of a four it is, whose, when, and its points.
-- OFFSET 0 keeps the planner from merging the levels, which would work each choice out many times.
SELECT
  w.i, w.b, w.p, w.lines, w.role, w.n, w.locale, w.happened, w.action_number,
  w.happened + CASE w.role WHEN 'line' THEN w.p * interval '1 second'
    WHEN 'after' THEN interval '20 minutes' ELSE interval '0' END AS moment,
  w.taken,
  CASE w.role
    WHEN 'checkout' THEN w.gained
    WHEN 'after' THEN -w.taken
    WHEN 'single' THEN ({lows}::int[])[w.action_number]
      + floor(pg_temp.u(w.i, 32) * (1 + ({highs}::int[])[w.action_number]
      - ({lows}::int[])[w.action_number]))::int
    END AS points
FROM (
  SELECT
    v.*,
    pg_temp.locale(v.n) AS locale,
    CASE WHEN v.lines IN (1, 2) AND ({lows}::int[])[v.following] < 0
      THEN floor(v.gained * (0.2 + 0.8 * pg_temp.u(v.b, 33)))::int END AS taken,
    CASE v.role
      WHEN 'after' THEN v.following
      WHEN 'single' THEN ({single_wheel}::int[])[1 + v.i * 617 % 1000] END AS action_number,
    date_trunc('milliseconds', greatest(
      pg_temp.enrolled(v.n) + interval '1 minute',
      coalesce(v.edge, {start}::timestamptz
        + floor(v.passed * {days}) * interval '1 day'
        + v.hours * interval '1 hour'))) AS happened
  FROM (
    SELECT
      r.*,
      ({after_wheel}::int[])[1 + r.b * 617 % 1000] AS following,
      8 * (pg_temp.u(r.own, 5) + pg_temp.u(r.own, 6) + 0.9 * pg_temp.u(r.own, 7)) AS hours,
      1 + floor(pg_temp.members(r.passed / 0.999) * power(pg_temp.u(r.own, 2), 1.3))::bigint
        % {customers} AS n,
      CASE WHEN r.lines > 0 THEN floor(pg_temp.value(r.b, 1))
        + CASE WHEN r.lines > 1 THEN floor(pg_temp.value(r.b, 2)) ELSE 0 END
        + CASE WHEN r.lines > 2 THEN floor(pg_temp.value(r.b, 3)) ELSE 0 END
        END::int AS gained
    FROM (
      SELECT
        q.*,
        CASE q.role WHEN 'single' THEN q.i ELSE -1 - q.b END AS own,
        coalesce(
          extract(epoch FROM q.edge - {start}::timestamptz) / extract(epoch FROM {span}::interval),
          power((q.b + pg_temp.u(q.b, 4)) / ceil({slots} / 4.0), 0.7))::float8 AS passed
      FROM (
        SELECT
          o.*,
          CASE
            WHEN o.lines = 0 THEN 'single'
            WHEN o.p = 0 THEN 'checkout'
            WHEN o.p <= o.lines THEN 'line'
            WHEN o.p = 3 THEN 'after'
            ELSE 'single' END AS role,
          CASE WHEN o.b % 31 = 5
            THEN ({edges}::timestamptz[])[1 + o.b / 31 % {edge_count}] END AS edge
        FROM (
          SELECT
            i, (i - 1) / 4 AS b, ((i - 1) % 4)::int AS p,
            CASE WHEN i > {slots} / 4 * 4 THEN 0
              ELSE greatest(0, 3 - floor(pg_temp.u((i - 1) / 4, 1) / 0.15)::int) END AS lines
          FROM generate_series(1, {slots}::bigint) AS i
          OFFSET 0
        ) AS o
        OFFSET 0
      ) AS q
      OFFSET 0
    ) AS r
    OFFSET 0
  ) AS v
  OFFSET 0
) AS w
UNION ALL
SELECT
  {slots}::bigint + k, -1, 0, 0, 'opt_in', k, pg_temp.locale(k), pg_temp.enrolled(k), NULL,
  pg_temp.enrolled(k), NULL, 50
FROM generate_series(1, {customers}::bigint) AS k
