"""Files without an enclosure: what they cannot hold is refused, the rest is as it was stored."""

import pytest

from antavo_export.errors import PermanentError
from tests.integration.formats.texts import TEXTS, Writer

NEVER = {"\\.", "\x02"}
FILE = "{{enclosure: none, delimiter: {}, newline: {}}}"


@pytest.mark.parametrize("text", ["a;b", "a\nb", "a\rb", "\r\n", ";", "\n", "\x01", "\x02"])
def test_a_value_that_would_break_the_file_is_an_error_with_the_key_of_its_row(
    own_writer: Writer, text: str
) -> None:
    own_writer.replace(["fine", text, "fine"])

    with pytest.raises(PermanentError, match="the value of 'value' in id 1 ") as raised:
        own_writer.write(FILE.format("semicolon", "lf"))

    assert "set file.enclosure" in str(raised.value)
    assert text.strip() == "" or f"'{text}'" not in str(raised.value)
    assert [file for file in own_writer.folder.rglob("*.csv") if file.is_file()] == []


@pytest.mark.parametrize("newline", ["lf", "crlf", "cr"])
@pytest.mark.parametrize(("name", "delimiter"), [("comma", ","), ("tab", "\t"), ("'~'", "~")])
def test_everything_else_stands_in_the_file_as_it_was_stored(
    own_writer: Writer, name: str, delimiter: str, newline: str
) -> None:
    breaking = {delimiter, "\n", "\r", "\x01"}
    texts = [text for text in TEXTS if breaking.isdisjoint(text or "") and text not in NEVER]
    own_writer.replace(texts)

    content = own_writer.write(FILE.format(name, newline)).decode()

    end = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}[newline]
    head, *rows, rest = content.split(end)
    assert head == delimiter.join(["id", "value", "again"])
    assert [row.split(delimiter) for row in rows] == [
        [str(number), text or "", text or ""] for number, text in enumerate(texts)
    ]
    assert rest == ""


def test_quotes_are_ordinary_characters(own_writer: Writer) -> None:
    own_writer.replace(['say "hi"', "it's", '"'])

    assert own_writer.write(FILE.format("comma", "lf"), fields="[{from: value}]") == (
        b'value\nsay "hi"\nit\'s\n"\n'
    )


def test_empty_values_take_the_text_for_them(own_writer: Writer) -> None:
    own_writer.replace([None, "", "x"])

    assert own_writer.write(
        '{enclosure: none, "null": "-"}', fields="[{from: id}, {from: value}]"
    ) == (b"id,value\n0,-\n1,-\n2,x\n")
