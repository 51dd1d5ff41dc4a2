"""The ``notifiers`` section: who else is told of a run, through any of Airflow's notifiers."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.machinery import ModuleSpec, all_suffixes
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, JsonValue

from antavo_export.section import Section


def _plain(value: Any) -> Any:  # noqa: ANN401 - unvalidated input
    """Return ``value`` with numbers as JSON has them."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


Arguments = Annotated[dict[str, JsonValue], BeforeValidator(_plain)]


class Notifier(Section):
    """One notifier, made anew for every run that it is told of."""

    notifier: str = Field(
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+$",
        examples=["airflow.providers.slack.notifications.slack_webhook.SlackWebhookNotifier"],
        description="The class, with its module.",
    )
    on: Literal["failure", "success", "both"] = Field(
        default="failure", description="Which runs it is told of; a missed deadline is a failure."
    )
    arguments: Arguments = Field(
        default_factory=dict,
        description="What the class is made with. Texts may mention `{{ news.subject }}` and "
        "the like; secrets stay in the Airflow connection that an argument names.",
    )

    @property
    def module(self) -> str:
        """Return the module of the class."""
        return self.notifier.rpartition(".")[0]

    def is_among(self, allowed: Sequence[str]) -> bool:
        """Return whether the class is one of ``allowed``, or inside a package or module of it."""
        return any(f"{self.notifier}.".startswith(f"{one}.") for one in allowed)

    def refusal(self, allowed: Sequence[str]) -> str:
        """Return why the class is not allowed, for the author of the configuration."""
        return (
            f"{self.notifier} is not among the notifiers that may be named here: "
            f"{', '.join(allowed) or 'none'}; ask for it to be added to the setting notifiers"
        )


@cache
def missing_module(module: str) -> str | None:
    """Return the first part of a dotted name that is not installed here, None when all are.

    Nothing is imported: a provider takes longer than all the rest of reading an export. So what
    lies inside the top-level package is looked for as a folder or a file.
    """
    top, *inside = module.split(".")
    spec = _found(top)
    if spec is None:
        return top
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    for depth, part in enumerate(inside, start=1):
        if not any((folder / part).is_dir() or _has_file(folder, part) for folder in folders):
            return ".".join([top, *inside[:depth]])
        folders = [folder / part for folder in folders]
    return None


def _found(top: str) -> ModuleSpec | None:
    try:
        return find_spec(top)
    except ValueError:  # a module that nothing was found for, such as __main__
        return None


def _has_file(folder: Path, module: str) -> bool:
    return any((folder / f"{module}{suffix}").is_file() for suffix in all_suffixes())
