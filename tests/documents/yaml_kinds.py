"""What a YAML block is, told by its keys, and the real reader that takes it."""

from pathlib import Path

import yaml

from antavo_export.catalog import load_catalog
from antavo_export.cli.new_file import schema_line
from antavo_export.config.export_config import ExportConfig
from antavo_export.config.loader import load_export
from tests.architecture.project import ROOT
from tests.documents.blocks import Block

BASE = {"name": "Base", "model": "customers", "filters": "none", "fields": "all"}
EXPORT_KEYS = set(ExportConfig.model_fields)


class UnknownBlockError(AssertionError):
    """Nobody knows how to try a block."""

    def __init__(self, block: Block, why: str) -> None:
        super().__init__(
            f"{block}: {why}; make it something that can be tried, or write"
            " <!-- not run: why --> on the line above"
        )


def check_yaml(block: Block, folder: Path) -> None:
    """Read a block as the product would, with ``folder`` for the files this takes."""
    data = yaml.safe_load(block.text)
    if data is None:
        assert block.text == schema_line(ROOT / "export_configs")
    elif block.note == "part of":
        whole = yaml.safe_load((ROOT / block.said).read_text(encoding="utf-8"))
        assert is_part(data, whole), f"{block}: {block.said} holds something else"
    elif is_data_model(data):
        _read_model(block, folder)
    else:
        _read_export(block, data, folder)


def is_data_model(data: object) -> bool:
    """Tell whether this describes a data model, or a brand's additions to one."""
    return isinstance(data, dict) and not set(data) - {
        "label", "description", "table", "key", "tables", "fields",
    }  # fmt: skip


def is_part(part: object, whole: object) -> bool:
    """Tell whether ``part`` is contained in ``whole``, key by key and entry by entry."""
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(key in whole and is_part(part[key], whole[key]) for key in part)
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(is_part(one, other) for other in whole) for one in part)
    return part == whole


def _read_model(block: Block, folder: Path) -> None:
    overlay = folder / "overlay"
    overlay.mkdir()
    name = Path(block.said).name if block.note == "file" else "customers.yaml"
    (overlay / name).write_text(block.text, encoding="utf-8")
    load_catalog((overlay,)).model(Path(name).stem)


def _read_export(block: Block, data: object, folder: Path) -> None:
    if not isinstance(data, dict):
        text = yaml.safe_dump({**BASE, "filters": [data]})
    elif {"name", "model", "filters", "fields"} <= set(data):
        text = block.text
    elif set(data) <= EXPORT_KEYS:
        missing = {key: value for key, value in BASE.items() if key not in data}
        text = yaml.safe_dump(missing) + block.text
    elif "connection" in data:
        text = yaml.safe_dump(BASE) + "target:\n" + _indented(block.text)
    else:
        raise UnknownBlockError(block, "this is no export, no section of one and no data model")
    file = folder / "export_configs" / "example.yaml"
    file.parent.mkdir(exist_ok=True)
    _calendars(file.parent)
    file.write_text(text, encoding="utf-8")
    load_export(file, load_catalog())


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def _calendars(folder: Path) -> None:
    """Write the calendar of public holidays that examples leave out."""
    (folder / "holidays").mkdir(exist_ok=True)
    calendar = folder / "holidays" / "hungary.txt"
    calendar.write_text("2027-12-24  Christmas Eve\n", encoding="utf-8")
