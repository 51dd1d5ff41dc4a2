"""An export in words, for people who read no YAML: the DAG's documentation and the page."""

from collections.abc import Iterator

from antavo_export.catalog import DataModel
from antavo_export.config.criterion import Criterion
from antavo_export.config.deadline import deadline_in_words
from antavo_export.config.export import Export
from antavo_export.config.field_mapping import FieldMapping
from antavo_export.config.scalars import Scalar
from antavo_export.expressions.aggregates import AGGREGATES
from antavo_export.expressions.operators import OPERATORS, Arity
from antavo_export.targets import Target


def filters_in_words(export: Export) -> tuple[str, ...]:
    """Return one sentence per filter set; an entry is exported when any of them is true."""
    if export.config.filters == "none":
        return (f"every entry of {export.model.label}",)
    return tuple(
        " and ".join(_criterion(criterion, export.model) for criterion in criteria)
        for criteria in export.config.filters
    )


def mapping_in_words(mapping: FieldMapping) -> str:
    """Return what becomes of one field, such as ``score as "Points", sum, empty becomes 0``."""
    parts = [mapping.from_]
    if mapping.title != mapping.from_:
        parts[0] += f' as "{mapping.title}"'
    if mapping.aggregation is not None:
        parts.append(AGGREGATES[mapping.aggregation].label.lower())
    if mapping.replace:
        few = list(mapping.replace.items())[:3]
        pairs = ", ".join(f"{_said(old)} becomes {_said(new)}" for old, new in few)
        rest = len(mapping.replace) - len(few)
        parts.append(pairs + (f" and {rest} more" if rest else ""))
    if mapping.default is not None:
        parts.append(f"empty becomes {_said(mapping.default)}")
    return ", ".join(parts)


def file_in_words(export: Export) -> str:
    """Return what the file looks like, naming only what is not the format's default."""
    file = export.config.file
    chosen = file.model_dump(exclude_defaults=True, exclude={"format"})
    options = [f"{name} {_said(value)}" for name, value in chosen.items()]
    return ", ".join([file.format.upper(), *options])


def target_in_words(target: Target) -> str:
    """Return where a file goes: protocol, connection and path template."""
    return f"{target.type.upper()} connection {target.connection}, {target.path}"


def checks_in_words(export: Export) -> Iterator[str]:
    """Yield what is checked before the file is delivered, one sentence each."""
    empty, expect = export.config.empty, export.config.expect
    if empty != "deliver":
        yield f"Without rows: {'nothing is delivered' if empty == 'skip' else 'the run fails'}."
    expected = [
        "" if expect.min_rows is None else f"at least {expect.min_rows:,} rows",
        "" if expect.max_rows is None else f"at most {expect.max_rows:,} rows",
        "" if expect.change is None else f"a change of up to {expect.change} since the last file",
    ]
    if any(expected):
        otherwise = "nothing is delivered" if expect.on_breach == "stop" else "a warning is given"
        yield f"Expected: {', '.join(filter(None, expected))}; otherwise {otherwise}."
    if export.config.deadline is not None:
        due = deadline_in_words(export.config.deadline, export.config.schedule.zone.key)
        yield f"To be delivered {due}."


def documentation(export: Export) -> str:
    """Return the export as Markdown: what, when, where to, and which fields."""
    return "\n".join(_lines(export))


def _lines(export: Export) -> Iterator[str]:
    config = export.config
    yield f"**{config.name}** exports {export.model.label}, {config.schedule.in_words()}.\n"
    yield "Entries:\n"
    for index, sentence in enumerate(filters_in_words(export)):
        yield f"- {'or ' if index else ''}{_escaped(sentence)}"
    yield f"\nTime zone: {config.timezone}. File: {_escaped(file_in_words(export))}.\n"
    for target in config.targets:
        yield f"Target: `{target_in_words(target)}`\n"
    if not config.targets:
        yield "Target: none, the file is kept for download.\n"
    yield from (f"{sentence}\n" for sentence in checks_in_words(export))
    yield "Fields:\n"
    if config.fields == "all":
        yield "- all"
        return
    for mapping in config.fields:
        yield f"- {_escaped(mapping_in_words(mapping))}"


def _criterion(criterion: Criterion, model: DataModel) -> str:
    operator = OPERATORS[criterion.operator]
    field = model.field(criterion.attribute)
    phrase = f"{field.name} {operator.label_for(field.type).lower()}"
    if operator.arity is Arity.NONE:
        return phrase
    if not isinstance(criterion.value, list):
        return f"{phrase} {_said(criterion.value)}"
    joint = " and " if operator.arity is Arity.TWO else ", "
    return f"{phrase} {joint.join(map(_said, criterion.value))}"


def _said(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "empty" if value in {None, ""} else str(value)


def _escaped(text: str) -> str:
    """Return ``text`` with Markdown's own characters as they are, and on one line."""
    for mark in "\\`*_<>[]|":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())
