"""Two runs of one export that deliver at the same time, with and without a name of their own."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException

from tests.fixtures.transfer_servers_box import Box
from tests.fixtures.transfer_servers_task import CONTENT, StateStore, TaskInstance, execute

ON = ["openssh", "proftpd-sftp", "proftpd-ftp", "vsftpd-ftp", "vsftpd-ftps", "pureftpd-ftps"]
RUNS = [f"manual__{number}" for number in range(4)]
on_real_servers = pytest.mark.parametrize("box", ON, indirect=True)


def at_once(box: Box, receipt: dict[str, Any], **settings: Any) -> list[dict[str, Any] | Exception]:
    """Deliver the same file as four runs at the same time; return what became of each."""

    def one(run_id: str) -> dict[str, Any] | Exception:
        task = replace(TaskInstance(receipt), run_id=run_id)
        try:
            return execute(box, task, StateStore(), **settings)
        except AirflowFailException as error:
            return error

    with ThreadPoolExecutor(len(RUNS)) as pool:
        return list(pool.map(one, RUNS))


@on_real_servers
@pytest.mark.parametrize("name", ["{{ run_number }}", "{{ '%03d' % sequence }}", "{{ run_id }}"])
def test_a_path_that_tells_runs_apart_never_collides(
    box: Box, name: str, receipt: dict[str, Any]
) -> None:
    results = at_once(box, receipt, path=f"{box.path}/weekly_{name}.csv", if_exists="fail")

    assert [result for result in results if isinstance(result, Exception)] == []
    assert len(box.files()) == len(RUNS)
    assert set(box.files().values()) == {CONTENT}


@pytest.mark.parametrize("box", ["openssh", "proftpd-sftp"], indirect=True)
def test_one_run_gets_a_name_that_all_want_and_the_others_are_refused(
    box: Box, receipt: dict[str, Any]
) -> None:
    results = at_once(box, receipt, path=f"{box.path}/weekly.csv", if_exists="fail")
    refused = [result for result in results if isinstance(result, Exception)]

    assert len(refused) == len(RUNS) - 1
    assert all("a file with this name exists" in str(error) for error in refused)
    assert box.files() == {"weekly.csv": CONTENT}
