"""The page's texts: every language says everything that English does."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

STATIC = Path(str(files("antavo_export.ui") / "static"))
ENTRY = re.compile(r'\b(\w+): "((?:[^"\\]|\\.)*)"')


def texts(language: str) -> dict[str, str]:
    """Return the table of a language."""
    source = (STATIC / "strings" / f"{language}.js").read_text(encoding="utf-8")
    return dict(ENTRY.findall(source))


def variables(text: str) -> set[str]:
    """Return the names in braces."""
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", ["de", "es", "fr", "hu"])
def test_a_language_has_the_same_texts_with_the_same_variables(language: str) -> None:
    english, translated = texts("en"), texts(language)

    assert len(english) > 100
    assert translated.keys() == english.keys()
    for key, text in translated.items():
        assert variables(text) == variables(english[key]), key


def test_every_text_that_the_page_asks_for_is_there() -> None:
    known = texts("en")
    sources = [file.read_text(encoding="utf-8") for file in STATIC.rglob("*.js")]
    asked = {key for source in sources for key in re.findall(r'\bt\("(\w+)"', source)}

    assert len(asked) > 100
    assert asked <= known.keys()


def test_every_module_is_small_and_every_import_leads_to_a_file() -> None:
    for file in STATIC.rglob("*.js"):
        source = file.read_text(encoding="utf-8")
        assert source.count("\n") < 200, file
        for name in re.findall(r'from "(\.[^"]+)"', source):
            assert (file.parent / name).resolve().is_file(), f"{file.name} imports {name}"
