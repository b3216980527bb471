from __future__ import annotations

import pytest

from goen.shop.staff.models import AppendOnly, Trail
from goen.shop.staff.roles import Ability
from goen.shop.staff.trail import differences, record

pytestmark = pytest.mark.django_db


def test_rows_of_the_trail_are_added_and_never_changed(people):
    row = record(by=people["STAFF"], action="test.thing.done")
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()
    with pytest.raises(AppendOnly):
        Trail.objects.all().delete()
    with pytest.raises(AppendOnly):
        Trail.objects.update(action="other")


def test_only_what_differs_is_kept():
    told = differences(before={"a": 1, "b": 2}, after={"a": 1, "b": 3})
    assert told == [{"field": "b", "from": 2, "to": 3}]


def test_each_role_may_what_its_table_says(people):
    assert all(people["PRESIDENT"].may(ability) for ability in Ability)
    assert [ability for ability in Ability if people["VIEWER"].may(ability)] == [Ability.SEE]
    assert not people["STAFF"].may(Ability.IMPORT)
    assert not people["CLERK"].may(Ability.EXPORT)
