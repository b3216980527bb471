"""Addresses of what to do next."""

from __future__ import annotations

from django.urls import path

from goen.shop.advice.views import acts, findings, playbook, questions, settings

urlpatterns = [
    path("advice/", findings.advice, name="advice"),
    path("advice/playbook/", playbook.playbook, name="playbook"),
    path("advice/playbook/<str:rank>/<str:status>/", playbook.play_edit, name="play_edit"),
    path("advice/playbook/<str:rank>/<str:status>/usual/", playbook.play_usual, name="play_usual"),
    path("advice/prices/", settings.prices, name="advice_prices"),
    path("advice/prices/<int:price_id>/remove/", settings.price_remove, name="advice_price_remove"),
    path("advice/three-questions/", questions.three_questions, name="three_questions"),
    path("advice/<slug:key>/", findings.finding, name="advice_finding"),
    path("advice/<slug:key>/tasks/", acts.tasks, name="advice_tasks"),
    path("advice/<slug:key>/list/", acts.customer_list, name="advice_list"),
    path("advice/<slug:key>/letters.xlsx", acts.letters, name="advice_letters"),
    path("advice/<slug:key>/decline/", acts.decline, name="advice_decline"),
    path("advice/<slug:key>/assumption/", settings.assumption, name="advice_assumption"),
]
