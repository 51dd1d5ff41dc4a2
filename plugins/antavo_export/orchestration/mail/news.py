"""What an e-mail tells of a run: facts about the file, never a value of a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class News:
    """How one run ended.

    Attributes:
        name: What people call the export.
        model: The label of its data model.
        base_url: Where Airflow's web interface is, without a slash at the end.
        export_id: The DAG.
        run_id: The run.
        receipt: The receipt of the file, None when there is no file.
        deliveries: The deliveries that were made.
        failures: What went wrong, by task; empty when all is well.
    """

    name: str
    model: str
    base_url: str
    export_id: str
    run_id: str
    receipt: Mapping[str, Any] | None
    deliveries: Sequence[Mapping[str, Any]] = ()
    failures: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Return whether the run did all it should."""
        return not self.failures

    @property
    def subject(self) -> str:
        """Return the subject: one line, whatever the name holds."""
        name = " ".join(self.name.split())
        return f"Your export {name} is ready" if self.is_good else f"Your export {name} has failed"

    @property
    def page(self) -> str:
        """Return the address of the run's page; it takes a login."""
        place = {"view": "details", "export": self.export_id, "run": self.run_id}
        return f"{self.base_url}/plugin/exports?{urlencode(place)}"

    @property
    def log(self) -> str:
        """Return the address of the run in Airflow, where the logs of its tasks are."""
        run = urlencode({"": self.run_id})[1:]
        return f"{self.base_url}/dags/{self.export_id}/runs/{run}"
