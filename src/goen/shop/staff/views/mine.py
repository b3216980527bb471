"""Pages about oneself and the company: settings, what I did, undoing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.shop.staff import operations
from goen.shop.staff.access import member, needs, page_before
from goen.shop.staff.action_names import action_name
from goen.shop.staff.forms import CompanyForm, MyselfForm
from goen.shop.staff.models import OwnCompany, Staff, Trail
from goen.shop.staff.roles import Ability
from goen.shop.staff.undo import NothingToUndo, can_undo, in_words, undo, undo_later
from goen.shop.ui.clock import now
from goen.shop.ui.lists import bulk_action, declared_list
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

RECENT = 200
HEADS = ("lists.changed", "staff.undone")  # each at the head of a group that may be large


@needs(Ability.SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def myself(request: HttpRequest) -> HttpResponse:
    """One's own name, language and how lists look; doors to password, second factor, sessions."""
    form = MyselfForm(request.POST or None, instance=member(request))
    if request.method == "POST" and form.is_valid():
        me = member(request)
        me.refresh_from_db()
        operations.change_myself(by=me, values=form.cleaned_data)
        toast(request, _("Changed your settings."))
        return redirect("myself")
    return render(request, "staff/myself.html", {"form": form})


@needs(Ability.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def own_company(request: HttpRequest) -> HttpResponse:
    """Name, purpose, industry and language of the company."""
    form = CompanyForm(request.POST or None, instance=OwnCompany.objects.get())
    if request.method == "POST" and form.is_valid():
        operations.change_company(by=member(request), values=form.cleaned_data)
        toast(request, _("Changed the company."))
        return redirect("settings")
    return render(request, "staff/company.html", {"form": form})


@needs(Ability.SEE)
@require_safe
def my_history(request: HttpRequest) -> HttpResponse:
    """What I did lately, each with its way back."""
    groups: dict[UUID, dict[str, Any]] = {}
    for row in _latest(member(request)):
        group = groups.setdefault(
            row.group, {"row": row, "count": 0, "group": row.group, "can": row.action in HEADS}
        )
        group["count"] += _count(row)
        group["can"] = group["can"] or (can_undo(row.kind) and bool(row.changes))
    undone = set(
        Trail.objects.filter(staff=member(request), action="staff.undone").values_list(
            "label", flat=True
        )
    )
    for key, group in groups.items():
        group["name"] = action_name(group["row"].action)
        group["label"] = _label(group["row"])
        group["undone"] = str(key) in undone
    return render(request, "staff/my_history.html", {"groups": list(groups.values())})


def _latest(who: Staff) -> list[Trail]:
    """The newest rows; of what was done to many at once only the head, however many there are."""
    mine = Trail.objects.filter(staff=who).order_by("-pk")
    heads = list(mine.filter(action__in=HEADS).values_list("group", flat=True)[:RECENT])
    return list(mine.exclude(~Q(action__in=HEADS), group__in=heads)[:RECENT])


def _count(row: Trail) -> int:
    """How many rows of a list a row of the trail stands for."""
    counts = [change["to"] for change in row.changes if change["field"] == "count"]
    return counts[0] if row.action in HEADS and counts else 1


def _label(row: Trail) -> str:
    """The name of what was changed; of a list, its title and what was done to its rows."""
    if row.action == "staff.undone":
        return ""
    if row.kind == "list" and row.action != "lists.changed":
        return _title(row.label)
    if row.action != "lists.changed":
        return row.label
    key = next((change["to"] for change in row.changes if change["field"] == "action"), "")
    action = bulk_action(row.label, key)
    return f"{declared_list(row.label).title}・{action.label}" if action else row.label


def _title(name: str) -> str:
    """What people call the list `name`."""
    try:
        return str(declared_list(name).title)
    except LookupError:
        return name


@needs(Ability.SEE)
@require_POST
def undo_group(request: HttpRequest, group: UUID) -> HttpResponse:
    """Undo what one did; back to where one was."""
    try:
        if later := undo_later(by=member(request), group=group):
            return redirect(later)
        done = undo(by=member(request), group=group, now=now())
    except NothingToUndo:
        toast(request, _("There is nothing left to undo."))
    else:
        text = ngettext("Undone: %(n)d change.", "Undone: %(n)d changes.", done.objects)
        text = in_words(by=member(request), group=group) or text % {"n": done.objects}
        if done.kept:
            names = ", ".join(done.kept[:10])
            text += " " + _("Changed since, and kept: %(names)s") % {"names": names}
        toast(request, text)
    return redirect(page_before(request))
