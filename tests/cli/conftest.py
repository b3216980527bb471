from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goen.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run `goen` with these words: (exit code, standard output, standard error). Japanese."""
    for name in ("GOEN_LANG", "GOEN_DEBUG", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def goen(*words: str) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return goen
