"""Reading as planned."""

import logging

from antavo_export.pipeline.database_errors import told_what_to_do
from antavo_export.pipeline.reading.job import Job
from antavo_export.pipeline.reading.parallel import read_together
from antavo_export.pipeline.reading.plan import Plan
from antavo_export.pipeline.reading.single import read_alone

log = logging.getLogger(__name__)


def read(job: Job, plan: Plan) -> tuple[int, int]:
    """Write the whole content of the file; return its rows and how many readers there were.

    Raises:
        ExtractionRefusedError, ExtractionInterruptedError: as the server says.
    """
    log.info("%s: %s", "one reader" if plan.readers == 1 else f"{plan.readers} readers", plan.why)
    with told_what_to_do(job.server):
        if plan.readers > 1:
            return read_together(job, plan)
        return read_alone(job, plan.rows), 1
