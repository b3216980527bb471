"""Pages of comments, meetings, rules and duties."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goen.shop.sharing import comments, duties, meetings
from goen.shop.sharing.models import Comment, Duty, Meeting, Rule
from goen.shop.staff.access import member, needs
from goen.shop.staff.models import Staff
from goen.shop.staff.roles import Ability
from goen.shop.staff.trail import Subject, record
from goen.shop.ui.clock import now, today
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class CommentForm(forms.Form):
    """One comment."""

    text = forms.CharField(
        label=gettext_lazy("Write a comment"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Write @ and a name to tell that person. Others read it too."),
    )


class MeetingForm(forms.ModelForm):
    """A meeting to be planned."""

    class Meta:
        model = Meeting
        fields = ("title", "on", "attendees")
        widgets = {  # noqa: RUF012
            "on": forms.DateInput(attrs={"type": "date"}),
            "attendees": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["attendees"]
        assert isinstance(people, forms.ModelMultipleChoiceField)  # noqa: S101
        people.queryset = Staff.objects.filter(is_active=True)


class DecisionForm(forms.Form):
    """What was decided."""

    what = forms.CharField(label=gettext_lazy("What was decided"), max_length=200)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who does it"), queryset=Staff.objects.filter(is_active=True)
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"})
    )


class RuleForm(forms.ModelForm):
    """Who is told of what."""

    class Meta:
        model = Rule
        fields = ("what", "who", "role", "department", "person", "how")


class DutyForm(forms.ModelForm):
    """Who must look when."""

    class Meta:
        model = Duty
        fields = ("page", "role", "every")


@needs(Ability.RECORD)
@require_POST
def comment_write(request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
    """Say something about a customer, a touch or a voice."""
    form = CommentForm(request.POST)
    try:
        row = comments.subject_of(kind=kind, object_id=object_id)
    except (KeyError, ObjectDoesNotExist) as gone:
        raise Http404 from gone
    if form.is_valid():
        text = form.cleaned_data["text"]
        comments.write_comment(
            by=member(request), kind=kind, object_id=object_id, text=text, now=now()
        )
        toast(request, _("The comment is kept"))
    url_name, pk = comments.page_of(kind=kind, row=row)
    return redirect(url_name, pk)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def comment_correct(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Correct one's own comment."""
    comment = get_object_or_404(Comment, pk=comment_id, deleted_at=None, by=member(request))
    form = CommentForm(request.POST or None, initial={"text": comment.text})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        comments.correct_comment(by=member(request), comment_id=comment_id, text=text, now=now())
        toast(request, _("The comment is corrected"))
        return _to(comment)
    return render(request, "sharing/comment.html", {"form": form, "comment": comment})


@needs(Ability.RECORD)
@require_POST
def comment_take_back(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take one's own comment back."""
    comment = get_object_or_404(Comment, pk=comment_id, deleted_at=None, by=member(request))
    comments.take_back_comment(by=member(request), comment_id=comment_id, now=now())
    toast(request, _("The comment is taken back"))
    return _to(comment)


def _to(comment: Comment) -> HttpResponse:
    row = comments.subject_of(kind=comment.kind, object_id=comment.object_id)
    url_name, pk = comments.page_of(kind=comment.kind, row=row)
    return redirect(url_name, pk)


@needs(Ability.RECORD)
@require_http_methods(["GET", "POST"])
def meeting_list(request: HttpRequest) -> HttpResponse:
    """All meetings; plan one."""
    form = MeetingForm(request.POST or None, initial={"on": today(), "title": _("Meeting")})
    if request.method == "POST" and form.is_valid():
        meeting = meetings.plan_meeting(
            by=member(request), **form.cleaned_data, now=now(), since=timedelta(days=30)
        )
        toast(request, _("The agenda is made"))
        return redirect("meeting", meeting.pk)
    rows = Meeting.objects.order_by("-on", "-pk")[:100]
    return render(request, "sharing/meetings.html", {"form": form, "meetings": rows})


@needs(Ability.SEE)
@require_GET
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting on one sheet."""
    return _meeting(request, get_object_or_404(Meeting, pk=meeting_id), DecisionForm())


def _meeting(request: HttpRequest, row: Meeting, form: DecisionForm) -> HttpResponse:
    context = {
        "meeting": row,
        "points": row.points.all(),
        "decisions": row.decisions.filter(action__deleted_at=None).select_related("action__owner"),
        "before": meetings.decided_before(meeting=row),
        "form": form,
        "today": today(),
        "may_write": member(request).may(Ability.RECORD),
    }
    return render(request, "sharing/meeting.html", context, status=422 if form.errors else 200)


@needs(Ability.RECORD)
@require_POST
def meeting_note(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Keep the notes and the order of the points."""
    row = get_object_or_404(Meeting, pk=meeting_id)
    points = list(row.points.all())
    notes = {one.pk: request.POST.get(f"note-{one.pk}", one.note)[:4000] for one in points}

    def place(pk: int, old: int) -> int:
        value = request.POST.get(f"place-{pk}", "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else old + 1

    order = sorted(points, key=lambda one: (place(one.pk, one.position), one.position))
    meetings.note_points(
        by=member(request), meeting=row, notes=notes, order=[one.pk for one in order]
    )
    toast(request, _("The notes are kept"))
    return redirect("meeting", meeting_id)


@needs(Ability.RECORD)
@require_POST
def meeting_decide(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Keep what was decided."""
    row = get_object_or_404(Meeting, pk=meeting_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _meeting(request, row, form)
    meetings.decide(by=member(request), meeting=row, now=now(), **form.cleaned_data)
    toast(request, _("The decision is kept; it stands on the home page until done"))
    return redirect("meeting", meeting_id)


@needs(Ability.SEE)
@require_GET
def duty_list(request: HttpRequest) -> HttpResponse:
    """Who did what they must look at."""
    rows = duties.standings(today=today())
    return render(request, "sharing/duties.html", {"standings": rows})


@needs(Ability.APPROVE)
@require_http_methods(["GET", "POST"])
def rule_list(request: HttpRequest) -> HttpResponse:
    """Rules of sharing and duties; add one."""
    wants = request.POST.get("add", "")
    rule = RuleForm(request.POST if wants == "rule" else None, prefix="rule")
    duty = DutyForm(request.POST if wants == "duty" else None, prefix="duty")
    form = {"rule": rule, "duty": duty}.get(wants)
    if form is not None and form.is_valid():
        row = form.save(commit=False)
        if wants == "rule":
            row.approved_at = now()
        else:
            row.since = today()
        row.save()
        record(by=member(request), action="sharing.rule.added", subject=Subject.of(row))
        toast(request, _("The rule counts now"))
        return redirect("sharing_rules")
    context = {"rules": Rule.objects.all(), "duties": Duty.objects.all()}
    return render(request, "sharing/rules.html", {**context, "rule": rule, "duty": duty})


@needs(Ability.APPROVE)
@require_POST
def rule_stop(request: HttpRequest, kind: str, row_id: int) -> HttpResponse:
    """Stop a rule or a duty."""
    model: Any = {"rule": Rule, "duty": Duty}.get(kind)
    if model is None:
        raise Http404
    row = get_object_or_404(model, pk=row_id)
    record(by=member(request), action="sharing.rule.stopped", subject=Subject.of(row))
    row.delete()
    toast(request, _("The rule is gone"))
    return redirect("sharing_rules")
