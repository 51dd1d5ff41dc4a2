"""From a target's section to an open session."""

from contextlib import AbstractContextManager
from functools import singledispatch

from antavo_export.orchestration.hooks.ftp import FtpHook, FtpsHook
from antavo_export.orchestration.hooks.sftp import SftpHook
from antavo_export.targets import BaseTarget, FtpsTarget, FtpTarget, SftpTarget
from antavo_export.targets.remote import Remote


@singledispatch
def open_remote(target: BaseTarget) -> AbstractContextManager[Remote]:
    """Connect and log in to ``target``; the session ends with the ``with`` block."""
    raise NotImplementedError(target.type)


@open_remote.register
def _(target: SftpTarget) -> AbstractContextManager[Remote]:
    return SftpHook(target.connection).open()


@open_remote.register
def _(target: FtpTarget) -> AbstractContextManager[Remote]:
    return FtpHook(target.connection, passive=target.passive).open()


@open_remote.register
def _(target: FtpsTarget) -> AbstractContextManager[Remote]:
    hook = FtpsHook(target.connection, passive=target.passive, encryption=target.encryption)
    return hook.open()
