"""Addresses of the analyses."""

from __future__ import annotations

from django.urls import path

from goen.shop.figures.pages import SECTION_PAGES
from goen.shop.figures.views import (
    cross,
    ledger,
    own_saving,
    people,
    portfolio,
    products,
    saving,
    section,
    simulator,
)

urlpatterns = [
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/people/", people.people, name="figures_people"),
    path("portfolio/ledger/", ledger.ledger, name="figures_ledger"),
    path("portfolio/ledger/file/", ledger.ledger_file, name="figures_ledger_file"),
    path("portfolio/people/file/", people.people_file, name="figures_people_file"),
    *(
        path(
            f"portfolio/{one.key.replace('_', '-')}/",
            section.section,
            {"key": one.key},
            name=one.url_name,
        )
        for one in SECTION_PAGES
    ),
    path("portfolio/products/", products.products, name="figures_products"),
    path("portfolio/simulator/", simulator.simulator, name="figures_simulator"),
    path("portfolio/cross/", cross.cross, name="figures_cross"),
    path("portfolio/own/<str:page>.<str:form>", own_saving.own_saved, name="figures_own_file"),
    path("portfolio/file/<str:section>.<str:form>", saving.saved, name="figures_file"),
]
