"""The documentation's reference of the configuration file, made from the models.

``python -m antavo_export.config.reference_page docs/configuration.md`` writes it anew.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from antavo_export.config.criterion import Criterion
from antavo_export.config.expectations import Expectations
from antavo_export.config.export_config import ExportConfig
from antavo_export.config.field_mapping import FieldMapping
from antavo_export.config.notifier import Notifier
from antavo_export.config.reference_tables import aggregates, keys, operators, variables
from antavo_export.config.retention import Retention
from antavo_export.formats import FORMATS
from antavo_export.schedules import (
    BaseSchedule,
    Daily,
    Manual,
    Monthly,
    Now,
    OnDate,
    RepeatedSchedule,
    Weekly,
)
from antavo_export.section import Section
from antavo_export.targets import TARGETS, BaseTarget

_ORIGIN: Final = "python -m antavo_export.config.reference_page docs/configuration.md"

_HEAD: Final = f"""\
# The configuration file

One YAML file in `export_configs/` is one export. The file's name without `.yaml` is its id and the
id of its DAG: letters, digits, `_` and `-`. Four lines make an export:

```yaml
name: Customers
model: customers
filters: none
fields: all
```

Check a file with `antavo-export validate FILE`: it tells every mistake at once, as
`file:line: where: what is wrong`. Editors complete and check while you write when the file starts
with this line:

```yaml
# yaml-language-server: $schema=../docs/export.schema.json
```

The tables on this page are made from the code by `{_ORIGIN}`.

## How YAML is read

