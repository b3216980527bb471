"""Cells of CSV that a spreadsheet would compute: an apostrophe before them, and off again.

`=1+1` is written as `'=1+1` and read as `=1+1`; `'=1+1` as `''=1+1`. So whatever is written comes
back, and a file that another system guarded in the usual way reads as it was meant.
"""

from __future__ import annotations

import re

# Spreadsheets in Japanese take the wide signs for the narrow ones.
SIGNS = "=+\\-@\t\r＝＋－＠"
_FIRST = frozenset(SIGNS + "'") - {"\\"}
_COMPUTED = re.compile(f"'*[{SIGNS}]")
_GUARDED = re.compile(f"'+[{SIGNS}]")


def guarded(text: str) -> str:
    """`text` as it stands safely in a CSV.

    >>> guarded("+81-3-1234-5678"), guarded("03-1234-5678")
    ("'+81-3-1234-5678", '03-1234-5678')
    """
    if text[:1] in _FIRST and _COMPUTED.match(text):
        return "'" + text
    return text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def unguarded_sql(cell: str) -> str:
    """`unguarded` as an SQL expression over `cell`."""
    return (
        f"CASE WHEN starts_with({cell}, '''') AND regexp_matches({cell}, '^''+[{SIGNS}]') "
        f"THEN substr({cell}, 2) ELSE {cell} END"
    )


def guarded_sql(cell: str) -> str:
    """`guarded` as an SQL expression over `cell`."""
    computed = f"regexp_matches({cell}, '^''*[{SIGNS}]')"
    return f"CASE WHEN {computed} THEN '''' || {cell} ELSE {cell} END"
