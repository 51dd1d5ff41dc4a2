"""A stored file that cannot be read to its end."""

import errno
import hashlib
import io
import os

import pytest

from antavo_export.errors import StoreInterruptedError
from antavo_export.pipeline.delivery import StoredFile
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_pool import FAULTY, GetServer

CONTENT = bytes(3 << 20)


class BadDisk(io.BytesIO):
    """Holds a file whose end cannot be read any more."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().read(size)


@pytest.mark.parametrize("server", FAULTY)
def test_a_disk_of_ours_that_fails_is_not_called_a_lost_connection(
    server: str, get_server: GetServer, make_box: MakeBox
) -> None:
    box = make_box(get_server(server))
    digest = hashlib.sha256(CONTENT).hexdigest()
    file = StoredFile("report.csv", lambda: BadDisk(CONTENT), len(CONTENT), digest)

    with pytest.raises(StoreInterruptedError, match=r"report\.csv failed: it cannot be read"):
        box.deliver(file)

    assert box.files() == {}
