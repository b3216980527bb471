"""Addresses of consent and the request desk."""

from __future__ import annotations

from django.urls import path

from goen.shop.consent import views, views_desk

urlpatterns = [
    path("customers/<int:customer_id>/consent/", views.consent, name="consent"),
    path("customers/<int:customer_id>/request/", views_desk.request_new, name="person_request_new"),
    path("consent/purposes/", views.purposes, name="consent_purposes"),
    path("requests/", views_desk.requests, name="person_requests"),
    path("requests/<int:request_id>/", views_desk.person_request, name="person_request"),
    path("requests/<int:request_id>/answer/", views_desk.request_answer, name="request_answer"),
    path(
        "requests/<int:request_id>/disclosure.<str:form>",
        views_desk.request_disclosure,
        name="request_disclosure",
    ),
]
