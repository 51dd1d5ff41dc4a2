"""Making the message and handing it to the mail server of an Airflow connection."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import make_msgid
from smtplib import SMTP

from airflow.providers.smtp.hooks.smtp import SmtpHook
from airflow.sdk.exceptions import AirflowException
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from antavo_export.orchestration.mail.news import News


def message(news: News, sender: str, recipients: Sequence[str]) -> EmailMessage:
    """Return the e-mail as text with an HTML alternative (RFC 2046, multipart/alternative)."""
    templates = Environment(
        loader=PackageLoader("antavo_export.orchestration.mail"),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = news.subject, sender, ", ".join(recipients)
    mail["Message-ID"] = make_msgid(domain="antavo-export")
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notes in return
    mail.set_content(templates.get_template("news.txt.j2").render(news=news))
    html = templates.get_template("news.html.j2").render(news=news)
    mail.add_alternative(html, subtype="html")
    return mail


def send(news: News, recipients: Sequence[str], conn_id: str) -> None:
    """Send the e-mail through the Airflow connection ``conn_id``.

    Raises:
        OSError: the server cannot be reached or refuses (smtplib's errors are OSErrors).
        AirflowException: there is no such connection, or it names no sender.
    """
    with SmtpHook(smtp_conn_id=conn_id) as hook:
        sender = hook.from_email or hook.smtp_user
        if not sender:
            raise AirflowException(
                f"the connection {conn_id} names no sender; set from_email in its extra fields"
            )
        client = hook._smtp_client  # noqa: SLF001 - the hook itself can only send HTML
        if not isinstance(client, SMTP):
            raise TypeError(f"the connection {conn_id} opened no SMTP session")
        client.send_message(message(news, sender, recipients))
