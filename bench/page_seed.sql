-- 200 exports and the one-off DAG, and %(runs)s runs of them, each with a receipt.
INSERT INTO dag_bundle (name, active) VALUES ('bench', true);
INSERT INTO dag (dag_id, is_paused, is_stale, bundle_name, timetable_type, partition_mapper_info,
                 max_active_tasks, max_consecutive_failed_dag_runs, has_task_concurrency_limits,
                 dag_display_name, owners, timetable_summary)
SELECT CASE n WHEN 0 THEN 'antavo_export_once' ELSE 'export_' || n END, false, false, 'bench', '',
       '{}', 16, 0, false, CASE n WHEN 0 THEN 'One-off export' ELSE 'Export ' || n END, 'crm',
       'daily'
FROM generate_series(0, 200) AS n;
INSERT INTO dag_tag (name, dag_id) SELECT 'antavo-export', dag_id FROM dag;
INSERT INTO dag_tag (name, dag_id)
SELECT 'model:' || (ARRAY['customers', 'events', 'coupons', 'stores'])[1 + n %% 4], 'export_' || n
FROM generate_series(1, 200) AS n;
INSERT INTO dag_tag (name, dag_id)
SELECT 'target:' || (ARRAY['sftp', 'ftp', 'ftps'])[1 + n %% 3], 'export_' || n
FROM generate_series(1, 200) AS n;
INSERT INTO dag_run (dag_id, run_id, run_type, run_after, queued_at, created_at, state,
                     triggering_user_name, conf)
SELECT CASE WHEN n %% 10 = 0 THEN 'antavo_export_once' ELSE 'export_' || 1 + n %% 200 END,
       'manual__' || n, 'manual', at, at, at,
       CASE WHEN n %% 50 = 1 THEN 'failed' ELSE 'success' END, 'user ' || n %% 30,
       CASE WHEN n %% 10 = 0
            THEN jsonb_build_object('name', 'One-off ' || n, 'model', 'coupons', 'filters', 'none',
                                    'fields', 'all', 'target', jsonb_build_object('type', 'sftp'))
            ELSE '{}' END
FROM (SELECT n, now() - (%(runs)s - n) * interval '1 minute' AS at
      FROM generate_series(1, %(runs)s) AS n) AS moments;
INSERT INTO task_instance (id, task_id, dag_id, run_id, try_number, pool, pool_slots, state)
SELECT gen_random_uuid(), 'extract', dag_id, run_id, 1, 'default_pool', 1, state FROM dag_run;
INSERT INTO xcom (dag_run_id, task_id, key, dag_id, run_id, timestamp, value)
SELECT id, 'extract', 'return_value', dag_id, run_id, now(),
       jsonb_build_object('rows', id, 'bytes', id * 100, 'file_name', 'file.csv',
                          'uri', 'file:///file.csv', 'sha256', md5(run_id),
                          'seconds', jsonb_build_object('total', 1.5))
FROM dag_run WHERE state = 'success'
