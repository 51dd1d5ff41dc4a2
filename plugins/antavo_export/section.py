"""The base of everything that is read from YAML."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A part of a YAML file: unknown keys are mistakes, values never change after loading.

    A number where text belongs is its text, as in ``name: 2027``: YAML leaves quotes to the writer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
