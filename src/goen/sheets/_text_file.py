"""One text file as a table to read: the fast way when it can be, else row by row."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from goen.sheets._columnwise import read_rows
from goen.sheets._delimited import records
from goen.sheets._fast import read_fast

if TYPE_CHECKING:
    from goen.sheets._check import CheckOptions
    from goen.sheets._delimited import TextTable
    from goen.sheets._slow import RowByRow
    from goen.sheets._sources import Source
    from goen.sheets._stage import Stage
    from goen.sheets._table import Layout


class TextFile:
    """A table in delimited text."""

    def __init__(self, source: Source, text: TextTable, layout: Layout) -> None:
        """`text`: the file made ready; `layout`: where its table lies."""
        self.file = source.name
        self.sheet = None
        self.epoch_1904 = False
        self.optional = source.optional
        self.encoding = text.encoding
        self.delimiter = text.shown_delimiter
        self.layout = layout
        self._text = text

    def read(self, *, options: CheckOptions, stage: Stage, source: int, slow: RowByRow) -> bool:
        """Read all rows into `stage`; True when DuckDB read the clean ones by itself."""
        if read_fast(
            self._text, self.layout, options=options, stage=stage, source=source, slow=slow
        ):
            return True
        rows = itertools.islice(records(self._text, name=self.file), self.layout.first, None)
        read_rows(rows, self.layout, options=options, stage=stage, source=source, slow=slow)
        return False
