"""`make demo`: from nothing to a delivered export, with everything left running."""

from demo.airflow import LOYALTY
from demo.airflow_api import AirflowApi, AirflowError, wait_until_healthy
from demo.database import (
    create_databases,
    fill_loyalty,
    filled_at_scale,
    let_the_exporter_read,
    remember_scale,
)
from demo.demo import Demo
from demo.first_export import DAG_ID, DAG_SECONDS, Shipment, ship
from demo.ports import check_ports
from demo.progress import say, step
from demo.prompt import write_prompt
from demo.settings import SettingsChangedError, read_settings, remember
from demo.status import show_status, show_way_in

HEALTHY_SECONDS = 300  # a busy machine needs two minutes and more
INBOX = "inbox"  # partners have made their folders before the first delivery
PORT_OF = {"postgres": "postgres", "sftp": "sftp", "api-server": "ui"}


def up(demo: Demo) -> None:
    """Start what does not run yet, deliver one export and say where everything is.

    Raises:
        SettingsChangedError: it runs with other settings than those asked for.
        PortsInUseError: another program has one of the ports; nothing was started.
        PostgresError: the database server did not come up.
        AirflowError: Airflow did not come up or the export failed; what runs is left running.
    """
    running = demo.running()
    if any(running.values()):
        _keep_settings(demo)
    write_prompt(demo.settings.folder, demo.airflow.environment())
    if all(running.values()):
        say("The demo is running already:")
        show_status(demo)
    else:
        _start(demo, [name for name, runs in running.items() if not runs])
    show_way_in(demo)


def _start(demo: Demo, stopped: list[str]) -> None:
    check_ports(demo.settings.ports, [PORT_OF[name] for name in stopped if name in PORT_OF])
    remember(demo.settings)
    say(f"Starting the demo; everything it writes is in {demo.settings.folder}")
    _start_databases(demo)
    (demo.settings.sftp_root / INBOX).mkdir(parents=True, exist_ok=True)
    with step("Start the partner's SFTP server and Airflow"):
        for service in demo.services:
            service.start()
        _wait_for_airflow(demo)
    with AirflowApi.login(demo.settings.url, "admin", demo.passwords.admin) as api:
        with step("Wait until Airflow has read the exports"):
            api.wait_for_dag(DAG_ID, DAG_SECONDS)
        with step(f"Run the export {DAG_ID}"):
            shipment = _ship(demo, api)
    say()
    shipment.show()


def _keep_settings(demo: Demo) -> None:
    """Refuse to change what running services were started with."""
    if demo.settings != read_settings({}, demo.settings.folder):
        raise SettingsChangedError


def _start_databases(demo: Demo) -> None:
    with step("Start Postgres"):
        demo.postgres.start()
        create_databases(demo.postgres)
    demo.airflow.prepare()
    migration = demo.airflow.migration()
    try:
        _fill(demo)
        with step("Create Airflow's own tables"):
            failed = migration.wait() != 0
    finally:
        migration.kill()
    if failed:
        raise AirflowError((demo.settings.logs / "migration.log").read_text(encoding="utf-8"))


def _fill(demo: Demo) -> None:
    scale = demo.settings.scale
    if filled_at_scale(demo.postgres) != f"{scale:g}":
        with step(f"Fill the loyalty programme at scale {scale:g}"):
            demo.postgres.drop_database(LOYALTY)
            create_databases(demo.postgres)
            fill_loyalty(demo.postgres, scale)
            remember_scale(demo.postgres, scale)
    let_the_exporter_read(demo.postgres, demo.passwords.exporter)


def _ship(demo: Demo, api: AirflowApi) -> Shipment:
    """Run the first export; where it fails, the scheduler may know more than the task's log."""
    try:
        return ship(api, demo.settings.sftp_root)
    except AirflowError as error:
        (scheduler,) = (each for each in demo.services if each.name == "scheduler")
        end = f"{scheduler.log} ends with:\n{scheduler.end_of_log()}"
        raise AirflowError(f"{error}\n{end}") from None


def _wait_for_airflow(demo: Demo) -> None:
    try:
        wait_until_healthy(demo.settings.url, HEALTHY_SECONDS)
    except AirflowError as error:
        ended = [each for each in demo.services if not each.is_running()]
        logs = [f"{each.log}:\n{each.end_of_log()}" for each in ended]
        raise AirflowError("\n".join([str(error), *logs])) from None
