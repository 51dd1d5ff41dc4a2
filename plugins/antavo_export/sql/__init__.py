"""From an export and a run moment to the one COPY statement that does all the work."""

from antavo_export.sql.compiler import compile_export
from antavo_export.sql.statement import PageRange, Statement

__all__ = ["PageRange", "Statement", "compile_export"]
