"""The demo shows only what arrived."""

import hashlib
from pathlib import Path

import pytest

from demo.airflow_api import AirflowError
from demo.first_export import Shipment

CONTENT = b"Customer;Points\r\n1;20\r\n"


def shipment(folder: Path, *, stored: bytes, arrived: bytes) -> Shipment:
    """Return a shipment of `CONTENT` of which other bytes may lie in the two places."""
    (folder / "stored +.csv").write_bytes(stored)
    (folder / "arrived.csv").write_bytes(arrived)
    receipt = {
        "rows": 1,
        "bytes": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "uri": (folder / "stored +.csv").as_uri(),
    }
    return Shipment(receipt, {"path": "/inbox/arrived.csv"}, folder / "arrived.csv")


def test_equal_bytes_pass_and_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = shipment(tmp_path, stored=CONTENT, arrived=CONTENT)
    good.check()
    good.show()
    shown = capsys.readouterr().out
    assert "/inbox/arrived.csv" in shown
    assert "  | Customer;Points\n  | 1;20\n" in shown


def test_other_bytes_at_the_partners_are_noticed(tmp_path: Path) -> None:
    with pytest.raises(AirflowError, match=r"arrived\.csv"):
        shipment(tmp_path, stored=CONTENT, arrived=CONTENT[:-1]).check()


def test_other_bytes_in_the_store_are_noticed(tmp_path: Path) -> None:
    with pytest.raises(AirflowError, match=r"stored \+\.csv"):
        shipment(tmp_path, stored=CONTENT + b"2;30\r\n", arrived=CONTENT).check()
