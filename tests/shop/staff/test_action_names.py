"""Every action of the trail has a name in words."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.translation import override

import goen.shop
from goen.shop.jobs.registry import kinds
from goen.shop.staff.action_names import ACTION_NAMES, action_name

ROOMS = (
    "advice|consent|customers|fields|fit|intake|lists|meeting_sheet|portfolio|rhythm|run|sales"
    "|schemes|sharing|staff|touches"
)


def test_every_action_in_the_code_has_a_name():
    said = re.compile(rf'(?:action|name)=f?"((?:{ROOMS})\.[a-z_.]+?)\.?(?:\{{[^"]*)?"')
    found = {
        action
        for path in Path(goen.shop.__path__[0]).rglob("*.py")
        for action in said.findall(path.read_text(encoding="utf-8"))
    }
    jobs = set(kinds)  # work in the background has names of its own
    begun = {one for one in found if any(name.startswith(f"{one}.") for name in ACTION_NAMES)}
    assert len(found) > 40
    assert {one for one in found - jobs - begun if action_name(one) == one} == set()


def test_names_are_in_japanese_too():
    with override("ja"):
        assert [a for a, name in ACTION_NAMES.items() if str(name).isascii()] == []


def test_a_kind_of_action_stands_for_its_members():
    assert action_name("consent.request.done") == str(ACTION_NAMES["consent.request"])
    assert action_name("nobody.knows.this") == "nobody.knows.this"
