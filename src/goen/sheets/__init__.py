"""Excel and CSV in and out: files as they are → one checked table of sales; safe files out."""

from __future__ import annotations

from goen.sheets._atomic import replacing, write_text
from goen.sheets._checked import load_checked
from goen.sheets._columns import ColumnPlan, ColumnsNotFound, UnknownColumn, find_columns
from goen.sheets._errors import (
    NothingUsable,
    UnableToRead,
    UnableToWrite,
    UnknownEncoding,
    UnknownSheet,
)
from goen.sheets._export import write_csv, write_parquet
from goen.sheets._grid import Grid, read_grid
from goen.sheets._likeness import as_cp932
from goen.sheets._load import Progress, load
from goen.sheets._out import Format, Mark, OutColumn, Replaced, Written
from goen.sheets._out_csv import CsvLines
from goen.sheets._out_form import write_form
from goen.sheets._out_table import write_table
from goen.sheets._rejections import Rejection, Rejections, write_rejections
from goen.sheets._report import (
    AnonymousSuggestion,
    ExcludedRows,
    FileReport,
    FutureRows,
    LoadOptions,
    LoadReport,
)
from goen.sheets._safe import SafeWorkbook

__all__ = [
    "AnonymousSuggestion",
    "ColumnPlan",
    "ColumnsNotFound",
    "CsvLines",
    "ExcludedRows",
    "FileReport",
    "Format",
    "FutureRows",
    "Grid",
    "LoadOptions",
    "LoadReport",
    "Mark",
    "NothingUsable",
    "OutColumn",
    "Progress",
    "Rejection",
    "Rejections",
    "Replaced",
    "SafeWorkbook",
    "UnableToRead",
    "UnableToWrite",
    "UnknownColumn",
    "UnknownEncoding",
    "UnknownSheet",
    "Written",
    "as_cp932",
    "find_columns",
    "load",
    "load_checked",
    "read_grid",
    "replacing",
    "write_csv",
    "write_form",
    "write_parquet",
    "write_rejections",
    "write_table",
    "write_text",
]
