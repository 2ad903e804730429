"""Bytes and files to values and back: readers of reports, and the JSON Lines of the guideline."""

from kg.io.folders import ReadFailure, read_paths

__all__ = ["ReadFailure", "read_paths"]