- Text needs no quotes unless YAML itself wants them: around a text that contains `: ` or ` #`, or
  that starts with one of `` {{ [ * & ! | > % @ ` " ' ``. Date expressions and path templates always
  need them.
- Only `true` and `false` are booleans, only `null` and `~` are nothing, and only plain digits with
  an optional point are numbers: `NO` is the country, `05:30` is a time, `0036301234567` keeps its
  zeros. Where a key wants `true` or `false`, `yes`, `no`, `on` and `off` do as well.
- A number where text belongs is its text: `name: 2027`.
- A key that stands twice, a tag, a merge key (`<<`) and a second document are mistakes. Anchors and
  aliases work.
- What all exports of a folder have in common goes into a `_defaults.yaml` beside them; folders
  above, up to `export_configs`, count too, and the nearest file wins. Mappings are merged key by
  key. A list, a value, a schedule, and a target or file of another kind replace what stands above.
  A `_defaults.yml` is a mistake, and so is a link to nowhere.
  A target without `type` or a file without `format` is a default for all kinds: each takes the keys
  that it has, so with `file: {{delimiter: ";", archive: zip}}` a JSON file is still zipped.

## The export

"""

_FILTERS: Final = """
## Filters

`filters` is `none`, or a list of sets. A row is exported when any set holds, and a set holds when
all of its criteria do. Mind the two dashes, one for the set and one for the criterion:

```yaml
filters:
  - - {attribute: status, operator: equals, value: active}
    - {attribute: last_login_at, operator: gte, value: "date: -7 days"}
  - - {attribute: country, operator: in, value: [HU, NO]}
```

"""

_OPERATORS: Final = """
What an operator means:

- Empty is the absent value and the empty text alike; for lists and JSON also the empty one.
- `not_equals`, `not_in` and `not_contains` keep rows whose value is empty. Comparisons such as `lt`
  never match them.
- Capital letters matter when texts are compared. `contains`, `starts_with` and `ends_with` take
  the value as it stands: `%`, `*` and `?` are ordinary characters.
- On a list, `contains` means that one of its entries equals the value.
- A day compared with a datetime is that whole day in the export's `timezone`: `equals` is any time
  of that day, `lte` reaches to its end, `between` includes both days. A datetime is the second it
  names.
- Dates are written `2026-03-31`, datetimes `2026-03-31 18:00:00`, or as
  [date expressions](date-expressions.md) such as `"date: first day of last month"`. The day
  `9999-12-31`, which often means never, reaches as far as the database can count.

"""

_FIELDS: Final = """
## Fields

`fields` is `all`, or a list of columns in the order they are written. Fields are those of the
[data model](models/README.md); a custom attribute is addressed by its path, as in
`properties.shoe_size`. The same field may be written twice under two titles.

"""

_REPLACE: Final = """
`replace` looks at the stored value first, then `default` fills in what is empty. The key `""` of
`replace` stands for the empty value; the other keys are values of the field's type, so `7.5` meets
`7.50`. To both, a list whose entries are all empty is empty. With `aggregate: true` groups and
aggregates are made from the stored values, and `replace` and `default` change the results.

## Aggregation

With `aggregate: true` the file has one row per group, and every field needs an `aggregation`, at
least one of them `group`. Fields that are computed when they are read cannot be aggregated. Rows
come in the order of their groups.

"""

_AGGREGATES: Final = """
`count` counts entries, whichever field carries it. `sum`, `average`, `min` and `max` leave empty
values out, and are empty for a group that has no other.

## File

Values are written the same way in every format: UTF-8, datetimes as `YYYY-MM-DD hh:mm:ss` in the
export's `timezone`, dates as `YYYY-MM-DD`, booleans as `true` and `false`, decimals with a point,
lists joined by commas, JSON compact. JSON files hold numbers, booleans, lists and documents as
such.

"""

_SCHEDULE: Final = """
## Schedule

Nothing said means `now`. [Schedules](schedules.md) tells how clocks, holidays and outages are met.

"""

_TARGET: Final = """
## Target

Without a target the file is kept for download. Host, user and password live in the Airflow
connection that `connection` names, never in the file.

"""

_PATH: Final = """
### Path

`path` is a template: what stands between `{{` and `}}` is filled in for every run. The result must
name a file, may not contain `..` or control characters, and the name may be 200 bytes long. It is
tried when the file is checked. Of Jinja's statements it takes `{% if %}`, `{% set %}` and
`{% raw %}`; loops, macros and powers (`**`) are refused, because they may never end.

"""

_REPEATED: Final = """
### Daily, weekly and monthly

"""

_ALL_SCHEDULES: Final = """
### Every schedule

"""

_ALL_TARGETS: Final = """
### Every target

"""

_EXPECT: Final = """
## Expectations

`expect` is checked when the file is finished and before anybody gets it. A stopped run keeps its
file for download; trigger the export with `accept` to send such a result all the same. `empty` is
looked at first: with `skip` or `fail`, a file without rows is not checked any further.

"""

_NOTIFIERS: Final = """
## Notifiers

Each entry names a class of Airflow's kind of notifiers and what it is made with.
[Who is told what](monitoring.md) has examples, and what texts may mention.

"""

_RETENTION: Final = """
## Retention

Files are kept for download until a limit removes them. The shorter of an export's limit and the
store's (`retention_days`, 30 unless set) wins: to keep files for longer, raise that one first.

"""

_FORMATS: Final = {name.upper(): kind for name, kind in FORMATS.items()}
_SCHEDULES: Final[dict[str, type[Section]]] = {
    "Now": Now, "Manual": Manual, "On a date": OnDate,
    "Daily": Daily, "Weekly": Weekly, "Monthly": Monthly,
}  # fmt: skip
_TARGETS: Final = {name.upper(): kind for name, kind in TARGETS.items()}
_LINKED: Final = {
    "model": "a [data model](models/README.md)",
    "filters": "`none`, a list of [sets](#filters)",
    "fields": "`all`, a list of [columns](#fields)",
    "file": "[keys and values](#file)",
    "schedule": "[a word, keys and values](#schedule)",
    "target": "`none`, [keys and values](#target), a list of them",
    "expect": "[keys and values](#expectations)",
    "notifiers": "a list of [keys and values](#notifiers)",
    "arguments": "keys and values",
    "retention": "[keys and values](#retention)",
    "operator": "an [operator](#operators)",
    "aggregation": "an [aggregation](#aggregation)",
}


def page() -> str:
    """Return the page as Markdown."""
    return "".join(
        (
            _HEAD, keys(ExportConfig, _LINKED),
            _FILTERS, keys(Criterion, _LINKED), "\n### Operators\n\n", operators(), _OPERATORS,
            _FIELDS.lstrip("\n"), keys(FieldMapping, _LINKED), _REPLACE, aggregates(), _AGGREGATES,
            _sections(_FORMATS),
            _SCHEDULE, _sections(_SCHEDULES, own=True), _REPEATED, keys(RepeatedSchedule, own=True),
            _ALL_SCHEDULES, keys(BaseSchedule),
            _TARGET, _sections(_TARGETS, own=True), _ALL_TARGETS, keys(BaseTarget),
            _PATH, variables(),
            _EXPECT, keys(Expectations),
            _NOTIFIERS, keys(Notifier, _LINKED),
            _RETENTION, keys(Retention),
        )
    )  # fmt: skip


def _sections(sections: Mapping[str, type[Section]], *, own: bool = False) -> str:
    return "\n".join(
        f"### {title}\n\n{_summary(section)}\n\n{keys(section, own=own)}"
        for title, section in sections.items()
    )


def _summary(section: type[Section]) -> str:
    return (section.__doc__ or "").partition("\n\n")[0]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
