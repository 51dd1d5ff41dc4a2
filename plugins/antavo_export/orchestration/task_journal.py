"""The journal of a delivery, kept where Airflow keeps what a task must know in its next try."""

from dataclasses import asdict
from datetime import datetime

from airflow.sdk import Context

from antavo_export.pipeline.delivery import Intent, Journal, MemoryJournal
from antavo_export.targets import Verify

KEY = "delivery_intent"


class TaskJournal:
    """A journal in Airflow's task state store, which survives the worker and outlives a try."""

    def __init__(self, context: Context) -> None:
        self._store = context["task_state_store"]

    def read(self) -> Intent | None:
        stored = self._store.get(KEY)
        if not isinstance(stored, dict):
            return None
        return Intent(
            part=str(stored["part"]),
            final=str(stored["final"]),
            since=datetime.fromisoformat(str(stored["since"])),
            place=str(stored["place"]),
            sha256=str(stored["sha256"]),
            verified=Verify(str(stored["verified"])),
        )

    def write(self, intent: Intent) -> None:
        moment, proof = intent.since.isoformat(), intent.verified.value
        self._store.set(KEY, asdict(intent) | {"since": moment, "verified": proof})

    def forget(self) -> None:
        self._store.delete(KEY)


def journal_of(context: Context) -> Journal:
    """Return the journal of the running task."""
    return TaskJournal(context) if "task_state_store" in context else MemoryJournal()
