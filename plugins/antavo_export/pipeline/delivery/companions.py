"""The small files that may follow a delivered one: its checksum, and the sign that all is done."""

import posixpath
from collections.abc import Iterator

from antavo_export.pipeline.delivery.leftovers import remove_asides, remove_leftovers
from antavo_export.pipeline.delivery.permissions import set_permissions
from antavo_export.pipeline.delivery.stored_file import StoredFile
from antavo_export.pipeline.delivery.this_try import Try
from antavo_export.targets import BaseTarget
from antavo_export.targets.remote import Remote
from antavo_export.targets.target import CHECKSUM


def withdraw_companions(file: StoredFile, target: BaseTarget, remote: Remote, final: str) -> None:
    """Remove what vouches for the file that is about to be replaced, the done file first.

    Left beside the new file, it would call that one complete, with a checksum that is not its own:
    a server that does not let us remove it is refused.
    """
    for path, _ in reversed([*_companions(target, final, file)]):
        remote.remove(path)


def publish_companions(
    file: StoredFile, target: BaseTarget, remote: Remote, final: str, this_try: Try
) -> None:
    """Publish the checksum file, then the done file, each whole or not at all.

    They replace what earlier deliveries left under these names: they belong to ``final``. The
    done file is the last thing to appear.
    """
    for path, content in _companions(target, final, file):
        remove_leftovers(remote, this_try, path)
        part = this_try.part(path)
        remote.store(part, [content] if content else [])
        set_permissions(remote, target, part)
        remote.replace(part, path)
        remove_asides(remote, this_try, path)


def _companions(target: BaseTarget, final: str, file: StoredFile) -> Iterator[tuple[str, bytes]]:
    if target.checksum_file:
        line = f"{file.sha256}  {posixpath.basename(final)}\n"
        yield f"{final}{CHECKSUM}", line.encode()
    if target.done_file is not None:
        yield f"{final}{target.done_file}", b""
