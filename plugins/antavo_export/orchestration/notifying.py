"""Telling people of a run, by e-mail and by any of Airflow's notifiers; it never fails a run."""

import logging
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

from airflow.sdk import BaseNotifier
from airflow.sdk.exceptions import AirflowException

from antavo_export.config.notifier import Notifier
from antavo_export.orchestration.mail import News, send
from antavo_export.orchestration.settings import settings

log = logging.getLogger(__name__)


def tell(news: News, recipients: Sequence[str], notifiers: Iterable[Notifier]) -> dict[str, Any]:
    """Tell everybody, and return who was told and who could not be.

    A server that is down is written to the log: an export that has arrived has done its work.
    """
    told: dict[str, Any] = {"subject": news.subject}
    if recipients:
        told |= _mail(news, recipients)
    wanted = {"both", "success" if news.is_good else "failure"}
    results = [
        {"notifier": one.notifier, "result": _notify(one, news)}
        for one in notifiers
        if one.on in wanted
    ]
    return {**told, "notifiers": results} if results else told


def _mail(news: News, recipients: Sequence[str]) -> dict[str, Any]:
    try:
        send(news, recipients, settings().smtp_connection)
    except (OSError, AirflowException) as error:
        return _unsent(str(error))
    except Exception as error:
        # Only its kind: a password that mail servers cannot take is quoted in the text of one.
        log.debug("the error", exc_info=True)
        return _unsent(type(error).__name__)
    return {"sent": True, "recipients": list(recipients)}


def _unsent(problem: str) -> dict[str, Any]:
    log.error("no e-mail was sent: %s", problem)
    return {"sent": False, "problem": problem}


def _notify(notifier: Notifier, news: News) -> str:
    """Return ``told``, or the kind of error; its text may hold an address with a token."""
    try:
        arguments: dict[str, Any] = notifier.arguments
        made = notifier_class(notifier)(**arguments)
        # No more than the news: with Airflow's context an author of configurations could have
        # the passwords of connections and the values of variables sent to a channel.
        made({"news": news, "dag_id": news.export_id, "run_id": news.run_id})
    except Exception as error:
        log.error("%s told nobody: %s", notifier.notifier, type(error).__name__)
        log.debug("the error", exc_info=True)
        return type(error).__name__
    return "told"


def notifier_class(notifier: Notifier) -> type[BaseNotifier]:
    """Return the class that a configuration names.

    Raises:
        ValueError: it is none of Airflow's notifiers, or not among those the settings allow.
        ImportError: there is no such module.
    """
    allowed = settings().notifiers
    if not notifier.is_among(allowed):
        raise ValueError(notifier.refusal(allowed))
    found = getattr(import_module(notifier.module), notifier.notifier.rpartition(".")[2], None)
    if not isinstance(found, type) or not issubclass(found, BaseNotifier):
        raise ValueError(f"{notifier.notifier} is no Airflow notifier")
    return found
