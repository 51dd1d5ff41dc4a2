"""What a file looks like: one class per format, chosen by ``format`` in the YAML."""

from typing import Annotated

from pydantic import Field

from antavo_export.formats.delimited import CsvFormat, PsvFormat
from antavo_export.formats.json_format import JsonFormat

FileFormat = Annotated[CsvFormat | PsvFormat | JsonFormat, Field(discriminator="format")]

__all__ = ["CsvFormat", "FileFormat", "JsonFormat", "PsvFormat"]
