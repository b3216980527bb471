"""Pages of comments and of the read log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.sharing import comments, duties
from goen.shop.sharing.forms import CommentForm, CorrectionForm
from goen.shop.sharing.models import Comment
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.RECORD)
@require_POST
def comment_write(request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
    """Say something about a customer, a touch or a voice; what cannot be kept is asked again."""
    row = _row(kind, object_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        names = comments.names(by=member(request))
        return _ask(request, form, title=_("Write a comment"), row=row, kind=kind, names=names)
    text = form.cleaned_data["text"]
    comment = comments.write_comment(
        by=member(request), kind=kind, object_id=object_id, text=text, now=now()
    )
    toast(request, _("The comment is kept"))
    return redirect(comments.page_of(comment))


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def comment_correct(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Correct one's own comment."""
    comment = get_object_or_404(Comment, pk=comment_id, deleted_at=None, by=member(request))
    row = _row(comment.kind, comment.object_id)
    form = CorrectionForm(request.POST or None, initial={"text": comment.text})
    if not form.is_valid():
        return _ask(request, form, title=_("Correct the comment"), row=row, kind=comment.kind)
    text = form.cleaned_data["text"]
    comments.correct_comment(by=member(request), comment_id=comment_id, text=text, now=now())
    toast(request, _("The comment is corrected"))
    return redirect(comments.page_of(comment))


@needs(Ability.RECORD)
@require_POST
def comment_take_back(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take one's own comment back."""
    comment = get_object_or_404(Comment, pk=comment_id, deleted_at=None, by=member(request))
    _row(comment.kind, comment.object_id)
    comments.take_back_comment(by=member(request), comment_id=comment_id, now=now())
    toast(request, _("The comment is taken back"))
    return redirect(comment.kind, comment.object_id)


def _row(kind: str, object_id: int) -> Any:
    try:
        return comments.subject_of(kind=kind, object_id=object_id)
    except (KeyError, ObjectDoesNotExist) as gone:
        raise Http404 from gone


def _ask(request: HttpRequest, form: CorrectionForm, *, kind: str, **more: Any) -> HttpResponse:
    context = {"form": form, "back": reverse(kind, args=[more["row"].pk]), **more}
    return render(request, "sharing/comment.html", context, status=422 if form.errors else 200)


@needs(Ability.SEE)
@require_GET
def duty_list(request: HttpRequest) -> HttpResponse:
    """Who did what they must look at."""
    rows = duties.standings(today=today())
    context = {"standings": rows, "may_approve": member(request).may(Ability.APPROVE)}
    return render(request, "sharing/duties.html", context)
