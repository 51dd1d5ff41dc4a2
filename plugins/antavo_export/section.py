"""The base of everything that is read from YAML, and the values that several parts share."""

from typing import Annotated, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


class Section(BaseModel):
    """A part of a YAML file: unknown keys are mistakes, values never change after loading.

    A number where text belongs is its text, as in ``name: 2027``: YAML leaves quotes to the writer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


def kinds(union: object, key: str) -> dict[str, type[Section]]:
    """Return the sections of a discriminated union under the word that chooses each in YAML."""
    sections = get_args(get_args(union)[0])
    return {get_args(one.model_fields[key].annotation)[0]: one for one in sections}


def _an_id(value: str) -> str:
    if any(mark in value for mark in "@ ") or "://" in value:  # not repeated: it may hold a secret
        raise ValueError(
            "expected the id of an Airflow connection; host, user and password are kept there"
        )
    return value


ConnectionId = Annotated[str, StringConstraints(min_length=1), AfterValidator(_an_id)]
