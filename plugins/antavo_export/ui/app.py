"""The web application behind the page, mounted into Airflow's API server."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

from antavo_export.ui.access import refuse_other_sites
from antavo_export.ui.routes import catalog, definitions, downloads, drafts, runs
from antavo_export.ui.routes import files as new_files


def create_app() -> FastAPI:
    """Return the application; every endpoint asks Airflow's auth manager who is calling."""
    app = FastAPI(title="Antavo exports", dependencies=[Depends(refuse_other_sites)])
    for routes in (runs, downloads, definitions, catalog, drafts, new_files):
        app.include_router(routes.router)
    static = Path(str(files("antavo_export.ui") / "static"))
    app.mount("/static", FreshFiles(directory=static), name="static")
    return app


class FreshFiles(StaticFiles):
    """The page's own files, which browsers keep but ask about every time.

    Modules import each other by plain names, so a new version must not meet a kept old one.
    """

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
