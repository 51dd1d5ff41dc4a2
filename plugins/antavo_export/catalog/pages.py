"""The documentation's page of every data model, made from the catalogue.

``python -m antavo_export.catalog.pages docs/models`` writes them anew.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from antavo_export.catalog.catalog import Catalog, load_catalog
from antavo_export.catalog.data_model import DataModel
from antavo_export.catalog.field import Field

_ORIGIN = "python -m antavo_export.catalog.pages docs/models"
_HEADINGS = ("Name", "Type", "Possible values", "Mandatory", "Computed", "Description")

_INDEX = f"""\
# Data models

What can be exported. These pages are made from `plugins/antavo_export/catalog/models/` by
`{_ORIGIN}`.

- **Mandatory**: every row has a value.
- **Computed**: derived when it is read. It can be exported and filtered, but not aggregated.
  A *read-only* field is stored and kept up to date by the loyalty engine; it can be aggregated.
- A star in a name stands for one segment, at the end of a name for any attribute below:
  `tiers.*.points` offers `tiers.default.points`, `properties.*` offers `properties.shoe_size`.
  `fields: all` exports the fields without a star.

"""


def pages(catalog: Catalog) -> dict[str, str]:
    """Return the text of every page, by file name."""
    models = [catalog.model(name) for name in catalog.names]
    rows = [
        (f"[{model.label}]({model.name}.md)", f"`{model.name}`", _number(model), model.description)
        for model in models
    ]
    index = _INDEX + table(("Data model", "`model:`", "Fields", "What it holds"), rows)
    return {"README.md": index} | {f"{model.name}.md": _page(model) for model in models}


def _page(model: DataModel) -> str:
    head = (
        f"# {model.label}\n\n"
        f"{model.description}\n\n"
        f"`model: {model.name}` reads the table `{'.'.join(model.table)}`; "
        f"`{model.key}` names a row.\n"
        f"The columns of this page are explained in the [overview](README.md).\n\n"
    )
    return head + table(_HEADINGS, [_row(field) for field in model.declared])


def _row(field: Field) -> tuple[str, ...]:
    computed = "yes" if field.computed else "no"
    return (
        f"`{field.name}`",
        field.type.value,
        _possible_values(field),
        "yes" if field.mandatory else field.mandatory_for or "no",
        "read-only" if field.read_only else computed,
        field.description,
    )


def _possible_values(field: Field) -> str:
    values = [f"`{value}`" for value in field.values]
    if field.open:
        values.append("and others")
    return ", ".join(values) or field.format


def _number(model: DataModel) -> str:
    return str(len(model.declared))


def table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table; line breaks and vertical bars in cells do not break it."""
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def write(folder: Path) -> None:
    """Write the pages of the shipped catalogue, replacing those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(load_catalog()).items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
