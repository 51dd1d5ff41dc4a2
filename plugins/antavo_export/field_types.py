"""The types a field of a data model can have; operators, aggregates and formats key on them."""

from enum import StrEnum


class FieldType(StrEnum):
    """What the values of a field are, independent of the column that stores them."""

    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    ENUM = "enum"
    LIST = "list"
    JSON = "json"
