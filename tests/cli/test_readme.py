"""What the readmes show is what the commands say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

COMMANDS = ("goen sample --out shop --until 2026-03-31", "goen analyze shop/sales.csv")


@pytest.mark.parametrize(("page", "lang"), [("README.md", "en"), ("README.ja.md", "ja")])
def test_the_output_shown_is_true(
    run: Run,
    checkout: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    lang: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOEN_LANG", lang)
    monkeypatch.setenv("COLUMNS", "80")
    said = [run(*command.split()[1:])[1] for command in COMMANDS][-1]
    text = (checkout / page).read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"    .venv/bin/{command}\n" in text
    shown = re.search(rf"^ {{4}}\.venv/bin/{COMMANDS[-1]}\n\n(.*?)\n\n(?! )", text, re.M | re.S)
    assert shown
    block = re.sub(r"^ {4}", "", shown[1], flags=re.M)
    assert len(block.splitlines()) > 20
    for part in block.split("\n\n"):
        assert part in said
