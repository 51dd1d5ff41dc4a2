"""The demo: everything around the exports that a fresh machine lacks, in one folder.

A database server with a loyalty programme in it, a partner's SFTP server and a whole Airflow, all
on 127.0.0.1 and all below `.demo/`. Nothing of the product imports it; the tests use its servers.
"""
