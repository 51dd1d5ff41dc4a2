"""From an export and a run moment to the one COPY statement that does all the work."""
