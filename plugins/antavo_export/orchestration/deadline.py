"""Not delivered in time: Airflow's deadline alerts, counted from the run moment.

Airflow's own references do not fit. A time of day has none at all; the logical date would do for
``+2h``, but backfills have one too, and a backfilled run would be late before it begins. So ours
looks at the run: it is for scheduled runs, and people who trigger one see what becomes of it.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self
from zoneinfo import ZoneInfo

from airflow.sdk.definitions.callback import AsyncCallback
from airflow.sdk.definitions.deadline import BaseDeadlineReference, DeadlineAlert

from antavo_export.config.deadline import deadline_in_words, due_at
from antavo_export.config.export import Export
from antavo_export.config.words import target_in_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

log = logging.getLogger(__name__)
AT_ONCE: Final = timedelta()


class RunMomentDeadline(BaseDeadlineReference):
    """The instant by which a scheduled run must have ended; None for every other run.

    The plugin hands it to Airflow, whose scheduler asks it once, when it makes a run.
    """

    required_kwargs: Final = frozenset({"dag_id", "run_id"})

    def __init__(self, deadline: str = "+1h", zone: str = "UTC") -> None:
        self.deadline = deadline
        self.zone = zone

    def serialize_reference(self) -> dict[str, Any]:
        given = super().serialize_reference()
        return {**given, "deadline": self.deadline, "zone": self.zone}

    @classmethod
    def deserialize_reference(cls, reference_data: dict[str, Any]) -> Self:
        return cls(reference_data["deadline"], reference_data["zone"])

    def _evaluate_with(self, *, session: "Session", dag_id: str, run_id: str) -> datetime | None:
        # Only the scheduler gets here; tasks, which may not look into the database, do not.
        from airflow.models.dagrun import DagRun  # noqa: PLC0415 - see above
        from sqlalchemy import select  # noqa: PLC0415 - see above

        query = select(DagRun).where(DagRun.dag_id == dag_id, DagRun.run_id == run_id)
        run = session.scalar(query)
        if run is None or run.run_type != "scheduled":
            return None
        return due_at(self.deadline, run.logical_date or run.run_after, ZoneInfo(self.zone))


def deadline_alert(export: Export, recipients: Sequence[str]) -> DeadlineAlert | None:
    """Return the alert of an export; None when it has no deadline."""
    config, deadline = export.config, export.config.deadline
    if deadline is None:
        return None
    zone = config.schedule.zone.key
    facts = {
        "name": config.name,
        "model": export.model.label,
        "targets": [target_in_words(target) for target in config.targets],
        "late": deadline_in_words(deadline, zone),
        "recipients": list(recipients),
        "notifiers": [one.model_dump(mode="json") for one in config.notifiers],
    }
    return DeadlineAlert(
        name="delivery",
        reference=RunMomentDeadline(deadline, zone),
        interval=AT_ONCE,
        callback=AsyncCallback(tell_late, kwargs={"facts": facts}),
    )


async def tell_late(context: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Tell that a run has not delivered in time; Airflow calls it in the triggerer, once a run."""
    run = context["dag_run"]
    log.error("export=%s run=%s not delivered %s", run["dag_id"], _run_id(run), facts["late"])
    return await asyncio.to_thread(_tell, run, facts)


def _tell(run: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    # Imported here: the scheduler and the DAG processor load this module for the class above.
    from antavo_export.config.notifier import Notifier  # noqa: PLC0415 - see above
    from antavo_export.orchestration.mail import News  # noqa: PLC0415 - see above
    from antavo_export.orchestration.notifying import tell  # noqa: PLC0415 - see above
    from antavo_export.orchestration.settings import base_url  # noqa: PLC0415 - see above

    news = News(
        name=facts["name"],
        model=facts["model"],
        base_url=base_url(),
        export_id=run["dag_id"],
        run_id=_run_id(run),
        targets=facts["targets"],
        late=facts["late"],
    )
    notifiers = [Notifier.model_validate(one) for one in facts["notifiers"]]
    return tell(news, facts["recipients"], notifiers)


def _run_id(run: Mapping[str, Any]) -> str:
    return str(run.get("dag_run_id") or run.get("run_id"))
