"""The e-mails about a run: finished, with the way to the file, or failed, with the plain reason."""

from antavo_export.orchestration.mail.news import Ending, News
from antavo_export.orchestration.mail.sending import send

__all__ = ["Ending", "News", "send"]
