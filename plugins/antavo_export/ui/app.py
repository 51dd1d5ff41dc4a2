"""The web application behind the page, mounted into Airflow's API server."""

import logging
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI, Request, status
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

from antavo_export.ui.access import refuse_other_sites
from antavo_export.ui.routes import catalog, definitions, downloads, drafts, runs
from antavo_export.ui.routes import files as new_files

log = logging.getLogger(__name__)


def create_app() -> FastAPI:
    """Return the application; every endpoint asks Airflow's auth manager who is calling."""
    # FastAPI's own pages about the endpoints load scripts from elsewhere into Airflow's origin.
    app = FastAPI(
        title="Antavo exports",
        dependencies=[Depends(refuse_other_sites)],
        docs_url=None,
        redoc_url=None,
    )
    app.add_exception_handler(OSError, store_unreadable)
    for routes in (runs, downloads, definitions, catalog, drafts, new_files):
        app.include_router(routes.router)
    static = Path(str(files("antavo_export.ui") / "static"))
    app.mount("/static", FreshFiles(directory=static), name="static")
    return app


def store_unreadable(request: Request, error: Exception) -> JSONResponse:
    """Answer that the store cannot be read just now, which is nobody's mistake on the page."""
    del request
    log.error("the store cannot be read: %s", error)
    detail = f"the store cannot be read: {getattr(error, 'strerror', None) or error}"
    return JSONResponse({"detail": detail}, status.HTTP_503_SERVICE_UNAVAILABLE)


class FreshFiles(StaticFiles):
    """The page's own files, which browsers keep but ask about every time.

    Modules import each other by plain names, so a new version must not meet a kept old one.
    """

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
