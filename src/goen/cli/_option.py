"""What a command and an option are; `_options.py` and `_options_shop.py` list them."""

from __future__ import annotations

from dataclasses import dataclass, field

from goen.japanese import Text


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `value` is the word for its value in the help; empty for a switch."""

    name: str
    value: str
    help: Text
    default: str | None = None
    required: bool = False
    repeats: bool = False

    @property
    def key(self) -> str:
        """The name under which the parser keeps the value."""
        return self.name.removeprefix("--").replace("-", "_")


@dataclass(frozen=True, slots=True)
class Group:
    """Options that belong together in the help."""

    title: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `files` explains its positional arguments; None when it has none."""

    name: str
    help: Text
    usage: str
    groups: tuple[Group, ...]
    files: Text | None = None
    operand: str = "FILE"  # the word for a positional argument in the help
    examples: tuple[str, ...] = field(default=())

    @property
    def options(self) -> tuple[Option, ...]:
        """All options, in the order of the help."""
        return tuple(option for group in self.groups for option in group.options)


LANG = Option(
    "--lang",
    "ja|en",
    Text(
        "表示とレポートの言語。指定がなければ GOEN_LANG、次に端末の設定に従います",
        "language of messages and reports; otherwise GOEN_LANG, then the terminal's setting",
    ),
)
HELP = Option("--help", "", Text("この説明を出します（-h も同じ）", "show this help (also -h)"))
