"""``antavo-export explain``: what an export says in the end, and which file says it."""

from pathlib import Path

import pytest

from antavo_export.cli.main import main


def test_every_value_names_the_file_and_line_it_comes_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "export_configs" / "crm"
    folder.mkdir(parents=True)
    defaults, export = folder.parent / "_defaults.yaml", folder / "stores.yaml"
    defaults.write_text("file: {format: csv, newline: crlf}\n", encoding="utf-8")
    export.write_text(
        "name: Stores\nmodel: stores\nfilters: none\nfields: all\nfile: {delimiter: ';'}\n",
        encoding="utf-8",
    )

    assert main(["explain", str(export)]) == 0

    told = {line.split()[0]: line.split()[-1] for line in capsys.readouterr().out.splitlines()}
    assert told["model"] == f"{export}:2"
    assert told["file.delimiter"] == f"{export}:5"
    assert told["file.newline"] == f"{defaults}:1"
    assert told["file.header"] == "default"
