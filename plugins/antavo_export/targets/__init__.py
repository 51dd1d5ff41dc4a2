"""Where a file goes: one class for each protocol, chosen by ``type``.

A new protocol is a section here, a class that implements ``remote.Remote`` and a hook that opens
it. The clients are not imported here: reading a configuration must not cost their import.
"""

from typing import Annotated, Final, cast

from pydantic import Field

from antavo_export.section import kinds
from antavo_export.targets.ftp import FtpTarget
from antavo_export.targets.ftps import Encryption, FtpsTarget
from antavo_export.targets.sftp import SftpTarget
from antavo_export.targets.target import BaseTarget, IfExists, Verify

Target = Annotated[SftpTarget | FtpsTarget | FtpTarget, Field(discriminator="type")]
# In the order they are offered in: the safest first.
TARGETS: Final = cast("dict[str, type[BaseTarget]]", kinds(Target, "type"))

__all__ = [
    "TARGETS",
    "BaseTarget",
    "Encryption",
    "FtpTarget",
    "FtpsTarget",
    "IfExists",
    "SftpTarget",
    "Target",
    "Verify",
]
