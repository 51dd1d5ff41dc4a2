"""The demo's settings: what can be asked for, what is remembered, and what is refused."""

from pathlib import Path

import pytest

from demo.settings import PORTS, InvalidSettingError, read_settings, remember


def test_without_wishes_the_defaults_hold(tmp_path: Path) -> None:
    settings = read_settings({}, tmp_path)
    assert settings.ports == PORTS
    assert settings.scale == 1


def test_a_variable_changes_its_port_alone(tmp_path: Path) -> None:
    settings = read_settings({"DEMO_PORT_UI": "9090"}, tmp_path)
    assert settings.ports == PORTS | {"ui": 9090}
    assert settings.url == "http://127.0.0.1:9090"


def test_what_was_asked_for_once_holds_until_something_else_is(tmp_path: Path) -> None:
    remember(read_settings({"DEMO_PORT_SFTP": "2022", "DEMO_SCALE": "0.5"}, tmp_path))
    assert read_settings({}, tmp_path).ports["sftp"] == 2022
    assert read_settings({}, tmp_path).scale == 0.5
    assert read_settings({"DEMO_PORT_SFTP": "2023"}, tmp_path).ports["sftp"] == 2023


def test_an_empty_variable_counts_as_none(tmp_path: Path) -> None:
    settings = read_settings({"DEMO_PORT_UI": "", "DEMO_SCALE": ""}, tmp_path)
    assert settings == read_settings({}, tmp_path)


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80.5", "²"])
def test_what_is_no_port_is_refused_by_name(tmp_path: Path, port: str) -> None:
    with pytest.raises(InvalidSettingError, match=rf"DEMO_PORT_UI={port} .* between 1 and 65535"):
        read_settings({"DEMO_PORT_UI": port}, tmp_path)


@pytest.mark.parametrize("scale", ["0", "-1", "much", "nan", "inf"])
def test_what_is_no_scale_is_refused_by_name(tmp_path: Path, scale: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"DEMO_SCALE={scale} .* positive number"):
        read_settings({"DEMO_SCALE": scale}, tmp_path)
