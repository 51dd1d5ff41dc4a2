"""Exports of events, written the way users write them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from antavo_export.catalog import Catalog, load_catalog
from antavo_export.config.export import Export
from antavo_export.config.loader import load_export

BENCH_CATALOG = Path(__file__).parents[3] / "bench" / "catalog"
# Sleeps for every row; computes for every row; waits for a second reader before it goes on.
SLOW = '  - {name: slow, type: string, sql: "pg_sleep(0.01)::text", description: Takes its time}\n'
HEAVY = (
    "  - {name: heavy, type: integer, description: Takes its computing,"
    ' sql: "quantity + length(md5(repeat(pad, 10))) - 32"}\n'
)
SHARED = (
    "  - {name: heavy, type: integer, description: The same in company,"
    ' sql: "quantity + bench.wait_for_company(id)"}\n'
)


@cache
def events_catalog() -> Catalog:
    """Return the benchmark's model, also over other tables and with a field that takes its time."""
    text = (BENCH_CATALOG / "bench_events.yaml").read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        for model, table in {
            "bench_events": "events",
            "wide_events": "wide",
            "view_of_events": "seen",
            "partitioned_events": "parted",
            "slow_events": "wide",
            "heavy_events": "wide",
            "shared_events": "wide",
        }.items():
            overlay = Path(folder) / f"{model}.yaml"
            more = {"slow_events": SLOW, "heavy_events": HEAVY, "shared_events": SHARED}.get(
                model, ""
            )
            moved = text.replace("bench.events", f"bench.{table}")
            overlay.write_text(moved + more, encoding="utf-8")
        catalog = load_catalog([Path(folder)])
        for name in catalog.names:
            catalog.model(name)  # read while the folder is there
    return catalog


def events_export(folder: Path, text: str, *, model: str = "bench_events") -> Export:
    """Return the export ``events`` whose further YAML is ``text``."""
    file = folder / "events.yaml"
    file.write_text(f"name: Events\nmodel: {model}\n{text}", encoding="utf-8")
    return load_export(file, events_catalog())
