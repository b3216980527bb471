"""Reading and checking a workbook: `goen` or bare `calamine`, by the second argument."""

from __future__ import annotations

import sys
from datetime import date

path, reader = sys.argv[1:3]
if reader == "calamine":
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
else:
    from goen.report.engines import duckdb_connection
    from goen.sheets import LoadOptions, load

    with duckdb_connection() as connection:
        load(connection, [path], options=LoadOptions(), today=date(2026, 11, 21))
