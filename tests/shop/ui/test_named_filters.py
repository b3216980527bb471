"""Saved filters: names, other names, whose they are, and where they stand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goen.shop.ui.models import SavedFilter

pytestmark = pytest.mark.django_db


def test_a_removed_filter_comes_back(client_of):
    client = client_of("MANAGER")
    data = {"fact.0": "owner", "op.0": "me", "do": "name", "name": "わたしの", "shared": "1"}
    client.post(reverse("customers_build"), data)
    kept = SavedFilter.objects.get(name="わたしの")
    client.post(reverse("customers_drop"), {"forget": kept.pk})
    assert not SavedFilter.objects.filter(name="わたしの").exists()
    assert client_of("MANAGER").post(reverse("customers_filter_restore")).status_code == 404
    client.post(reverse("customers_filter_restore"))
    assert SavedFilter.objects.get(name="わたしの", shared=True) == kept


def name_filters(client, *names):
    """Keep a filter under each name; gives their keys."""
    for name in names:
        data = {"fact.0": "owner", "op.0": "me", "do": "name", "name": name}
        client.post(reverse("customers_build"), data)
    return {one.name: one.pk for one in SavedFilter.objects.exclude(name="")}


def test_a_filter_gets_another_name_and_keeps_its_conditions(client_of):
    client = client_of("STAFF")
    keys = name_filters(client, "わたしの", "春")
    address = f"{reverse('customers_rename')}?filter={keys['わたしの']}"
    before = SavedFilter.objects.get(pk=keys["わたしの"]).tree
    assert client.post(address, {"name": " 担当の方 "}).status_code == 302
    kept = SavedFilter.objects.get(pk=keys["わたしの"])
    assert (kept.name, kept.tree) == ("担当の方", before)
    assert "「担当の方」" in client.get(reverse("customers")).content.decode()
    for name in ("春", "  "):  # another one's, and none at all
        client.post(address, {"name": name})
        kept.refresh_from_db()
        assert kept.name == "担当の方"
    assert "「春」" in client.get(reverse("customers")).content.decode()


def test_nobody_renames_another_s_filter(client_of):
    key = name_filters(client_of("MANAGER"), "店長の")["店長の"]
    address = f"{reverse('customers_rename')}?filter={key}"
    assert client_of("STAFF").post(address, {"name": "わたしの"}).status_code == 404
    SavedFilter.objects.update(shared=True)
    assert client_of("STAFF").post(address, {"name": "わたしの"}).status_code == 403
    client_of("PRESIDENT").post(address, {"name": "みんなの"})
    assert SavedFilter.objects.get(pk=key).name == "みんなの"


def test_many_filters_stand_in_a_menu_and_the_one_in_use_stays_a_tab(client_of):
    client = client_of("STAFF")
    names = [f"条件{number}" for number in range(1, 7)]
    keys = name_filters(client, *names)

    def shown(address):
        page = client.get(address).content.decode()
        tabs, _menu, rest = page.partition("tabs-more")
        return [{name for name in names if name in part} for part in (tabs, rest.split("</ul>")[0])]

    assert shown(reverse("customers")) == [set(names[:4]), set(names[4:])]
    used = f"{reverse('customers')}?filter={keys['条件6']}"
    assert shown(used) == [{*names[:3], "条件6"}, {"条件4", "条件5"}]
