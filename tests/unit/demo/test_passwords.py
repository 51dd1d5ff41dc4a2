"""The demo's passwords: made once, never readable by others."""

import json
from dataclasses import asdict
from pathlib import Path

from cryptography.fernet import Fernet

from demo.passwords import Passwords, write_private


def test_they_are_made_once(tmp_path: Path) -> None:
    file = tmp_path / "passwords.json"
    assert Passwords.kept_in(file) == Passwords.kept_in(file)


def test_each_is_different_and_different_everywhere(tmp_path: Path) -> None:
    ours, theirs = (Passwords.kept_in(tmp_path / name) for name in ("ours", "theirs"))
    values = [*asdict(ours).values(), *asdict(theirs).values()]
    assert len(set(values)) == len(values)
    assert min(map(len, values)) >= 16


def test_nobody_else_can_read_them(tmp_path: Path) -> None:
    file = tmp_path / "passwords.json"
    Passwords.kept_in(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_new_one_joins_the_old_ones(tmp_path: Path) -> None:
    file = tmp_path / "passwords.json"
    old = asdict(Passwords.kept_in(file))
    del old["viewer"]
    write_private(file, json.dumps(old))
    new = asdict(Passwords.kept_in(file))
    assert new.pop("viewer")
    assert new == old


def test_a_name_that_is_no_longer_used_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "passwords.json"
    write_private(file, json.dumps({"former": "password", "viewer": "kept"}))
    assert Passwords.kept_in(file).viewer == "kept"


def test_airflow_accepts_the_key_that_encrypts_connections(tmp_path: Path) -> None:
    key = Passwords.kept_in(tmp_path / "passwords.json").fernet_key
    assert Fernet(key).decrypt(Fernet(key).encrypt(b"secret")) == b"secret"
