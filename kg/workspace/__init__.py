"""A build as a whole: in memory, and as a directory."""

from kg.workspace.base import KnowledgeBase
from kg.workspace.check import validate_path
from kg.workspace.directory import check_target, read_annotation, read_build
from kg.workspace.drawing import between, draw, part_of
from kg.workspace.export import FORMATS, export
from kg.workspace.report import DocumentReport, Failure, Report, make_report

__all__ = [
    "FORMATS",
    "DocumentReport",
    "Failure",
    "KnowledgeBase",
    "Report",
    "between",
    "check_target",
    "draw",
    "export",
    "make_report",
    "part_of",
    "read_annotation",
    "read_build",
    "validate_path",
]
