from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from goen.japanese import Text, UnreadableDate, parse_date

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from datetime import date

T = TypeVar("T")


class WrongUsage(Exception):
    """The command line cannot be understood; `problems` holds everything that is wrong with it."""

    def __init__(self, problems: Sequence[Text], *, command: str = "") -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = tuple(problems)
        self.command = command


class Mistaken(ValueError):
    """One value cannot be understood; `reason` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Checked:
    """Reads the options one by one and keeps what is wrong with them, to be said all at once."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self.problems: list[Text] = list(options.problems)

    def take(self, key: str, read: Callable[[Any], T]) -> T | None:
        """What `read` makes of an option's value; None when it is not given or not understood."""
        value = getattr(self._options, key)
        if value is None:
            return None
        try:
            return read(value)
        except Mistaken as mistake:
            name = "--" + key.replace("_", "-")
            self.problems.append(
                Text(f"{name}：{mistake.reason.ja}", f"{name}: {mistake.reason.en}")
            )
            return None

    def finish(self, *, command: str) -> None:
        """Raise WrongUsage if anything was wrong."""
        if self.problems:
            raise WrongUsage(self.problems, command=command)


def day(text: str) -> date:
    """A date in any of the forms read in files: 2026-03-31, 2026/3/31, 令和8年3月31日."""
    try:
        return parse_date(text)
    except UnreadableDate as unreadable:
        reason = unreadable.reason
        raise Mistaken(Text(f"「{text}」：{reason.ja}", f"“{text}”: {reason.en}")) from unreadable
