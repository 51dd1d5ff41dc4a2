"""One export from trigger to the partner's folder, shown with what arrived there."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from demo.airflow_api import AirflowApi, AirflowError
from demo.progress import say

DAG_ID = "weekly_active_customers"
DAG_SECONDS = 90
RUN_SECONDS = 300
LINES = 5


@dataclass(frozen=True)
class Shipment:
    """A finished run: its receipt, its delivery, and the file as the partner has it."""

    receipt: dict[str, Any]
    delivery: dict[str, Any]
    file: Path

    def check(self) -> None:
        """Compare the partner's bytes with the store's and with the receipt.

        Raises:
            AirflowError: they are not the ones that were extracted.
        """
        stored = Path(unquote(urlsplit(self.receipt["uri"]).path))
        for file in (stored, self.file):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            if digest != self.receipt["sha256"]:
                raise AirflowError(f"{file} has the SHA-256 {digest}, not that of the receipt.")

    def show(self) -> None:
        """Print what arrived."""
        receipt, path = self.receipt, self.delivery["path"]
        say(f"Delivered by SFTP: {path}")
        say(f"  rows     {receipt['rows']:,}")
        say(f"  bytes    {receipt['bytes']:,}")
        say(f"  sha256   {receipt['sha256']}, the same at the partner's and in the store")
        say(f"  file     {self.file}")
        with self.file.open(encoding="utf-8", newline="") as lines:
            for line, _ in zip(lines, range(LINES), strict=False):
                say(f"  | {line.rstrip()}")


def ship(api: AirflowApi, sftp_root: Path) -> Shipment:
    """Run the export and return what it shipped, its bytes compared.

    Raises:
        AirflowError: the run failed, or other bytes than the receipt's arrived.
    """
    run_id = api.trigger(DAG_ID)
    api.wait_for_run(DAG_ID, run_id, RUN_SECONDS)
    delivery = api.result(DAG_ID, run_id, "deliver")
    file = sftp_root / str(delivery["path"]).lstrip("/")
    shipment = Shipment(api.result(DAG_ID, run_id, "extract"), delivery, file)
    shipment.check()
    return shipment
