"""Any number of configurations that mean much the same: three tasks every day, to two servers."""

from pathlib import Path
from typing import Final

# Twelve fields, two filter sets, two targets; every export has a name of its own.
_OURS: Final = """
name: Bench {number}
model: customers
timezone: Europe/Budapest
filters:
  - - {{attribute: status, operator: equals, value: active}}
    - {{attribute: last_login_at, operator: gte, value: "date: -7 days"}}
  - - {{attribute: score, operator: gt, value: {number}}}
fields:
  - {{from: _id, to: Customer}}
  - {{from: email, to: E-mail, default: unknown}}
  - {{from: first_name, to: First name}}
  - {{from: last_name, to: Last name}}
  - {{from: country, to: Country, replace: {{HU: Hungary, NO: Norway}}}}
  - {{from: status, to: Status}}
  - {{from: score, to: Points, default: 0}}
  - {{from: spent, to: Spent}}
  - {{from: language, to: Language}}
  - {{from: gender, to: Gender}}
  - {{from: birth_date, to: Born}}
  - {{from: last_login_at, to: Last login}}
file: {{format: csv, delimiter: ";", header: true, archive: zip}}
schedule: {{daily: true, at: "05:30"}}
target:
  - {{type: sftp, connection: first, path: "/in/{number}_{{{{ run_moment | date('%F') }}}}.zip"}}
  - {{type: sftp, connection: second, path: "/in/{number}_{{{{ run_moment | date('%F') }}}}.zip"}}
owner: bench
"""

_DAG_FACTORY: Final = """
bench_{number:05}:
  description: Bench {number}
  schedule: "30 5 * * *"
  catchup: false
  default_args: {{owner: bench, start_date: "2026-01-01", retries: 3, retry_delay_sec: 60}}
  tasks:
    - task_id: extract
      operator: airflow.providers.standard.operators.bash.BashOperator
      bash_command: "extract {number} --active --days 7"
    - task_id: deliver_1
      operator: airflow.providers.standard.operators.bash.BashOperator
      bash_command: "deliver first /in/{number}_{{{{ ds_nodash }}}}.zip"
      dependencies: [extract]
    - task_id: deliver_2
      operator: airflow.providers.standard.operators.bash.BashOperator
      bash_command: "deliver second /in/{number}_{{{{ ds_nodash }}}}.zip"
      dependencies: [extract]
"""

TEMPLATES: Final = {"ours": _OURS, "dag-factory": _DAG_FACTORY}


def dag_id(number: int) -> str:
    """Return the id of one of the DAGs."""
    return f"bench_{number:05}"


def write_configs(folder: Path, tool: str, count: int) -> None:
    """Write ``count`` files for ``tool``, one DAG each."""
    folder.mkdir(parents=True)
    for number in range(count):
        text = TEMPLATES[tool].format(number=number)
        (folder / f"{dag_id(number)}.yaml").write_text(text, encoding="utf-8")
