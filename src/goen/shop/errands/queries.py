"""What is asked about errands: whose they are, how far they are, how they ended, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goen.shop.errands import files, operations
from goen.shop.errands.jobs import changed_rows
from goen.shop.errands.models import Errand
from goen.shop.jobs.models import State
from goen.shop.staff.access import member
from goen.shop.staff.undo import was_undone
from goen.shop.ui.lists import bulk_action, columns_for, declared_list

if TYPE_CHECKING:
    from django.http import HttpRequest

    from goen.shop.jobs.models import Job
    from goen.shop.staff.models import Staff

LATEST = 50


def own(*, by: Staff, errand_id: int) -> Errand:
    """One errand of this person. Raises Http404, also for somebody else's."""
    rows = Errand.objects.select_related("job", "by").exclude(job=None)
    return get_object_or_404(rows, by=by, pk=errand_id)


def latest(*, by: Staff) -> list[Account]:
    """The newest errands of this person."""
    rows = Errand.objects.filter(by=by).exclude(job=None).select_related("job", "by")
    return [Account(errand) for errand in rows.order_by("-pk")[:LATEST]]


def untold(*, by: Staff) -> list[Account]:
    """What runs for this person, and what ended and was not seen yet; the newest first."""
    rows = Errand.objects.filter(by=by, told_at=None).exclude(job=None)
    # Asked on every page, and seldom anything: no join with the work.
    return [Account(errand) for errand in rows.prefetch_related("job").order_by("-pk")[:3]]


def calls(request: HttpRequest) -> dict[str, Any]:
    """What stands above every page of the person, but for the errand's own page."""
    here = request.path
    found = [one for one in untold(by=member(request)) if one.url != here]
    return {"errands": found}


def may_fetch(*, request: HttpRequest, errand: Errand) -> bool:
    """Whether the person may still see what is in the file: the list and each of its columns."""
    declared = declared_list(errand.list_name)
    shown = set(errand.wish["look"]["columns"])
    abilities = (declared.ability, *errand.wish.get("abilities", ()))
    return all(map(member(request).may, abilities)) and shown <= set(
        columns_for(declared.name, request)
    )


@dataclass(frozen=True)
class Account:
    """An errand as it is shown."""

    errand: Errand

    @property
    def job(self) -> Job:
        """The work itself."""
        assert self.errand.job is not None  # noqa: S101 - asked for only with one
        return self.errand.job

    @property
    def url(self) -> str:
        """Its page."""
        return operations.address(self.errand)

    @property
    def tone(self) -> str:
        """How its end is coloured."""
        if self.refused or self.job.state == State.FAILED:
            return "bad"
        if self.job.open:
            return "info"
        return "good" if self.job.state == State.DONE else "warn"

    @property
    def said(self) -> str:
        """Changes as often as a screen reader should speak: at each quarter and at the end."""
        return f"{self.job.state}-{(self.job.percent or 0) // 25}"

    @property
    def list_title(self) -> str:
        """What the list is called."""
        return str(declared_list(self.errand.list_name).title) if self.errand.list_name else ""

    @cached_property
    def title(self) -> str:
        """What is done to what."""
        name = self.list_title
        action = bulk_action(self.errand.list_name, self.errand.what)
        match self.errand.kind:
            case Errand.Kind.FILE:
                return _("%(list)s as a file") % {"list": name}
            case Errand.Kind.UNDO:
                undone = _("%(list)s: %(action)s") % {
                    "list": name,
                    "action": action.label if action else "",
                }
                return _("Undo “%(what)s”") % {"what": undone} if action else _("Undo a change")
        return _("%(list)s: %(action)s") % {"list": name, "action": action.label if action else "—"}

    @property
    def counted(self) -> str:
        """How many rows it is about."""
        if not self.errand.list_name:
            return f"{self.errand.count:,}"
        return declared_list(self.errand.list_name).counted(self.errand.count)

    @property
    def result(self) -> dict[str, Any]:
        """What its end left, if it came to its end."""
        return self.job.result if isinstance(self.job.result, dict) else {}

    @property
    def refused(self) -> str:
        """Why it was not done, or not wholly."""
        return str(self.result.get("refused", ""))

    @cached_property
    def changed(self) -> int:
        """How many rows a change has changed so far."""
        return int(self.result.get("changed", -1)) if self._whole else changed_rows(self.errand)

    @property
    def _whole(self) -> bool:
        return "changed" in self.result

    @property
    def sentence(self) -> str:
        """What it did, in a sentence."""
        match self.errand.kind:
            case Errand.Kind.CHANGE:
                action = bulk_action(self.errand.list_name, self.errand.what)
                return action.done(self.changed) if action else f"{self.changed:,}"
            case Errand.Kind.UNDO:
                back = (self.result or self.job.kept or {}).get("back", 0)
                return ngettext("Undone: %(n)s change.", "Undone: %(n)s changes.", back) % {
                    "n": f"{back:,}"
                }
        rows = self.result.get("rows", 0)
        return ngettext("The file has %(n)s row.", "The file has %(n)s rows.", rows) % {
            "n": f"{rows:,}"
        }

    @property
    def rest(self) -> str:
        """What it left as it was, and why."""
        if self.errand.kind == Errand.Kind.UNDO and self.result.get("left"):
            return _("Changed since, and kept: %(n)s (%(names)s …)") % {
                "n": f"{self.result['left']:,}",
                "names": ", ".join(self.result["names"]),
            }
        left = self.errand.count - self.changed if self._whole else 0
        if left <= 0:
            return str(self.result.get("missing", ""))
        return ngettext(
            "%(n)s was so already, or was in the trash by then.",
            "%(n)s were so already, or were in the trash by then.",
            left,
        ) % {"n": f"{left:,}"}

    @property
    def undo_url(self) -> str:
        """Where the whole is undone; nothing when there is nothing to undo, or it was undone."""
        errand = self.errand
        if errand.kind != Errand.Kind.CHANGE or self.job.open or not self.changed:
            return ""
        undone = errand.group is not None and was_undone(group=errand.group)
        return "" if undone else reverse("undo", args=[errand.group])

    @property
    def can_go_on(self) -> bool:
        """Whether what was stopped can go on."""
        return operations.can_go_on(errand=self.errand)

    @cached_property
    def has_file(self) -> bool:
        """Whether the file is still there."""
        return files.path_of(errand=self.errand) is not None

    @property
    def list_url(self) -> str:
        """The list it is about."""
        name = self.errand.list_name
        return reverse(declared_list(name).url_name) if name else ""
