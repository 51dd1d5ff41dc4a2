"""What a file looks like: one class per format, chosen by ``format`` in the YAML."""

from typing import Annotated, Final, cast

from pydantic import Field

from antavo_export.formats.base import BaseFormat
from antavo_export.formats.delimited import CsvFormat, PsvFormat
from antavo_export.formats.json_format import JsonFormat
from antavo_export.section import kinds

FileFormat = Annotated[CsvFormat | PsvFormat | JsonFormat, Field(discriminator="format")]
FORMATS: Final = cast("dict[str, type[BaseFormat]]", kinds(FileFormat, "format"))

__all__ = ["FORMATS", "CsvFormat", "FileFormat", "JsonFormat", "PsvFormat"]
