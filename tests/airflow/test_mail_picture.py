"""The mail as people see it: as the mail server received it, in a browser."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.airflow.test_announcements import CONNECTION, STORES, TARGET, parts
from tests.fixtures.dag_runs import Run
from tests.fixtures.mail import MailServer

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "mail.png"
BROWSER = shutil.which("chromium")

pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs chromium (apt-get install chromium)")


@pytest.fixture
def html(project: Path, run: Run, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the HTML of a mail about a run that went well."""
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", CONNECTION.format(port=mail_server.port))
    monkeypatch.setenv("AIRFLOW__API__BASE_URL", "https://airflow.example.com")
    text = STORES.replace("Stores", "Stores for the partner")
    text += f"notify: [crm@example.com]\ntarget: {{{TARGET}}}\n"
    (project / "stores.yaml").write_text(text, encoding="utf-8")
    assert run("stores").state == "success"
    (mail,) = mail_server.inbox
    return parts(mail)[1]


def test_a_mail_fits_a_phone_and_a_desk(html: str, tmp_path: Path) -> None:
    kept = PICTURE if os.environ.get("UPDATE_IMAGES") else tmp_path / "mail.png"
    with sync_playwright() as programs:
        browser = programs.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(html)
        for width in (360, 720):
            page.set_viewport_size({"width": width, "height": 600})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.screenshot(path=kept, full_page=True)
        links = [link.inner_text() for link in page.locator("a").all()]
        browser.close()

    assert links == ["See the run", "Download the file"]
    assert kept.stat().st_size < 100_000
