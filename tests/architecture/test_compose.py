"""docker-compose.yaml and the images: valid, whole, pinned, closed, and without a secret."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from airflow.cli.cli_parser import get_parser
from airflow.configuration import conf
from compose_spec import PyCompose

from antavo_export.catalog import load_catalog
from antavo_export.config.loader import load_export
from deploy.airflow.health import PARTS
from deploy.compose_env import CELERY, FTPS_HOST, SECRETS, make, read_variables
from tests.architecture.project import ROOT, make_targets
from tests.fixtures.compose import FILE, VARIABLE, ComposeError, read_compose

COMPOSE = read_compose()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILES = sorted((ROOT / "deploy").glob("*/Dockerfile"))
ONE_SHOT = {"airflow-init", "loyalty-data"}
SECRET = re.compile(r"PASSWORD|SECRET|KEY|CONN|BROKER_URL|AUTH")
PIN = re.compile(r"[\w./-]+:[\w.-]*\d+\.\d+[\w.-]*")
GIVEN = dict.fromkeys([*SECRETS, "SFTP_HOST_KEY"], "x")


def text_of(service: str) -> str:
    return json.dumps(SERVICES[service])


def environment(service: str) -> dict[str, str]:
    found: dict[str, str] = SERVICES[service].get("environment", {})
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_told_everything_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["networks"], "or it would join the network that all others are on"
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == ("no" if name in ONE_SHOT else "unless-stopped")
    assert ("healthcheck" in service) != (name in ONE_SHOT)
    assert name in ONE_SHOT or service["deploy"]["resources"]["limits"]["memory"]
    if not name.endswith("-db"):  # Postgres's image needs root to hand its folder over
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]


def test_the_file_follows_the_compose_specification() -> None:
    merged = {k: part for k, part in read_compose(GIVEN).items() if not k.startswith("x-")}
    compose = PyCompose.from_yaml(yaml.safe_dump(merged))
    compose.validate()
    assert set(compose.service_names()) == set(SERVICES)
    wrong = {**merged, "services": {"a": {"image": "b:1.0", "restrat": "always"}}}
    with pytest.raises(ValueError, match="restrat"):
        PyCompose.from_yaml(yaml.safe_dump(wrong))


def test_every_variable_is_required_or_has_a_default_and_none_is_made_in_vain() -> None:
    used = list(VARIABLE.finditer(FILE.read_text(encoding="utf-8")))
    required = {match["name"] for match in used if match["kind"] == "?"}
    assert required == {*SECRETS, "SFTP_HOST_KEY"}
    assert {match["word"] for match in used if match["kind"] == "?"} == {"run make compose-env"}
    assert "compose-env" in make_targets()
    optional = {match["name"] for match in used if match["kind"] == "-"}
    assert optional == {"AIRFLOW_PORT", "EXECUTOR", "LOYALTY_CUSTOMERS", "MAIL_PORT", "PARALLELISM"}
    assert CELERY.keys() <= {*optional, "COMPOSE_PROFILES"}


@pytest.mark.parametrize("missing", GIVEN)
def test_nothing_starts_while_a_secret_is_missing(missing: str) -> None:
    read_compose(GIVEN)
    with pytest.raises(ComposeError, match=f"{missing} is not set: run make compose-env"):
        read_compose({name: value for name, value in GIVEN.items() if name != missing})


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_stands_in_the_file(name: str) -> None:
    for variable, value in environment(name).items():
        if SECRET.search(variable) and "smtp" not in value and "EXECUTION" not in variable:
            assert "${" in value, variable


def test_no_secret_and_no_key_goes_into_an_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in ignored if line and not line.startswith("#")]
    assert patterns[0] == "*"
    assert patterns.index("deploy/secrets") > patterns.index("!deploy")
    assert "!.env" not in patterns
    for file in DOCKERFILES:
        assert not re.search(r"ARG|PASSWORD|SECRET|TOKEN", file.read_text(encoding="utf-8"))
    kept_out = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".env", "deploy/secrets/"} <= set(kept_out)


def test_every_image_is_pinned_to_a_version() -> None:
    pulled = {each["image"] for each in SERVICES.values() if "build" not in each}
    built = {each["image"] for each in SERVICES.values() if "build" in each}
    assert [image for image in pulled if not PIN.fullmatch(image)] == []
    assert built == {
        f"antavo-export-{name}:{_version()}" for name in ("airflow", "demo", "partner")
    }
    for file in DOCKERFILES:
        stages = re.findall(r"^FROM (\S+)(?: AS (\w+))?$", file.read_text("utf-8"), re.MULTILINE)
        known = {stage for _, stage in stages}
        assert [base for base, _ in stages if base not in known and not PIN.fullmatch(base)] == []


def _version() -> str:
    found = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("file", DOCKERFILES, ids=lambda file: file.parent.name)
def test_hadolint_finds_nothing_in_a_dockerfile(file: Path) -> None:
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
        [linter, "--no-color", file], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("file", DOCKERFILES, ids=lambda file: file.parent.name)
def test_an_image_runs_as_an_ordinary_user_and_copies_what_is_there(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    assert re.search(r"^USER \d{5}:\d{5}$", text, re.MULTILINE)
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert f"!{source.split('/')[0]}" in ignored, source


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_waits_for_services_that_can_be_waited_for(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        done = other in ONE_SHOT
        assert how == {"condition": "service_completed_successfully" if done else "service_healthy"}
        profiles = set(SERVICES[other].get("profiles", []))
        assert profiles <= set(SERVICES[name].get("profiles", []))


def test_only_the_pages_can_be_reached_and_only_from_this_machine() -> None:
    ports = {name: each["ports"] for name, each in SERVICES.items() if "ports" in each}
    assert ports.keys() == {"airflow-api-server", "mail"}
    assert all(port.startswith("127.0.0.1:${") for each in ports.values() for port in each)
    closed = {name for name, each in COMPOSE["networks"].items() if each.get("internal")}
    assert COMPOSE["networks"].keys() - closed == {"front", "partner"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_shares_a_network_with_every_service_that_it_talks_to(name: str) -> None:
    spoken_to = {other for other in SERVICES if re.search(rf"[@/\"]{other}[\":]", _values(name))}
    if "redis" in spoken_to and "queue" not in SERVICES[name]["networks"]:
        spoken_to.remove("redis")  # only the scheduler and workers use the broker's address
    for other in spoken_to - {name}:
        assert set(SERVICES[name]["networks"]) & set(SERVICES[other]["networks"]), other


def _values(name: str) -> str:
    test = SERVICES[name].get("healthcheck", {}).get("test", [])
    return "\n".join([*environment(name).values(), *test])


def test_only_what_reads_and_delivers_gets_the_connections() -> None:
    have = {name for name in SERVICES if "AIRFLOW_CONN_ANTAVO" in environment(name)}
    assert have == {"airflow-api-server", "airflow-scheduler", "airflow-worker"}
    assert {name for name in SERVICES if "loyalty" in SERVICES[name]["networks"]} == {
        *have,
        "loyalty-db",
        "loyalty-data",
    }


def test_what_tells_of_runs_and_of_deadlines_reaches_the_mail_server() -> None:
    have = {name for name in SERVICES if "AIRFLOW_CONN_SMTP_DEFAULT" in environment(name)}
    telling = {"airflow-scheduler", "airflow-triggerer", "airflow-worker"}
    assert have == {*telling, "airflow-api-server"}
    for name in telling:
        assert set(SERVICES[name]["networks"]) & set(SERVICES["mail"]["networks"]), name


def test_the_scheduler_hands_out_as_many_tasks_as_the_workers_take() -> None:
    worker = SERVICES["airflow-worker"]
    takes = int(environment("airflow-worker")["AIRFLOW__CELERY__WORKER_CONCURRENCY"])
    assert int(CELERY["PARALLELISM"]) == worker["deploy"]["replicas"] * takes


@pytest.mark.parametrize("name", SERVICES)
def test_every_path_that_a_service_names_is_there(name: str) -> None:
    image = (ROOT / "deploy" / "airflow" / "Dockerfile").read_text(encoding="utf-8")
    for volume in SERVICES[name].get("volumes", []):
        source, target, *mode = volume.split(":")
        if source.startswith("./"):
            assert (ROOT / source).exists()
            assert mode == ["ro"]
        else:
            assert source in COMPOSE["volumes"]
        if name.startswith("airflow"):
            assert target in image, "or Docker would make a folder of root's"
    build = SERVICES[name].get("build")
    if build:
        file = (ROOT / build["dockerfile"]).read_text(encoding="utf-8")
        assert f" AS {build['target']}\n" in file if "target" in build else True


def test_every_secret_file_is_made_and_used(tmp_path: Path) -> None:
    make(tmp_path, celery=False)
    made = {f"./{file.relative_to(tmp_path)}" for file in tmp_path.glob("deploy/secrets/*")}
    assert {each["file"] for each in COMPOSE["secrets"].values()} == made
    used = {
        secret["source"] if isinstance(secret, dict) else secret
        for service in SERVICES.values()
        for secret in service.get("secrets", [])
    }
    assert used == COMPOSE["secrets"].keys()
    assert FTPS_HOST in SERVICES


def test_passwords_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    first = make(tmp_path, celery=False)
    second = make(tmp_path, celery=True)
    assert second == {**first, **CELERY}
    assert read_variables(tmp_path / ".env") == second
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "deploy" / "secrets").stat().st_mode & 0o777 == 0o700
    assert len(set(first.values())) == len(first)
    assert min(map(len, first.values())) >= 44


@pytest.mark.parametrize(
    "name", [name for name in SERVICES if SERVICES[name].get("command", [""])[0] == "airflow"]
)
def test_airflow_understands_the_command_of_a_service(name: str) -> None:
    _, *words = SERVICES[name]["command"]
    assert get_parser().parse_args(words).func


@pytest.mark.parametrize("name", [name for name in SERVICES if name.startswith("airflow")])
def test_airflow_knows_every_option_that_a_service_sets(name: str) -> None:
    for variable in environment(name):
        if match := re.fullmatch(r"AIRFLOW__(\w+?)__(\w+)", variable):
            section, option = match[1].lower(), match[2].lower()
            known = conf.configuration_description.get(section, {}).get("options", {})
            ours = section in {"antavo_export", "celery_broker_transport_options"}
            assert ours or option in known, variable


def test_a_health_check_asks_for_parts_that_airflow_reports() -> None:
    tests = [each["healthcheck"]["test"] for each in SERVICES.values() if "healthcheck" in each]
    asked = [test[-1] for test in tests if "deploy.airflow.health" in test]
    assert sorted(asked) == sorted(PARTS)


def test_the_profile_for_workers_adds_workers_and_their_queue_only() -> None:
    extra = {name for name, each in SERVICES.items() if each.get("profiles") == ["celery"]}
    assert extra == {"airflow-worker", "redis"}
    assert [
        name for name, each in SERVICES.items() if "profiles" in each and name not in extra
    ] == []


def test_the_shipped_exports_find_their_connections() -> None:
    catalog = load_catalog()
    given = environment("airflow-scheduler")
    for file in (ROOT / "export_configs").rglob("[!_]*.yaml"):
        config = load_export(file, catalog).config
        for connection in (config.connection, *(target.connection for target in config.targets)):
            assert f"AIRFLOW_CONN_{connection.upper()}" in given
