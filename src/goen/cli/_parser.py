from __future__ import annotations

import argparse
import difflib
import re
from typing import TYPE_CHECKING, NoReturn

from goen.cli._usage import WrongUsage
from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.cli._options import Command, Option

_NO_VALUE = Text("{}：値を続けて書いてください", "{}: write a value after it")
# What argparse says → what Goen says; the group is the part that names the argument.
_SAYINGS = (
    (
        r"unrecognized arguments: (.*)",
        "{}：この指定はありません",
        "{}: there is no such option",
    ),
    (
        r"argument (\S+): expected one argument",
        _NO_VALUE.ja,
        _NO_VALUE.en,
    ),
    (
        r"argument (\S+): ignored explicit argument .*",
        "{}：値はつきません",
        "{}: takes no value",
    ),
    (
        r"the following arguments are required: (.*)",
        "{}：必ず書いてください",
        "{}: is required",
    ),
)


class _Parser(argparse.ArgumentParser):
    """An argparse parser that raises instead of printing and leaving."""

    def __init__(self, command: Command) -> None:
        super().__init__(prog=f"goen {command.name}", add_help=False, allow_abbrev=False)
        self.command = command
        for option in command.options:
            self._take(option)
        if command.files is not None:
            self.add_argument("files", nargs="*")

    def error(self, message: str) -> NoReturn:
        raise WrongUsage([_said(message, self.command)], command=self.command.name)

    def _take(self, option: Option) -> None:
        names = ["-h", option.name] if option.name == "--help" else [option.name]
        if not option.value:
            self.add_argument(*names, action="store_true")
        elif option.repeats:
            self.add_argument(*names, action="append")
        else:
            self.add_argument(*names, required=option.required)


def parse(*, command: Command, arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one command as text, defaults filled in; files may stand among them.

    `given` of the result holds the keys of the options that were written, `problems` what is
    wrong with choices. Raises WrongUsage when an option is unknown, lacks its value or is missing.
    """
    # argparse forgets "--" when options and files are mixed, so what follows it is set aside.
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = _Parser(command).parse_intermixed_args(list(arguments[:end]))
    if command.files is not None:
        options.files += arguments[end + 1 :]
    empty = [option for option in command.options if getattr(options, option.key) in ("", [""])]
    if empty:
        raise WrongUsage([_lacks_value(option.name) for option in empty], command=command.name)
    written = {option for option in command.options if getattr(options, option.key)}
    options.given = frozenset(option.key for option in written)
    options.problems = [
        problem for option in written if (problem := _wrong_choice(option, options)) is not None
    ]
    for option in command.options:
        if option not in written and option.value:
            setattr(options, option.key, option.default)
    return options


def _wrong_choice(option: Option, options: argparse.Namespace) -> Text | None:
    """What is wrong with the value of an option that has a fixed set of values."""
    value = getattr(options, option.key)
    choices = option.value.split("|")
    if len(choices) == 1 or value in choices:
        return None
    known_ja, known_en = " か ".join(choices), " or ".join(choices)
    return Text(
        f"{option.name}：「{value}」ではなく {known_ja} を書いてください",
        f"{option.name}: “{value}” should be {known_en}",
    )


def nearest(word: str, known: Sequence[str]) -> Text | None:
    """A question whether one of the `known` words was meant."""
    found = difflib.get_close_matches(word.split("=")[0], known, n=1)
    if not found:
        return None
    return Text(f"（{found[0]} のことでしょうか）", f" (did you mean {found[0]}?)")


def _lacks_value(name: str) -> Text:
    return Text(_NO_VALUE.ja.format(name), _NO_VALUE.en.format(name))


def _said(message: str, command: Command) -> Text:
    for pattern, ja, en in _SAYINGS:
        found = re.fullmatch(pattern, message)
        if found:
            names = found.group(1).split(" ") if "unrecognized" in pattern else [found.group(1)]
            hint = nearest(names[0], [option.name for option in command.options])
            if "unrecognized" not in pattern or hint is None:
                hint = Text("", "")
            return Text(ja.format(names[0]) + hint.ja, en.format(names[0]) + hint.en)
    return Text(f"使い方が分かりません（{message}）", f"this cannot be understood ({message})")
