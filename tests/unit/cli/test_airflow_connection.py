"""Airflow connections read without Airflow."""

import pytest

from antavo_export.cli.airflow_connection import InvalidConnectionError, libpq_parameters


@pytest.mark.parametrize(
    "connection",
    [
        "postgres://anna:p%40ss%2Fword@db.example.com:6543/loyalty?sslmode=require",
        "postgresql://anna:p%40ss%2Fword@db.example.com:6543/loyalty"
        "?__extra__=%7B%22sslmode%22%3A+%22require%22%2C+%22cursor%22%3A+%22dictcursor%22%7D",
        '{"conn_type": "postgres", "login": "anna", "password": "p@ss/word", "port": 6543,'
        ' "host": "db.example.com", "schema": "loyalty", "extra": {"sslmode": "require"}}',
        ' {"conn_type": "postgresql", "login": "anna", "password": "p@ss/word", "port": "6543",'
        ' "host": "db.example.com", "schema": "loyalty",'
        ' "extra": "{\\"sslmode\\": \\"require\\"}"}',
    ],
)
def test_both_forms_say_the_same(connection: str) -> None:
    assert libpq_parameters(connection) == {
        "host": "db.example.com",
        "port": "6543",
        "user": "anna",
        "password": "p@ss/word",
        "dbname": "loyalty",
        "sslmode": "require",
    }


def test_what_is_not_said_is_left_to_libpq() -> None:
    assert libpq_parameters("postgres://db") == {"host": "db"}
    assert libpq_parameters("postgres:///loyalty") == {"dbname": "loyalty"}


@pytest.mark.parametrize(
    ("connection", "message"),
    [
        ("", "type postgres"),
        ("db.example.com", "type postgres"),
        ("mysql://anna:secret@db/loyalty", "type postgres"),
        ('{"conn_type": "sftp", "password": "secret"}', "type postgres"),
        ('{"conn_type": "postgres"', "expected a URI"),
        ("{}", "type postgres"),
        ('["secret"]', "type postgres"),
        ("postgres://anna:secret@db:port/loyalty", "expected a URI"),
        ("postgres://anna:secret@db/loyalty?__extra__=%7Bsecret", "expected a URI"),
        ('{"conn_type": "postgres", "extra": "secret"}', "expected a URI"),
        ('{"conn_type": "postgres", "extra": ["secret"]}', "expected a URI"),
        ('{"conn_type": "postgres", "extra": {"a": {"b": "secret"}}}', "texts and numbers"),
        ('{"conn_type": "postgres", "password": ["secret"]}', "texts and numbers"),
        ('{"conn_type": "postgres", "extra": {"iam": true}}', "IAM works in Airflow only"),
    ],
)
def test_anything_else_is_refused_without_repeating_it(connection: str, message: str) -> None:
    with pytest.raises(InvalidConnectionError, match=message) as raised:
        libpq_parameters(connection)

    assert "secret" not in str(raised.value)
