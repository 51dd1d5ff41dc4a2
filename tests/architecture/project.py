"""The project's own files, as far as claims are made about them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_SUFFIXES = {".py", ".js", ".sql"}
FOLDERS = ("bench", "dags", "demo", "deploy", "plugins", "tests")


def source_files() -> list[str]:
    """Return the paths of all files with code, relative to the root."""
    return sorted(
        str(file.relative_to(ROOT))
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*")
        if file.suffix in SOURCE_SUFFIXES
    )


def documents() -> list[str]:
    """Return the paths of all pages written for people, relative to the root."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return sorted(str(page.relative_to(ROOT)) for page in pages)


def make_targets() -> set[str]:
    """Return the targets that the Makefile defines."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    return {line.split(":")[0] for line in lines if line[:1].islower() and ":" in line}
