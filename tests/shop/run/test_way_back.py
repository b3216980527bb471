"""A president who lost the telephone gets in again, from the machine itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.shop.run.kit import MAIL

if TYPE_CHECKING:
    from tests.shop.run.kit import Shop


def test_a_president_without_the_telephone_gets_in_again(shop: Shop) -> None:
    with closing(sqlite3.connect(shop.database)) as base, base:
        base.execute(
            "INSERT INTO mfa_authenticator (type, data, user_id, created_at) "
            "SELECT 'totp', '{}', id, '2026-11-22' FROM staff_staff"
        )
    assert shop.goen("reset-second-factor", "nobody@example.jp").returncode == 3
    done = shop.goen("reset-second-factor", MAIL.upper())
    assert done.returncode == 0
    with closing(sqlite3.connect(shop.database)) as base:
        assert base.execute("SELECT count(*) FROM mfa_authenticator").fetchone() == (0,)
        told = "SELECT staff_id FROM staff_trail WHERE action = 'staff.second_factor.reset'"
        assert base.execute(told).fetchall() == [(None,)]
