"""From a target's section to an open session."""

from contextlib import AbstractContextManager

from antavo_export.orchestration.hooks.sftp import SftpHook
from antavo_export.targets import BaseTarget
from antavo_export.targets.remote import Remote


def open_remote(target: BaseTarget) -> AbstractContextManager[Remote]:
    """Connect and log in to ``target``; the session ends with the ``with`` block."""
    return SftpHook(target.connection).open()
