"""The sums of a quote or an invoice: worked out, and compared with what the file says."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from goen.shop.sales.models import Rounding
from goen.shop.sales.tax import FORMER_RATES, RATES
from goen.shop.sales.tax import Sums as Worked
from goen.shop.sales.tax import sums as worked_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goen.shop.intake.kinds.documents.drafts import Draft, Line

_RATES = (*RATES, *FORMER_RATES)


@dataclass(frozen=True, slots=True)
class Manner:
    """How the tax of a document is worked out; `rate` is for lines that tell none."""

    included: bool
    rounding: str
    rate: int = RATES[0]


@dataclass(frozen=True, slots=True)
class Sums:
    """What a document comes to, and how far the file is from what was worked out."""

    manner: Manner
    net: int
    tax: int
    total: int
    worked: Worked | None = None
    off: int = 0


def settle(draft: Draft, *, usual: Sequence[Manner]) -> Sums:
    """The sums of a document, worked out in the manner that fits what the file says of them.

    `usual`: the manners to begin with. What the file says of its sums is kept.
    """
    if not draft.lines:
        return _alone(draft, usual[0])
    best: Sums | None = None
    for manner in _manners(draft, usual):
        found = _worked(draft, manner)
        if best is None or found.off < best.off:
            best = found
        if not best.off:
            break
    assert best is not None  # noqa: S101 - there is at least one manner
    return best


def _manners(draft: Draft, usual: Sequence[Manner]) -> Sequence[Manner]:
    """The manners that the file allows, the usual ones first."""
    told = draft.said.get("tax_included")
    rounding = draft.said.get("rounding")
    knows_sums = any(draft.given(name) is not None for name in ("net", "tax", "total"))
    no_rates = all(line.rate is None for line in draft.lines)
    found: dict[Manner, None] = {}
    for first in usual:
        included = [first.included, *([not first.included] if knows_sums else [])]
        roundings = [first.rounding, *(Rounding.values if knows_sums else [])]
        rates = [first.rate, *(_RATES if knows_sums and no_rates else [])]
        if told is not None:
            included = [told == "1"]
        if rounding is not None:
            roundings = [rounding]
        found |= dict.fromkeys(Manner(*each) for each in product(included, roundings, rates))
    return sorted(found, key=lambda manner: manner not in usual)


def _worked(draft: Draft, manner: Manner) -> Sums:
    worked = worked_out(
        lines=[(rate_of(line, manner), line.amount) for line in draft.lines],
        included=manner.included,
        rounding=manner.rounding,
    )
    pairs = ((draft.given(name), getattr(worked, name)) for name in ("net", "tax", "total"))
    off = max((abs(given - own) for given, own in pairs if given is not None), default=0)
    net, tax_, total = _filled(draft, worked)
    return Sums(manner, net, tax_, total, worked, off)


def rate_of(line: Line, manner: Manner) -> int:
    """The tax rate of a line."""
    return manner.rate if line.rate is None else line.rate


def _filled(draft: Draft, worked: Worked) -> tuple[int, int, int]:
    """What the file says of the sums; what it does not say follows from it, else was worked out."""
    net, taxes, total = draft.given("net"), draft.given("tax"), draft.given("total")
    if total is None:
        total = (worked.net if net is None else net) + (worked.tax if taxes is None else taxes)
    if taxes is None:
        taxes = worked.tax if net is None else total - net
    return (total - taxes if net is None else net), taxes, total


def _alone(draft: Draft, usual: Manner) -> Sums:
    """The sums of a document of which the file has no lines."""
    net, total = draft.given("net"), draft.given("total")
    included = net is None
    worked = worked_out(
        lines=[(usual.rate, (total if net is None else net) or 0)],
        included=included,
        rounding=usual.rounding,
    )
    manner = Manner(draft.said.get("tax_included") == "1" or usual.included, usual.rounding)
    return Sums(manner, *_filled(draft, worked))
