"""Requests of a page that are answered when a test says so."""

from playwright.sync_api import Page, Route


def hold(page: Page, url: str) -> list[Route]:
    """Return what will hold the requests for ``url``, in their order."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(url, keep)
    return held
