"""Pages of background work and of backups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goen.shop.jobs import operations as work
from goen.shop.jobs import queries
from goen.shop.run import archive, backup, operations
from goen.shop.run.forms import UploadForm
from goen.shop.staff.access import member, needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import now
from goen.shop.ui.toast import toast

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from goen.shop.jobs.models import Job
    from goen.shop.run.backup import Backup


@needs(Ability.SETTINGS)
def jobs(request: HttpRequest) -> HttpResponse:
    """All background work and what comes next."""
    shown = {"jobs": queries.latest(), "schedules": queries.schedules()}
    return render(request, "run/jobs.html", shown)


@needs(Ability.SEE)
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far one job is; may be left and come back to."""
    found = _own(request, job_id)
    template = "run/_job.html" if getattr(request, "htmx", False) else "run/job.html"
    tells = member(request).may(Ability.SETTINGS)
    return render(request, template, {"job": found, "tells": tells})


@require_POST
@needs(Ability.SEE)
def job_stop(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask a job to stop."""
    work.stop(job_id=_own(request, job_id).pk, now=now())
    return redirect("job", job_id)


@require_POST
@needs(Ability.SEE)
def job_again(request: HttpRequest, job_id: int) -> HttpResponse:
    """Have a job that failed or was stopped try again."""
    work.again(job_id=_own(request, job_id).pk)
    return redirect("job", job_id)


def _own(request: HttpRequest, job_id: int) -> Job:
    """A job that the member asked for; all of them for whoever keeps the settings."""
    found, who = queries.job(job_id=job_id), member(request)
    if found.by != who and not who.may(Ability.SETTINGS):
        raise PermissionDenied
    return found


@needs(Ability.SETTINGS)
def backups(request: HttpRequest) -> HttpResponse:
    """The backups of the data folder."""
    return _backups(request, UploadForm())


def _backups(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    shown = {"backups": backup.listed(home=settings.HOME), "form": form}
    return render(request, "run/backups.html", shown, status=status)


@require_POST
@needs(Ability.SETTINGS)
def backup_new(request: HttpRequest) -> HttpResponse:
    """Make a backup now."""
    asked = operations.ask_for_backup(by=member(request))
    return redirect("job", asked.pk)


@require_POST
@needs(Ability.SETTINGS)
def backup_upload(request: HttpRequest) -> HttpResponse:
    """Bring in a backup from elsewhere."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            chosen = operations.bring_in(
                by=member(request), file=form.cleaned_data["file"], now=now()
            )
        except archive.UnusableBackup as refused:
            form.add_error("file", refused.text.text(get_language() or "ja"))
        else:
            return redirect("backup_restore", chosen.name)
    return _backups(request, form, status=422)


@needs(Ability.SETTINGS)
def backup_file(request: HttpRequest, name: str) -> FileResponse:
    """Take a backup home."""
    chosen = _named(name)
    operations.take_home(by=member(request), chosen=chosen)
    return FileResponse(
        chosen.path.open("rb"),
        as_attachment=True,
        filename=chosen.name,
        content_type="application/zip",
    )


@needs(Ability.SETTINGS)
def backup_restore(request: HttpRequest, name: str) -> HttpResponse:
    """Show what would come back; on POST, go back to it."""
    chosen = _named(name)
    problem = ""
    if request.method == "POST":
        try:
            operations.go_back(by=member(request), chosen=chosen)
        except archive.UnusableBackup as refused:
            problem = refused.text.text(get_language() or "ja")
        else:
            toast(request, _("The backup is being restored. Please sign in again in a moment."))
            return render(request, "run/restoring.html", {"backup": chosen})
    shown = {"backup": chosen, "problem": problem}
    return render(request, "run/restore.html", shown, status=422 if problem else 200)


def _named(name: str) -> Backup:
    chosen = backup.named(home=settings.HOME, name=name)
    if chosen is None:
        raise Http404
    return chosen
