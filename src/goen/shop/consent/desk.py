"""The request desk: what customers ask about their own data, and what is done about it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from goen.shop.consent.leaving import leave
from goen.shop.consent.models import Channel, Consent, PersonRequest
from goen.shop.consent.operations import refuse
from goen.shop.consent.standings import refresh
from goen.shop.customers.models import Customer
from goen.shop.customers.registry import erasers
from goen.shop.staff.trail import Subject, record

if TYPE_CHECKING:
    from datetime import date, datetime

    from goen.shop.staff.models import Staff

# Answered within two weeks, as the law's "without delay" is commonly read.
DAYS_TO_ANSWER = 14
Kind, Status = PersonRequest.Kind, PersonRequest.Status


class AlreadyAnswered(Exception):
    """The request was done or declined before."""


@transaction.atomic
def receive_request(
    *, by: Staff, customer_id: int, kind: str, received_on: date, identity: str, words: str
) -> PersonRequest:
    """Write down what a customer asks; `identity` says how the person was identified."""
    request = PersonRequest.objects.create(
        customer_id=customer_id,
        kind=kind,
        received_on=received_on,
        due_on=received_on + timedelta(days=DAYS_TO_ANSWER),
        identity=identity,
        words=words,
        received_by=by,
    )
    _told(by, request, "received")
    return request


@transaction.atomic
def answer_request(
    *, by: Staff, request_id: int, done: bool, answer: str, today: date
) -> PersonRequest:
    """Close a request that needs no change by itself: told, corrected by hand, or declined."""
    request = _open(request_id)
    return _close(by, request, Status.DONE if done else Status.DECLINED, answer, today)


@transaction.atomic
def stop_using(*, by: Staff, request_id: int, answer: str, today: date) -> PersonRequest:
    """Refuse every channel in the customer's name, for every purpose, and close the request."""
    request = _open(request_id)
    if request.customer_id is not None:
        refuse(
            by=by,
            customer_id=request.customer_id,
            channels=Channel.values,
            day=today,
            way=Consent.Way.OTHER,
            note=answer[:200],
        )
    return _close(by, request, Status.DONE, answer, today)


@transaction.atomic
def erase_person(*, by: Staff, request_id: int, answer: str, now: datetime, today: date) -> None:
    """Erase what every room knows about the customer; figures that name nobody stay.

    What was said about being reached goes first, while the addresses are there: refusals stay on
    them as hashes, so that entering the same person again does not reach them either.
    """
    request = _open(request_id)
    group = uuid.uuid4()
    if request.customer_id is not None:
        customer = Customer.objects.select_for_update().get(pk=request.customer_id)
        leave(customer=customer, day=today)
        for eraser in erasers:
            eraser.erase(by, customer, now, group)
        refresh(customer_ids=[customer.pk])
    request.words, request.identity = "", ""
    _close(by, request, Status.DONE, answer, today)


def _open(request_id: int) -> PersonRequest:
    request = PersonRequest.objects.select_for_update().get(pk=request_id)
    if request.status != Status.OPEN:
        raise AlreadyAnswered
    return request


def _close(
    by: Staff, request: PersonRequest, status: str, answer: str, today: date
) -> PersonRequest:
    request.status, request.answer = status, answer
    request.done_on, request.done_by = today, by
    request.save()
    _told(by, request, "done" if status == Status.DONE else "declined")
    return request


def _told(by: Staff, request: PersonRequest, what: str) -> None:
    record(
        by=by,
        action=f"consent.request.{what}",
        subject=Subject("customer", request.customer_id),
        changes=[{"field": "request", "from": None, "to": request.kind}],
    )
