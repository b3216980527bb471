"""What `goen import`, `imports`, `undo` and `export` do: through the operations of the wizard.

Each gives an account, a mapping that is JSON as docs/cli.md describes it; the command line parses
and prints. Messages come in both languages.
"""

from __future__ import annotations

from goen.shop.intake.commands.account import of_batch, of_batches, of_stayed, of_undo
from goen.shop.intake.commands.going import HELD, begin, resume, take_back
from goen.shop.intake.commands.refused import NoUse, Refused
from goen.shop.intake.commands.sending import Wish, checked, discard
from goen.shop.intake.commands.who import person
from goen.shop.intake.left import held

__all__ = [
    "HELD",
    "NoUse",
    "Refused",
    "Wish",
    "begin",
    "checked",
    "discard",
    "held",
    "of_batch",
    "of_batches",
    "of_stayed",
    "of_undo",
    "person",
    "resume",
    "take_back",
]
