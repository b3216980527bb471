from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.japanese import Text


class Refused(Exception):
    """It cannot be done with this file, batch or person; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class NoUse(Exception):
    """The mapping or an option cannot be understood; `problems` says all that is wrong."""

    def __init__(self, problems: Sequence[Text]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = tuple(problems)
