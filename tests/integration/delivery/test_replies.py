"""What FTP servers write into their replies: other encodings, and now and then our password."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from antavo_export.errors import NotOfferedError
from tests.fixtures.transfer_servers import changed
from tests.fixtures.transfer_servers_box import MakeBox
from tests.fixtures.transfer_servers_folder import PASSWORD, ServerFolder
from tests.fixtures.transfer_servers_pool import GetServer
from tests.fixtures.transfer_servers_proftpd import proftpd


@pytest.mark.parametrize("moment", ["DisplayConnect", "DisplayLogin", "DisplayQuit"])
@pytest.mark.parametrize("protocol", ["ftp", "ftps", "implicit"])
def test_a_greeting_or_a_farewell_in_another_encoding_is_no_reason_to_fail(
    protocol: str, moment: str, server_folder: ServerFolder, make_box: MakeBox
) -> None:
    text = server_folder.path / "words.txt"
    text.write_bytes("Auf Wiederhören\n".encode("latin-1"))
    with proftpd(server_folder, protocol, directives=f"{moment} {text}") as server:
        box = make_box(server)
        box.deliver(b"x")

        assert box.files() == {"report.csv": b"x"}


@contextmanager
def parrot() -> Iterator[int]:
    """Run a server that repeats what it does not understand, and it understands no password."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with server.accept()[0] as client, client.makefile("rw") as lines:
                for reply in ("220 Hello.", "331 Password, please."):
                    print(reply, file=lines, flush=True)
                    said = lines.readline().strip()
                print(f"500-'{said}':\n{said}\n500 not understood.", file=lines, flush=True)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            thread.join()


@pytest.mark.parametrize("password", [PASSWORD, "500"])
def test_a_server_that_repeats_the_password_does_not_get_it_into_the_message(
    password: str, get_server: GetServer, make_box: MakeBox
) -> None:
    with parrot() as port:
        box = make_box(changed(get_server("pyftpdlib-ftp"), port=port, password=password))
        with pytest.raises(NotOfferedError, match="not understood") as caught:
            box.deliver(b"x")

    assert f"PASS {password}" not in str(caught.value)
    assert f"PASS {password}" not in str(caught.value.__cause__)
    assert "500-'PASS ***'" in str(caught.value)
