"""All addresses of the shop; each app brings its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("goen.shop.ui.urls")),
    path("", include("goen.shop.staff.urls")),
    path("", include("goen.shop.customers.urls")),
    path("", include("goen.shop.fields.urls")),
    path("", include("goen.shop.consent.urls")),
    path("", include("goen.shop.fit.urls")),
    path("", include("goen.shop.touches.urls")),
    path("", include("goen.shop.jobs.urls")),
    path("", include("goen.shop.run.urls")),
    path("accounts/", include("allauth.urls")),
]
