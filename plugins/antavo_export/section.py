"""The base of everything that is read from YAML."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A part of a YAML file: unknown keys are mistakes, values never change after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")
