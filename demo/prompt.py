"""What a prompt needs for commands on the demo's data: a file that the shell reads by `.`."""

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from demo.passwords import write_private

FILE_NAME = "environment"


def write_prompt(folder: Path, variables: Mapping[str, str]) -> None:
    """Write the file, for its owner only: the connections among ``variables`` hold passwords.

    Of the rest only AIRFLOW_HOME gets in, and the folder of `antavo-export` is put on the path:
    a prompt need not know the keys that Airflow's services sign with.
    """
    wanted = {
        name: value
        for name, value in variables.items()
        if name == "AIRFLOW_HOME" or name.startswith("AIRFLOW_CONN_")
    }
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in wanted.items()]
    programs = shlex.quote(str(Path(sys.executable).parent))
    write_private(folder / FILE_NAME, "".join([*lines, f'export PATH={programs}:"$PATH"\n']))
