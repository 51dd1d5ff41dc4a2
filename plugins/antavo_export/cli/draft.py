"""The text of a new export file: everything that can be said, most of it as comments."""

from typing import Final

import yaml

from antavo_export.catalog import DataModel, Field

_JSON_MODEL: Final = "challenges"
_ANY_WIDTH: Final = 1000  # so that no name is broken into lines

_HEAD: Final = """\
# Everything that can be said here: docs/configuration.md
# Check it: antavo-export validate; see its rows: antavo-export preview
name: {name}
model: {model}

# What a day is in filters, and how datetimes print.
timezone: UTC

# A row is exported when every criterion of any set holds; none exports the whole model.
filters: none
# filters:
#   - - {{attribute: {key}, operator: is_not_empty}}{example}

# All fields, or the columns in the order they are written: delete, move and rename them.
fields:
"""

_TAIL: Final = """
# What the file looks like.
{file}

# When it runs: now, manual, {{on: "2027-03-01T05:00"}}, daily, {{weekly: [mon], at: "05:30"}}
# or {{monthly: [1, last], at: "05:30", timezone: Europe/Budapest}}.
schedule: manual

# Where the file goes; without a target it is kept for download.
# target:
#   type: sftp
#   connection: partner_sftp
#   path: "/inbox/{{{{ export }}}}_{{{{ run_moment | date('%Y%m%d_%H%M') }}}}.{{{{ extension }}}}"

# Who is told about every run.
# notify: [crm@example.com]
"""

_CSV: Final = (
    "file: {format: csv, delimiter: comma, enclosure: '\"', newline: lf, header: true,"
    " archive: none}"
)
_JSON: Final = "file: {format: json, layout: array, archive: none}"


def draft(export_id: str, model: DataModel) -> str:
    """Return the text of an export of ``model`` that does not run by itself."""
    head = _HEAD.format(
        name=_name(export_id),
        model=model.name,
        key=model.key,
        example=_example(model),
    )
    file = _JSON if model.name == _JSON_MODEL else _CSV
    return head + _columns(model) + _TAIL.format(file=file)


def _name(export_id: str) -> str:
    """Return a name as YAML takes it, in quotes where it would be read as something else."""
    name = export_id.replace("_", " ").replace("-", " ").strip().capitalize()
    return yaml.safe_dump([name], width=_ANY_WIDTH).removeprefix("- ").rstrip("\n")


def _example(model: DataModel) -> str:
    moments = [field.name for field in model.fields.values() if field.type == "datetime"]
    if not moments:
        return ""
    criterion = f'{{attribute: {moments[0]}, operator: gte, value: "date: -7 days"}}'
    return f"\n#     - {criterion}"


def _columns(model: DataModel) -> str:
    entries = {name: f"  - {{from: {name}}}" for name in model.fields}
    width = max(map(len, entries.values()))
    return "".join(
        f"{entries[name]:{width}}  # {_comment(field)}\n" for name, field in model.fields.items()
    )


def _comment(field: Field) -> str:
    return f"{field.type}: {field.description}" if field.description else str(field.type)
