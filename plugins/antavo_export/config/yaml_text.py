"""A configuration as the YAML text a person would have written, in the wizard's order."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import yaml

from antavo_export.config.export_config import ExportConfig

SCHEMA_LINE: Final = "# yaml-language-server: $schema=../docs/export.schema.json\n"
_WIDTH: Final = 100


class _Dumper(yaml.SafeDumper):
    """Block style outside, flow style for the small mappings inside lists."""

    def ignore_aliases(self, data: object) -> bool:
        """Write everything out: an alias saves a line and costs a reader the sense of it."""
        del data
        return True


def as_yaml(data: Mapping[str, Any]) -> str:
    """Return ``data`` as YAML that loads to the same data again.

    Texts that YAML 1.1 or 1.2 would read as something else stand in quotes, so that editors and
    other tools agree with our loader.
    """
    order = [name for name in ExportConfig.model_fields if name in data]
    ordered = {name: data[name] for name in (*order, *(key for key in data if key not in order))}
    return SCHEMA_LINE + yaml.dump(
        ordered, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH
    )


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", format(value, "f"))


_Dumper.add_representer(Decimal, _decimal)
