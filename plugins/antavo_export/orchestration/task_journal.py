"""What a delivery must know in its next try, kept where Airflow keeps such things."""

import hashlib
import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Final

from airflow.sdk import Context

from antavo_export.pipeline.delivery import Intent, Journal, MemoryJournal
from antavo_export.targets import Verify

INTENT: Final = "delivery_intent"
ID: Final = "delivery_id"


class TaskJournal:
    """A journal in Airflow's task state store, which survives the worker and outlives a try."""

    def __init__(self, context: Context) -> None:
        self._store = context["task_state_store"]

    def read(self) -> Intent | None:
        stored = self._store.get(INTENT)
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
        self._store.set(INTENT, asdict(intent) | {"since": moment, "verified": proof})

    def forget(self) -> None:
        self._store.delete(INTENT)


def journal_of(context: Context) -> Journal:
    """Return the journal of the running task."""
    return TaskJournal(context) if "task_state_store" in context else MemoryJournal()


def delivery_id(context: Context) -> str:
    """Return what tells this delivery from every other, the same for all of its tries.

    It is drawn, at the first try: another installation that delivers the same run of the same
    export to the same folder must never write to our temporary files. It begins with what all
    deliveries of the export share.
    """
    export = hashlib.sha256(context["ti"].dag_id.encode()).hexdigest()[:8]
    return f"{export}-{_drawn(context)}"


def _drawn(context: Context) -> str:
    drawn = secrets.token_hex(6)
    if "task_state_store" not in context:
        return drawn
    store = context["task_state_store"]
    if isinstance(stored := store.get(ID), str):
        return stored
    store.set(ID, drawn)
    return drawn
