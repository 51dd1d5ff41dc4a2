"""The first rows of an export, in a terminal."""

import csv
from pathlib import Path

from tests.fixtures.command_line import CommandLine

CONFIG = """\
name: Customers
model: customers
timezone: Europe/Budapest
filters:
  - - {attribute: created_at, operator: lt, value: "date: today"}
fields:
  - {from: _id, to: ID}
  - {from: country, to: Country, replace: {HU: "Magyar\\tország"}, default: unknown}
  - {from: created_at, to: Created}
"""
AT = "2026-03-31T00:00"


def config(tmp_path: Path, text: str = CONFIG) -> Path:
    """Return a file that holds ``text``."""
    file = tmp_path / "customers.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_rows_are_those_of_the_file(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path
) -> None:
    file, output = config(tmp_path), tmp_path / "out.csv"
    antavo_export("run", file, "--output", output, "--at", AT, "--database", loyalty_uri)

    answer = antavo_export("preview", file, "--rows", 500, "--at", AT, "--database", loyalty_uri)

    titles, ruler, *lines = answer.out.splitlines()
    widths = [len(part) for part in ruler.split("  ")]
    starts = [sum(widths[:i]) + 2 * i for i in range(len(widths))]
    shown = [
        [line[start : start + width].rstrip() for start, width in zip(starts, widths, strict=True)]
        for line in (titles, *lines)
    ]
    with output.open(encoding="utf-8", newline="") as stream:
        assert shown == [[cell.replace("\t", "\\t") for cell in row] for row in csv.reader(stream)]
    assert len(lines) == 500
    assert answer.err == "500 of about 500 rows as of 2026-03-31 00:00:00+02:00\n"


def test_no_more_rows_are_shown_than_asked_for(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path
) -> None:
    answer = antavo_export("preview", config(tmp_path), "--rows", 3, "--database", loyalty_uri)

    assert len(answer.out.splitlines()) == 2 + 3
    assert answer.err.startswith("3 of about 500 rows as of ")


def test_objects_are_shown_as_rows_too(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path
) -> None:
    text = (
        "name: x\nmodel: challenges\nfilters: none\nfile: {format: json}\n"
        "fields: [{from: id, to: ID}, {from: points}, {from: tags}]\n"
    )

    answer = antavo_export(
        "preview", config(tmp_path, text), "--rows", 1, "--database", loyalty_uri
    )

    titles, _, row = answer.out.splitlines()
    assert titles.split() == ["ID", "points", "tags"]
    assert row.split(maxsplit=2)[0].startswith("65cafe")


def test_a_number_of_rows_that_is_none_is_refused(
    antavo_export: CommandLine, tmp_path: Path
) -> None:
    for rows in ("0", "-1", "ten", "1.5", "²"):
        answer = antavo_export("preview", config(tmp_path), f"--rows={rows}")

        assert answer.code == 2
        assert f"'{rows}' is no whole number of at least 1" in answer.err


def test_a_refused_login_names_server_and_user_but_never_the_password(
    antavo_export: CommandLine, loyalty_uri: str, tmp_path: Path
) -> None:
    uri = loyalty_uri.replace("postgres:", "postgres:hunter2")

    answer = antavo_export("preview", config(tmp_path), "--database", uri)

    assert answer.code == 1
    assert answer.err.startswith("postgres at 127.0.0.1:")
    assert "the login is refused" in answer.err
    assert "hunter2" not in answer.err


def test_a_database_uri_that_is_none_is_refused_without_repeating_it(
    antavo_export: CommandLine, tmp_path: Path
) -> None:
    answer = antavo_export(
        "preview", config(tmp_path), "--database", "postgresql://me:hunter2@db:port/x?nonsense=1"
    )

    assert answer.code == 2
    assert "expected a URI such as postgresql://user@host:5432/database" in answer.err
    assert "hunter2" not in answer.err
