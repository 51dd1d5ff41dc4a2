"""The web application behind the page, mounted into Airflow's API server."""

from importlib.resources import files
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from antavo_export.ui.access import refuse_other_sites
from antavo_export.ui.routes import catalog, definitions, downloads, drafts, runs
from antavo_export.ui.routes import files as new_files


def create_app() -> FastAPI:
    """Return the application; every endpoint asks Airflow's auth manager who is calling."""
    app = FastAPI(title="Antavo exports", dependencies=[Depends(refuse_other_sites)])
    for routes in (runs, downloads, definitions, catalog, drafts, new_files):
        app.include_router(routes.router)
    static = Path(str(files("antavo_export.ui") / "static"))
    app.mount("/static", StaticFiles(directory=static), name="static")
    return app
