"""What can be wrong with the way a command was asked for."""


class UsageError(Exception):
    """The arguments, or the environment that completes them, leave something open."""
