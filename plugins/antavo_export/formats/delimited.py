"""CSV and PSV: rows of text between delimiters."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Final, Literal, Self

from pydantic import Field, field_validator, model_validator

from antavo_export.formats.base import BaseFormat
from antavo_export.formats.dialect import Dialect, Newline, Quoting
from antavo_export.formats.framing import Framing

_NAMED_DELIMITERS: Final = {"comma": ",", "semicolon": ";", "pipe": "|", "tab": "\t"}


class DelimitedFormat(BaseFormat):
    """A table of text; its dialect says how."""

    header: bool = Field(default=True, description="Write the column titles as the first row.")

    @property
    @abstractmethod
    def dialect(self) -> Dialect:
        """Return how rows are written."""

    def framing(self, columns: Sequence[str]) -> Framing:
        return self.dialect.framing(columns)


class CsvFormat(DelimitedFormat):
    """Values separated by a delimiter, enclosed where needed."""

    media_types: ClassVar = {".csv": "text/csv; charset=utf-8"}

    format: Literal["csv"] = Field(default="csv", description="Values separated by a delimiter.")
    delimiter: str = Field(
        default=",",
        description="`comma`, `semicolon`, `pipe`, `tab`, or any single ASCII punctuation mark.",
    )
    enclosure: Literal['"', "'", "none"] = Field(
        default='"',
        description="Stands around values that contain the delimiter, itself or a newline. "
        "With `none`, a value that would break the file fails the run.",
    )
    quoting: Quoting = Field(
        default="minimal", description="Enclose only the values that need it, or `all`."
    )
    newline: Newline = Field(default="lf", description="What ends a row: `lf`, `crlf` or `cr`.")
    bom: bool = Field(default=False, description="Start with a UTF-8 byte order mark, for Excel.")
    null: str = Field(
        default="",
        examples=["NULL"],
        description='Text written for an empty value, in quotes: `"NULL"`.',
    )

    @property
    def suffix(self) -> str:
        return ".csv"

    @property
    def dialect(self) -> Dialect:
        return Dialect(
            delimiter=self.delimiter,
            enclosure=None if self.enclosure == "none" else self.enclosure,
            quoting=self.quoting,
            newline=self.newline,
            header=self.header,
            bom=self.bom,
            null=self.null,
        )

    @model_validator(mode="before")
    @classmethod
    def _null_is_a_word_here(cls, data: object) -> object:
        """Undo what YAML makes of the key and of the value that are written as null."""
        if not isinstance(data, dict):
            return data
        options = {"null" if key is None else key: value for key, value in data.items()}
        if options.get("null", "") is None:
            raise ValueError('put the text for empty values in quotes, as in null: "NULL"')
        return options

    @field_validator("delimiter")
    @classmethod
    def _one_mark(cls, value: str) -> str:
        mark = _NAMED_DELIMITERS.get(value, value)
        if len(mark) != 1 or not (mark == "\t" or " " <= mark <= "~") or mark.isalnum():
            raise ValueError(
                f"{value!r} is no delimiter; use comma, semicolon, pipe, tab"
                " or a single ASCII punctuation mark"
            )
        return mark

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.delimiter == self.enclosure:
            raise ValueError("delimiter and enclosure are the same character; they must differ")
        if self.enclosure == "none" and self.quoting == "all":
            raise ValueError("quoting: all needs an enclosure; set one, or drop quoting")
        if not {self.delimiter, "\n", "\r", '"', "'"}.isdisjoint(self.null):
            raise ValueError("null cannot contain the delimiter, a quote or a newline")
        return self


class PsvFormat(DelimitedFormat):
    """Values separated by pipes; the options of CSV do not apply, as in the original."""

    media_types: ClassVar = {".psv": "text/plain; charset=utf-8"}

    format: Literal["psv"] = Field(description="Values separated by `|`, enclosed where needed.")

    @property
    def suffix(self) -> str:
        return ".psv"

    @property
    def dialect(self) -> Dialect:
        return Dialect(delimiter="|", header=self.header)
