"""`python -m deploy.airflow.health URL PART`: exit with 0 if Airflow says the part is healthy.

Airflow's api-server knows of every part when it last gave a sign of life, so asking costs a
container next to nothing, where `airflow jobs check` would start a whole Airflow each time.
"""

import json
import sys
from urllib.request import ProxyHandler, build_opener

SECONDS = 5
PARTS = ("metadatabase", "scheduler", "triggerer", "dag_processor")


def is_healthy(url: str, part: str) -> bool:
    """Ask the api-server at ``url``.

    Raises:
        OSError: it does not answer.
    """
    opener = build_opener(ProxyHandler({}))  # the services of one network need no proxy
    with opener.open(f"{url}/api/v2/monitor/health", timeout=SECONDS) as answer:
        states = json.load(answer)
    return bool((states.get(part) or {}).get("status") == "healthy")


if __name__ == "__main__":
    sys.exit(not is_healthy(sys.argv[1], sys.argv[2]))
