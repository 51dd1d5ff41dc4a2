"""The documents as they are read: every command, configuration and connection in them is tried."""
