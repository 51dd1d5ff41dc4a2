"""Where a file goes: one class for each protocol, chosen by ``type``.

A new protocol is a section here, a class that implements ``remote.Remote`` and a hook that opens
it. The clients are not imported here: reading a configuration must not cost their import.
"""

from typing import Annotated

from pydantic import Field

from antavo_export.targets.ftp import FtpTarget
from antavo_export.targets.ftps import Encryption, FtpsTarget
from antavo_export.targets.sftp import SftpTarget
from antavo_export.targets.target import BaseTarget, IfExists, Verify

Target = Annotated[SftpTarget | FtpTarget | FtpsTarget, Field(discriminator="type")]

__all__ = [
    "BaseTarget",
    "Encryption",
    "FtpTarget",
    "FtpsTarget",
    "IfExists",
    "SftpTarget",
    "Target",
    "Verify",
]
