"""The journal of a delivery, kept where Airflow keeps what a task must know in its next try."""

from datetime import datetime

from airflow.sdk import Context

from antavo_export.pipeline.delivery import Intent, Journal, MemoryJournal

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
        )

    def write(self, intent: Intent) -> None:
        self._store.set(
            KEY,
            {"part": intent.part, "final": intent.final, "since": intent.since.isoformat()},
        )

    def forget(self) -> None:
        self._store.delete(KEY)


def journal_of(context: Context) -> Journal:
    """Return the journal of the running task."""
    return TaskJournal(context) if "task_state_store" in context else MemoryJournal()
