"""The table in the guide says what the code does."""

from __future__ import annotations

import re

from goen.shop.staff.roles import ABILITIES, Ability, Role

ROLES = [Role.PRESIDENT, Role.MANAGER, Role.STAFF, Role.CLERK, Role.VIEWER]


def test_the_guide_s_table_is_the_code_s(checkout):
    page = (checkout / "docs" / "guide" / "roles.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z]+)` [^|]*\|(.*)\|$", page, re.M)
    told = {name: [cell.strip() == "○" for cell in cells.split("|")] for name, cells in rows}
    assert told == {
        ability.value: [ability in ABILITIES[role] for role in ROLES] for ability in Ability
    }
