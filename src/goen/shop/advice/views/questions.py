"""The three questions to the president, answered by what the shop has on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from goen.shop.advice.evidence.answers import answers, uncounted
from goen.shop.staff.access import needs
from goen.shop.staff.roles import Ability
from goen.shop.ui.clock import today

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@needs(Ability.SEE)
@require_safe
def three_questions(request: HttpRequest) -> HttpResponse:
    """One place? Recorded and used? Quickly to the president? With the trend of a year."""
    context = {"questions": answers(today=today()), "uncounted": uncounted(today=today())}
    return render(request, "advice/questions.html", context)
