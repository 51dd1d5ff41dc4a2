"""A database full of texts that break careless writers."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import psycopg
import pytest

from antavo_export.catalog import Catalog, load_catalog
from demo.postgres import Postgres
from tests.integration.formats.texts import MODEL, TEXTS, Writer, fill


@pytest.fixture(scope="session")
def texts_uri(postgres_server: Postgres) -> str:
    """Return the URI of a database with the texts; nobody writes to it."""
    postgres_server.create_database("texts")
    with psycopg.connect(postgres_server.uri("texts")) as connection:
        fill(connection, TEXTS)
    return postgres_server.uri("texts")


@pytest.fixture(scope="session")
def texts_catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Return the catalogue with the texts as a data model."""
    folder = tmp_path_factory.mktemp("overlay")
    (folder / "texts.yaml").write_text(MODEL, encoding="utf-8")
    return load_catalog([folder])


@pytest.fixture
def writer(texts_uri: str, texts_catalog: Catalog, tmp_path: Path) -> Writer:
    """Return what writes files of the texts."""
    return Writer(texts_uri, texts_catalog, tmp_path)


@pytest.fixture(scope="session")
def written(
    texts_uri: str, texts_catalog: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], bytes]:
    """Return what gives the file of every text for a ``file`` section, written once."""
    return cache(Writer(texts_uri, texts_catalog, tmp_path_factory.mktemp("written")).write)


@pytest.fixture
def own_writer(empty_database: str, texts_catalog: Catalog, tmp_path: Path) -> Writer:
    """Return what writes files of texts that a test chooses."""
    return Writer(empty_database, texts_catalog, tmp_path)
