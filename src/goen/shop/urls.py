"""All addresses of the shop; each app brings its own."""

from __future__ import annotations

from django.urls import include, path

from goen.shop.staff.access import needs, open_to_all
from goen.shop.staff.roles import Ability
from goen.shop.ui import views as ui
from goen.shop.ui.search import views as search

# The frame does not know the roles; everybody who is signed in may open its own pages.
see = needs(Ability.SEE)

urlpatterns = [
    path("", see(ui.home), name="home"),
    path("settings/", see(ui.settings_index), name="settings"),
    path("more/", see(ui.more), name="more"),
    path("components/", see(ui.components), name="components"),
    path("search/", see(search.search), name="search"),
    path("search/recent/", see(search.recent), name="search_recent"),
    path("search/<str:kind>/<int:object_id>/", see(search.opened), name="search_open"),
    path("health", open_to_all(ui.health), name="health"),
    path("", include("goen.shop.staff.urls")),
    path("", include("goen.shop.errands.urls")),
    path("", include("goen.shop.customers.urls")),
    path("", include("goen.shop.fields.urls")),
    path("", include("goen.shop.consent.urls")),
    path("", include("goen.shop.fit.urls")),
    path("", include("goen.shop.touches.urls")),
    path("", include("goen.shop.sales.urls")),
    path("", include("goen.shop.portfolio.urls")),
    path("", include("goen.shop.rhythm.urls")),
    path("", include("goen.shop.sharing.urls")),
    path("", include("goen.shop.schemes.urls")),
    path("", include("goen.shop.figures.urls")),
    path("", include("goen.shop.advice.urls")),
    path("", include("goen.shop.meeting_sheet.urls")),
    path("", include("goen.shop.intake.urls")),
    path("", include("goen.shop.jobs.urls")),
    path("", include("goen.shop.run.urls")),
    path("accounts/", include("allauth.urls")),
]

handler400 = ui.bad_request
handler403 = ui.forbidden
handler404 = ui.not_found
handler500 = ui.broken
