"""What every target has in common, whatever its protocol."""

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, StringConstraints, model_validator

from antavo_export.section import ConnectionId, Section

CHECKSUM: Final = ".sha256"


class IfExists(StrEnum):
    """What to do when the remote name is taken."""

    REPLACE = "replace"
    FAIL = "fail"
    NUMBER = "number"


class Verify(StrEnum):
    """How the uploaded bytes are proven to be ours before they get their final name."""

    SIZE = "size"
    READ_BACK = "read_back"
    CHECKSUM = "checksum"


class BaseTarget(Section):
    """The settings that SFTP, FTP and FTPS share.

    Attributes:
        connection_types: Types of Airflow connections that lead to such a target.
    """

    connection_types: ClassVar[tuple[str, ...]]

    type: str
    connection: ConnectionId = Field(
        description="Id of the Airflow connection that holds the host, the user and the secret.",
    )
    path: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        description=(
            "Where the file goes, file name included; a template, for instance"
            " `/inbox/customers_{{ run_moment | date('%Y%m%d') }}.csv`. Without a leading slash"
            " it starts in the folder where the server puts the user after login. It may mention"
            " `export`, `file_name`, `extension`, and what tells runs apart: `run_moment`,"
            " `run_id`, `run_number` (1, 2, 3, ... over all runs of the export) and `sequence` (the"
            " same, counted anew for each day of the run moment)."
        ),
    )
    if_exists: IfExists = Field(
        default=IfExists.REPLACE,
        description=(
            "When the name is taken: `replace` the old file in one step, `fail` without touching"
            " it, or `number` the new one (`name-1.csv`, `name-2.csv`, ...)."
        ),
    )
    verify: Verify = Field(
        default=Verify.CHECKSUM,
        description=(
            "Proof that is asked for before the file gets its name: `size` compares the number of"
            " bytes; `read_back` downloads the file again and compares its SHA-256, which doubles"
            " the traffic; `checksum` asks the server for the SHA-256 and reads the file back"
            " where the server cannot tell. Use `size` for a folder that may not be read."
        ),
    )
    done_file: Annotated[str, StringConstraints(pattern=r"^\.[A-Za-z0-9_.-]{1,32}$")] | None = (
        Field(
            default=None,
            examples=[".done"],
            description=(
                "Suffix of an empty file that appears after everything else is in place, for"
                " instance `.done`: the file's name plus this suffix."
            ),
        )
    )
    checksum_file: bool = Field(
        default=False,
        description=(
            "Also publish the file's name plus `.sha256`, in the format of `sha256sum`, so that"
            " the receiver can check the content."
        ),
    )
    create_folders: bool = Field(
        default=False,
        description="Create the folders of the path that are missing; otherwise they must exist.",
    )
    mode: Annotated[str, StringConstraints(pattern=r"^0?[0-7]{3}$")] | None = Field(
        default=None,
        examples=["0640"],
        description=(
            'Permissions of the file in octal, for instance `"0640"`, set before it gets its'
            " name; without it the server decides."
        ),
    )

    @model_validator(mode="after")
    def _companions_differ(self) -> Self:
        if self.checksum_file and self.done_file == CHECKSUM:
            raise ValueError(
                f"done_file {CHECKSUM} is the name of the checksum file; write another suffix,"
                " like .done, or set checksum_file to false"
            )
        return self

    @property
    def pool(self) -> str:
        """Name of the Airflow pool that deliveries to this connection can share."""
        return f"target_{self.connection}"

    @property
    def one_at_a_time(self) -> bool:
        """Whether deliveries of several runs must not overlap, as the server cannot part them."""
        return False

    @property
    def ownership(self) -> tuple[int, int] | None:
        """Numeric user and group the file is given to, None to leave that to the server."""
        return None
