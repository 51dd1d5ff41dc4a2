"""Mode and owner, as the target asks for them."""

from antavo_export.targets import BaseTarget
from antavo_export.targets.remote import Remote


def set_permissions(remote: Remote, target: BaseTarget, part: str) -> None:
    """Set mode and owner of a temporary file: whoever sees the final name may read it at once."""
    if target.mode is not None:
        remote.set_mode(part, int(target.mode, 8))
    if (owner := target.ownership) is not None:
        remote.set_owner(part, *owner)
