"""What is told of a run: facts about the file, never a value of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import quote, urlencode

from antavo_export.orchestration.download_link import WEB_PREFIX


class Ending(Enum):
    """How a run ended, as people are told; the value is the word on the e-mail's label."""

    READY = "Ready"
    WARNED = "Please check"
    SKIPPED = "Not delivered"
    FAILED = "Failed"
    LATE = "Late"


_SUBJECTS = {
    Ending.READY: "Your export {name} is ready",
    Ending.WARNED: "Your export {name} is ready, with a warning",
    Ending.SKIPPED: "Your export {name} has no rows and was not delivered",
    Ending.FAILED: "Your export {name} has failed",
    Ending.LATE: "Your export {name} was not delivered {late}",
}
_UNITS = ("bytes", "kB", "MB", "GB", "TB")
_STEP = 1000


@dataclass(frozen=True)
class News:
    """How one run ended.

    Attributes:
        name: What people call the export.
        model: The label of its data model.
        base_url: Where Airflow's web interface is, without a slash at the end.
        export_id: The DAG.
        run_id: The run.
        targets: Where the file should go, in words.
        receipt: The receipt of the file, None when there is no file.
        deliveries: The deliveries that were made.
        failures: What went wrong, by task; empty when all is well.
        late: The deadline that was missed, as in ``by 06:30, Europe/Budapest``.
    """

    name: str
    model: str
    base_url: str
    export_id: str
    run_id: str
    targets: Sequence[str] = ()
    receipt: Mapping[str, Any] | None = None
    deliveries: Sequence[Mapping[str, Any]] = ()
    failures: Mapping[str, str] = field(default_factory=dict)
    late: str = ""

    @property
    def ending(self) -> Ending:
        """Return how the run ended."""
        if self.late:
            return Ending.LATE
        if self.failures:
            return Ending.FAILED
        if self.receipt is not None and self.receipt.get("withheld"):
            return Ending.SKIPPED
        return Ending.WARNED if self.warnings else Ending.READY

    @property
    def is_good(self) -> bool:
        """Return whether the run did all it should."""
        return self.ending not in {Ending.FAILED, Ending.LATE}

    @property
    def warnings(self) -> Sequence[str]:
        """Return what is not as the export expects, one sentence each."""
        return () if self.receipt is None else tuple(self.receipt.get("warnings", ()))

    @property
    def subject(self) -> str:
        """Return the subject: one line, whatever the name holds."""
        name = " ".join(self.name.split())
        return _SUBJECTS[self.ending].format(name=name, late=self.late)

    @property
    def size(self) -> str:
        """Return the size of the file for people, as in ``1.5 MB``; empty without a file."""
        if self.receipt is None:
            return ""
        size, unit = float(self.receipt["bytes"]), 0
        while size >= _STEP and unit < len(_UNITS) - 1:
            size, unit = size / _STEP, unit + 1
        return f"{size:.1f} {_UNITS[unit]}" if unit else f"{size:.0f} bytes"

    @property
    def page(self) -> str:
        """Return the address of the run's page; it takes a login."""
        place = {"view": "details", "export": self.export_id, "run": self.run_id}
        return f"{self.base_url}/plugin/exports?{urlencode(place)}"

    @property
    def file(self) -> str:
        """Return the address of the file itself; it takes a login and the right to download."""
        export, run = quote(self.export_id, safe=""), quote(self.run_id, safe="")
        return f"{self.base_url}{WEB_PREFIX}/api/runs/{export}/{run}/file"

    @property
    def log(self) -> str:
        """Return the address of the run in Airflow, where the logs of its tasks are."""
        run = urlencode({"": self.run_id})[1:]
        return f"{self.base_url}/dags/{self.export_id}/runs/{run}"
