"""Compression while the file is being made: gzip and ZIP, written in one pass."""

from antavo_export.pipeline.archives.encoders import Encoder, encoder_for

__all__ = ["Encoder", "encoder_for"]
