"""The command ``antavo-export``: the code that Airflow runs, from a terminal and without Airflow.

Each command is a module with ``add_arguments`` and ``run``, and a row in ``commands.COMMANDS``; its
docstring is its help text. Only the module of the command that was asked for is imported.
"""
