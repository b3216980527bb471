"""The copier, which reads the database in a process of its own."""

from __future__ import annotations

import sqlite3
from threading import Timer
from typing import TYPE_CHECKING

from goen.shop.mart.copying import Order
from goen.shop.mart.operations import copy

if TYPE_CHECKING:
    from pathlib import Path


def test_it_waits_while_the_file_is_locked(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite3"
    other = sqlite3.connect(ledger, check_same_thread=False, isolation_level=None)
    other.execute("CREATE TABLE sale (amount)")
    other.execute("BEGIN EXCLUSIVE")  # so is a file that is brought back after a kill
    other.execute("INSERT INTO sale VALUES (100)")
    ending = Timer(3, lambda: other.execute("COMMIT"))
    ending.start()
    asked = {"sales": "SELECT amount FROM sale"}
    assert copy(Order("sqlite", str(ledger), str(tmp_path), asked)) == {"sales": 1}
    ending.join()
    other.close()
