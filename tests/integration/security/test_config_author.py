"""Whoever writes export files reads the catalogue's fields, and no other table, file or secret."""

from pathlib import Path

import pytest

from antavo_export.catalog import load_catalog
from antavo_export.config.folder import Folder, load_folder
from antavo_export.config.templates import render_path

CATALOG = load_catalog()
CANARY = "canary-7f3a"
TEMPLATES = [
    "{{ self.__class__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.environ }}",
    "{{ lipsum.__globals__['os'].environ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ export | attr('__class__') | attr('__mro__') }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(export) }}",
    "{{ '%s' | format(export.__class__) }}",
    "{{ run_moment.__reduce__() }}",
    "{{ (run_moment | date).__globals__ }}",
    "{{ config }}",
    "{{ conn.antavo.password }}",
    "{{ var.value.secret }}",
    "{{ environ.CANARY }}",
    "{% include '/etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os.environ }}",
    "{% set x = cycler.__init__ %}{{ x.__globals__ }}",
    "{{ range(999999999) | list }}",
]
FIELDS = [
    "fields: [{from: secret}]",
    "fields: [{from: ctid}]",
    "fields: [{from: tableoid}]",
    "fields: [{from: t.status}]",
    "fields: [{from: 'loyalty.users.email'}]",
    "fields: [{from: '_id FROM pg_authid --'}]",
    "fields: [{from: '(SELECT 1)'}]",
    "fields: [{from: status, sql: 'SELECT rolpassword FROM pg_authid'}]",
    "fields: [{from: status, table: pg_authid}]",
    "fields: [{from: status, aggregation: 'pg_read_file'}]",
    "model: pg_authid",
    "model: loyalty.api_keys",
    "model: ../../../../etc/passwd",
    "model: 'customers; DROP TABLE x'",
    "table: pg_authid",
    "catalog_overlays: /tmp",
    "filters: [[{attribute: '1=1) OR (1', operator: equals, value: 1}]]",
    "filters: [[{attribute: status, operator: 'equals OR', value: active}]]",
    'timezone: "UTC\'; SELECT 1"',
]
OBJECTS = [
    "!!python/object/apply:os.system ['touch {}']",
    "!!python/object/apply:subprocess.check_output [[touch, {}]]",
    "!!python/object/new:os.system ['touch {}']",
    "!!python/name:os.environ",
    "!!python/module:os",
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of exports beside a secret, in a process with a secret environment."""
    monkeypatch.setenv("CANARY", CANARY)
    (tmp_path / "secret.yaml").write_text(f"fields: {CANARY}\nmodel: {CANARY}\n")
    (tmp_path / "secret.txt").write_text(f"{CANARY}\n")
    folder = tmp_path / "export_configs"
    folder.mkdir()
    return folder


def loaded(root: Path, more: str, path: str = "/in/a.csv") -> Folder:
    """Return the folder with one export, in which ``more`` replaces lines of the same key."""
    lines = {
        "name": "name: A",
        "model": "model: customers",
        "filters": "filters: none",
        "fields": "fields: [{from: status}]",
        "target": f"target: {{type: sftp, connection: partner, path: {path!r}}}",
    }
    lines[more.split(":", maxsplit=1)[0]] = more
    (root / "a.yaml").write_text("\n".join(lines.values()) + "\n")
    return load_folder(root, CATALOG)


def test_the_export_that_the_attempts_below_change_is_a_good_one(root: Path) -> None:
    assert loaded(root, "owner: me").broken == {}
    assert loaded(root, "owner: me", "/in/{{ export }}.csv").broken == {}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_path_reaches_neither_python_nor_files_nor_the_environment(
    root: Path, template: str
) -> None:
    text = template.replace('"', "'")
    target = f'target: {{type: sftp, connection: partner, path: "/in/{text}.csv"}}'
    broken = loaded(root, target).broken
    assert "target.path" in str(broken["a"])
    assert CANARY not in str(broken["a"])


def test_a_filter_that_looks_attributes_up_finds_none() -> None:
    template = "/in/{{ [export] | map(attribute='__class__') | list }}.csv"
    assert render_path(template, {"export": "a"}) == "/in/[Undefined].csv"


@pytest.mark.parametrize("line", FIELDS)
def test_what_the_catalogue_does_not_offer_is_refused(root: Path, line: str) -> None:
    assert loaded(root, line).broken


@pytest.mark.parametrize("value", OBJECTS)
def test_a_file_makes_no_object_and_runs_nothing(root: Path, value: str) -> None:
    trace = root / "trace"
    broken = loaded(root, f"owner: {value.format(trace)}").broken
    assert "is not allowed; write plain YAML" in str(broken["a"])
    assert not trace.exists()


@pytest.mark.parametrize("name", ["a.yaml", "_defaults.yaml"])
def test_a_link_out_of_the_folder_shows_nothing_of_what_it_leads_to(root: Path, name: str) -> None:
    loaded(root, "owner: me")
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to(root.parent / "secret.yaml")
    broken = str(load_folder(root, CATALOG).broken["a"])
    assert "links to a place outside the folder of exports" in broken
    assert CANARY not in broken


def test_a_link_within_the_folder_is_a_file_like_any_other(root: Path) -> None:
    loaded(root, "owner: me")
    (root / "b.yaml").symlink_to("a.yaml")
    assert sorted(load_folder(root, CATALOG).exports) == ["a", "b"]


@pytest.mark.parametrize("name", ["../secret.txt", "link.txt", "{absolute}"])
def test_a_calendar_outside_the_folder_shows_nothing_of_itself(root: Path, name: str) -> None:
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    file = name.format(absolute=root.parent / "secret.txt")
    broken = loaded(root, f"schedule: {{daily: true, at: '05:00', except: [{file}]}}").broken
    assert "outside" in str(broken["a"])
    assert CANARY not in str(broken["a"])


def test_a_connection_is_named_and_never_given(root: Path) -> None:
    for text in (f"postgresql://u:{CANARY}@host/db", f"u:{CANARY}@host"):
        broken = str(loaded(root, f"connection: {text!r}").broken["a"])
        assert "expected the id of an Airflow connection" in broken
        assert CANARY not in broken
