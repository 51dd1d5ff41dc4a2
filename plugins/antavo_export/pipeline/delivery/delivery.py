"""The fact sheet of one transfer."""

from dataclasses import asdict, dataclass

from antavo_export.targets import Verify


@dataclass(frozen=True)
class Delivery:
    """One file that a target holds complete, under its final name.

    ``server`` is host and port, ``path`` the final name, ``bytes`` and ``sha256`` describe what
    the server was proven to hold, ``verified`` says how. ``attempts`` counts the tries of this
    delivery, ``seconds`` lasts from the open session to the last rename of the successful one.
    """

    target: str
    connection: str
    server: str
    path: str
    bytes: int
    sha256: str
    verified: Verify
    attempts: int
    seconds: float

    def as_dict(self) -> dict[str, str | int | float]:
        """Return plain JSON values, as kept in the run's history."""
        return asdict(self) | {"verified": self.verified.value}
