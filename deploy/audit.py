"""`python -m deploy.audit`: ask whether a locked package has a known vulnerability.

pip-audit asks PyPI's advisory data about the exact versions of the lock files. Exit status 1 means
a finding that `deploy/audit-ignored.txt` does not excuse. Where the service cannot be asked, or
does not know a package, that is said in so many words and is no failure: a check that needs the
network must not stop work without one.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-cluster.lock")
IGNORED = ROOT / "deploy" / "audit-ignored.txt"
SECONDS = 120  # for one lock file
IGNORED_LINE = re.compile(r"(?P<id>\S+) (?P<until>\d{4}-\d{2}-\d{2}) (?P<reason>.{10,})")


def ignored(text: str) -> dict[str, str]:
    """Return the excused findings by id: `ID YYYY-MM-DD why it does not concern us` a line.

    The date is when it was looked at.

    Raises:
        ValueError: a line lacks one of the three.
    """
    found = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            match = IGNORED_LINE.fullmatch(line)
            if match is None:
                raise ValueError(f"expected an id, a date and a reason: {line}")
            found[match["id"]] = match["reason"]
    return found


def report(answer: str, excused: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return what pip-audit found and what it could not find out, a line each.

    Args:
        answer: What it printed as JSON; anything else means that it did not get that far.
        excused: Ids that are no findings; an alias of one is excused too.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        return [], ["NOT AUDITED: the advisory service could not be asked"]
    findings = [
        f"{each['name']} {each['version']}: {flaw['id']}, fixed in {flaw['fix_versions'] or '-'}"
        for each in packages
        for flaw in each.get("vulns", [])
        if not {flaw["id"], *flaw.get("aliases", [])} & excused.keys()
    ]
    skipped = [each["name"] for each in packages if "skip_reason" in each]
    if not skipped:
        return findings, []
    shown = ", ".join(skipped[:3]) + (", …" if len(skipped) > 3 else "")  # noqa: PLR2004
    missing = f"NOT AUDITED: the service does not know {len(skipped)} of {len(packages)} packages"
    return findings, [f"{missing} ({shown})"]


def ask(lock: str, seconds: float = SECONDS) -> str:
    """Return what pip-audit prints about a lock file, or nothing when it takes too long."""
    program = Path(sys.executable).with_name("pip-audit")
    options = ["--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json"]
    try:
        done = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
            [program, *options, "--timeout=10", "--requirement", ROOT / lock],
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


def main() -> int:
    """Audit the lock files and return the exit status."""
    excused = ignored(IGNORED.read_text(encoding="utf-8"))
    failed = False
    for lock in LOCKS:
        findings, unknown = report(ask(lock), excused)
        failed = failed or bool(findings)
        lines = [*findings, *unknown] or ["no known vulnerability"]
        sys.stdout.writelines(f"audit of {lock}: {line}\n" for line in lines)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
