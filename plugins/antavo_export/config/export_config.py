"""Everything one export asks for: the sections of its YAML file, in the order of the wizard."""

from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from antavo_export.config.criterion import Filters
from antavo_export.config.deadline import Deadline
from antavo_export.config.expectations import Expectations
from antavo_export.config.field_mapping import Fields
from antavo_export.config.notifier import Notifier
from antavo_export.config.retention import Retention
from antavo_export.config.wrong_kinds import brief
from antavo_export.formats import CsvFormat, FileFormat
from antavo_export.schedules import Now, Schedule
from antavo_export.section import ConnectionId, Section
from antavo_export.targets import Target
from antavo_export.zones import Zone


def _one_line(text: str) -> str:
    """Refuse what could end a header of an e-mail, or hide in a list of names."""
    if not text.isprintable():
        raise ValueError("must be one line without control characters")
    return text


Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_one_line)]
Tag = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_one_line)]
Email = Annotated[str, Field(pattern=r"^[^@\s,;]+@[^@\s,;]+$")]


def _csv_unless_said(value: object) -> object:
    """Fill in the format, so that ``file: {delimiter: ";"}`` is enough for CSV."""
    if isinstance(value, str):
        raise ValueError(f"expected keys and values, as in {{format: {brief(value)}}}")
    return {"format": "csv", **value} if isinstance(value, dict) else value


File = Annotated[FileFormat, BeforeValidator(_csv_unless_said)]


class ExportConfig(Section):
    """One export. Its id is the name of its file, so it stands nowhere inside."""

    name: Name = Field(description="What people call the export.")
    model: str = Field(description="The data model to read.")
    timezone: Zone = Field(
        default="UTC",
        description="IANA zone of the export: what a day is in filters, and how datetimes print.",
    )
    filters: Filters = Field(
        description="Sets of criteria: a row is exported when every criterion of any set holds. "
        "`none` exports the whole model."
    )
    aggregate: bool = Field(
        default=False, description="Write one row per group instead of one per entry."
    )
    fields: Fields = Field(description="`all`, or the columns in the order they are written.")
    file: File = Field(default_factory=CsvFormat, description="What the file looks like.")
    schedule: Schedule = Field(default_factory=Now, description="When it runs.")
    target: Target | Annotated[tuple[Target, ...], Field(min_length=1)] | Literal["none"] = Field(
        default="none",
        description="Where the file goes: one target, several, or `none` to keep it for download.",
    )
    empty: Literal["deliver", "skip", "fail"] = Field(
        default="deliver",
        description="What becomes of a file without rows: `deliver` it with its header alone, "
        "`skip` the delivery and say so, or `fail` the run.",
    )
    expect: Expectations = Field(
        default_factory=Expectations, description="What is checked before the file is delivered."
    )
    notify: tuple[Email, ...] = Field(
        default=(),
        description="E-mail addresses told about every run. Without the key, those of the "
        "setting `notify` are; `[]` tells nobody.",
        examples=[["crm@example.com"]],
    )
    notifiers: tuple[Notifier, ...] = Field(
        default=(), description="Airflow's notifiers for other channels, such as Slack."
    )
    deadline: Deadline | None = Field(
        default=None,
        examples=["06:30"],
        description="By when a scheduled run must have delivered: a time of day in the schedule's "
        "zone, or `+2h` or `+45m` after the run moment. If it has not, those who are told of "
        "failures are told once.",
    )
    retention: Retention = Field(
        default_factory=Retention, description="How long its files are kept for download."
    )
    owner: Name = Field(
        default="antavo-export", description="Who answers for it; shown in Airflow."
    )
    tags: tuple[Tag, ...] = Field(
        default=(), description="Further tags of the DAG, of up to 100 characters."
    )
    connection: ConnectionId = Field(
        default="antavo", description="Id of the Airflow connection of the database."
    )
    max_parallel: int = Field(
        default=2, ge=1, le=4, description="Most database connections one run may read with."
    )

    @property
    def zone(self) -> ZoneInfo:
        """Return the export's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def announces(self) -> bool:
        """Return whether the export itself says who is told of its runs, be it nobody."""
        return "notify" in self.model_fields_set

    @property
    def targets(self) -> tuple[Target, ...]:
        """Return every target, none included."""
        if self.target == "none":
            return ()
        return self.target if isinstance(self.target, tuple) else (self.target,)
