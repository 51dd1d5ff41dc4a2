"""The e-mails about a run: finished, with the way to the file, or failed, with the plain reason."""

from antavo_export.orchestration.mail.news import News
from antavo_export.orchestration.mail.sending import send

__all__ = ["News", "send"]
