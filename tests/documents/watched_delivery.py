"""One delivery to the target of an export, which prints what is done to the target's files.

A program of its own, for it runs with the modules of a copy of the code:
``python watched_delivery.py export.yaml file path``.
"""

import hashlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from antavo_export.orchestration.hooks import open_remote
from antavo_export.pipeline.delivery import StoredFile, Try, deliver
from antavo_export.targets.remote import Remote

SHOWN = {"store", "read", "replace", "rename"}


class Watched:
    """A session that tells of its operations on files, and does them."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the session has
        operation = getattr(self._remote, name)
        return _telling(name, operation) if name in SHOWN else operation


def _telling(name: str, operation: Callable[..., object]) -> Callable[..., object]:
    def tell(*arguments: object) -> object:
        _say([name, *(each for each in arguments if isinstance(each, str))])
        return operation(*arguments)

    return tell


def _say(data: object) -> None:
    sys.stdout.write(f"{json.dumps(data)}\n")


def main() -> None:
    """Deliver the file and print its delivery last."""
    config, file, path = sys.argv[1:]
    content = Path(file).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile(Path(file).name, lambda: io.BytesIO(content), len(content), digest)
    target = load_export(Path(config), load_catalog()).config.targets[0]
    with open_remote(target) as remote:
        _say(deliver(stored, target, Watched(remote), path, Try("a-b")).as_dict())


if __name__ == "__main__":
    main()
