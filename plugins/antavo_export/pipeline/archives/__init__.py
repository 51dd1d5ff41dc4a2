"""Compression while the file is being made: pieces, and what stands around them."""

from antavo_export.pipeline.archives.pieces import DeflatedPiece, Piece, PlainPiece, new_piece
from antavo_export.pipeline.archives.wrappers import Checks, Wrapper, wrapper_for

__all__ = ["Checks", "DeflatedPiece", "Piece", "PlainPiece", "Wrapper", "new_piece", "wrapper_for"]
