"""Exports of the benchmark's events, written the way users write them."""

from pathlib import Path

from antavo_export.config.export import Export
from antavo_export.config.loader import load_export
from bench.events import bench_catalog


def events_export(folder: Path, text: str, *, export_id: str = "events") -> Export:
    """Return the export of ``bench_events`` whose further YAML is ``text``."""
    file = folder / f"{export_id}.yaml"
    file.write_text(f"name: Events\nmodel: bench_events\n{text}", encoding="utf-8")
    return load_export(file, bench_catalog())
