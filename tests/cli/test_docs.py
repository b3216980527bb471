from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from goen.cli._options import COMMANDS, Command

if TYPE_CHECKING:
    from pathlib import Path


def cell(text: str) -> str:
    """Text as it stands in a table."""
    return text.replace("|", "\\|")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_reference_has_each_option_as_the_help_has_it(checkout: Path, command: Command) -> None:
    text = (checkout / "docs" / "cli.md").read_text(encoding="utf-8")
    section = text.split(f"\n## goen {command.name}\n")[1].split("\n## ")[0]
    told = re.findall(r"^\| `(--.*?)` \| (.*?) \| (.*?) \| (.*?) \|$", section, re.MULTILINE)
    assert told == [
        (
            cell(f"{option.name} {option.value}".strip()),
            option.default or "",
            option.help.en,
            option.help.ja,
        )
        for option in command.options
    ]
    assert f"    {command.usage}\n" in section


def test_the_reference_has_each_exit_code(checkout: Path) -> None:
    text = (checkout / "docs" / "cli.md").read_text(encoding="utf-8")
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    assert codes == [0, 1, 2, 3, 4, 70, 130]


@pytest.mark.parametrize("page", ["README.md", "README.ja.md", "docs/cli.md"])
def test_the_commands_shown_are_understood(checkout: Path, page: str) -> None:
    """Every option of every `goen …` line in the pages exists."""
    text = (checkout / page).read_text(encoding="utf-8")
    commands = {command.name: command for command in COMMANDS}
    shown = re.findall(r"^ {4}(?:\.venv/bin/)?goen ([\w-]+)(.*)$", text, re.MULTILINE)
    assert shown
    for name, rest in shown:
        known = {option.name for option in commands[name].options}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known
