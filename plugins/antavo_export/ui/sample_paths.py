"""What a target's path looks like for a run that starts now."""

from datetime import datetime

from antavo_export.config.export import Export
from antavo_export.config.target_checks import SAMPLE
from antavo_export.config.templates import render_path


def sample_paths(export: Export, moment: datetime) -> list[str]:
    """Return the rendered path of every target, as of ``moment``."""
    local = moment.astimezone(export.config.zone)
    extension = export.config.file.extension
    stamp = local.strftime("%Y%m%d_%H%M%S")
    variables = {
        **SAMPLE,
        "run_moment": local,
        "export": export.export_id,
        "file_name": f"{export.export_id}_{stamp}{extension}",
        "extension": extension.lstrip("."),
    }
    return [render_path(target.path, variables) for target in export.config.targets]
