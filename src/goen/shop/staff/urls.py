"""Addresses of `staff`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import path

from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability
from goen.shop.staff.trail_list import TRAIL
from goen.shop.staff.views import first, mine, people, safety, sample
from goen.shop.ui.lists import list_urls

if TYPE_CHECKING:
    from collections.abc import Callable


def _trail_only(ability: str) -> Callable[[Any], Any]:
    """The trail is read, and taken out as a file, by those who may read it."""
    return needs(Ability.TRAIL if ability == "SEE" else Ability(ability))


urlpatterns = [
    path("setup/", first.set_up, name="setup"),
    path("join/<str:token>/", first.join, name="join"),
    path("staff/", people.people, name="people"),
    path("staff/invite/", people.invite, name="invite"),
    path("staff/departments/new/", people.department_new, name="department_new"),
    path("staff/<int:staff_id>/", people.person, name="person"),
    path("staff/<int:staff_id>/act/", people.person_act, name="person_act"),
    path("me/", mine.myself, name="myself"),
    path("me/history/", mine.my_history, name="my_history"),
    path("me/standing/", safety.standing, name="standing"),
    path("me/back/", safety.back_again, name="back_again"),
    path("me/second-factor/", safety.factor_first, name="factor_first"),
    path("settings/sign-in/", safety.safety, name="safety"),
    path("settings/company/", mine.own_company, name="own_company"),
    path("settings/sample/", sample.sample, name="sample"),
    path("undo/<uuid:group>/", mine.undo_group, name="undo"),
    *list_urls(TRAIL, at="trail/", guard=_trail_only),
]
