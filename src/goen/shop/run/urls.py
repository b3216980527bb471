"""Addresses of `run`."""

from __future__ import annotations

from django.urls import path

from goen.shop.run import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:job_id>/", views.job, name="job"),
    path("jobs/<int:job_id>/stop/", views.job_stop, name="job_stop"),
    path("jobs/<int:job_id>/again/", views.job_again, name="job_again"),
    path("settings/backups/", views.backups, name="backups"),
    path("settings/backups/new/", views.backup_new, name="backup_new"),
    path("settings/backups/upload/", views.backup_upload, name="backup_upload"),
    path("settings/backups/<str:name>/", views.backup_file, name="backup_file"),
    path("settings/backups/<str:name>/restore/", views.backup_restore, name="backup_restore"),
]
