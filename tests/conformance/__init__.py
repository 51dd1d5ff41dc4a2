"""The export language against an independent reading of it, on a real Postgres.

`oracle` says in plain Python what an export means; `data` holds rows chosen to hurt. The tests run
the same configuration through both and compare the files byte by byte.
"""
