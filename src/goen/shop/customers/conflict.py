"""Two people changed one customer: what each changed, and putting both together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goen.shop.customers import history
from goen.shop.customers.snapshot import flat
from goen.shop.staff.models import Trail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goen.shop.customers.snapshot import Values
    from goen.shop.ui.registry import Words

_MISSING: Any = object()
_NOTHING: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs, in words; `base` is what it was before both."""

    name: str
    label: Words
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both changed differently (a person chooses), and what only one of them changed."""

    both: Sequence[Difference]
    only_mine: Sequence[Difference]
    only_theirs: Sequence[Difference]


def compare(*, base: Values, mine: Values, theirs: Values) -> Conflict:
    """Compare three states of one customer; without `base` every difference is for a person."""
    before, here, there = flat(base), _like_kept(flat(mine)), flat(theirs)
    differing = [name for name in here if not _same(here[name], there.get(name))]
    names = history.names_of(
        (name, side.get(name)) for name in differing for side in (before, here, there)
    )
    sorted_out: dict[str, list[Difference]] = {"both": [], "mine": [], "theirs": []}
    for name in differing:
        found = Difference(
            name,
            history.label_of(name),
            *(history.written(name, side.get(name), names) for side in (before, here, there)),
        )
        sorted_out[_who(before, here, there, name)].append(found)
    return Conflict(sorted_out["both"], sorted_out["mine"], sorted_out["theirs"])


def _who(before: Values, here: Values, there: Values, name: str) -> str:
    """Who changed the field: "mine", "theirs" or "both"."""
    was = before.get(name, _MISSING)
    if was is _MISSING:
        return "both"
    if _same(here[name], was):
        return "theirs"
    return "mine" if _same(there.get(name), was) else "both"


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same; every way of saying nothing is one."""
    return one == other or (one in _NOTHING and other in _NOTHING)


def merged(*, base: Values, mine: Values, theirs: Values, choice: Mapping[str, str]) -> Values:
    """Both sides put together: `choice["keep-name"]` is "mine" or "theirs" where both changed."""
    before, here, there = flat(base), _like_kept(flat(mine)), flat(theirs)
    values: Values = {"sections": {}}
    for name in here:
        same = _same(here[name], there.get(name))
        who = "theirs" if same else _who(before, here, there, name)
        if who == "both":
            who = "mine" if choice.get(f"keep-{name}") == "mine" else "theirs"
        value = here[name] if who == "mine" else there.get(name)
        section, _, field = name.partition(".")
        (values["sections"].setdefault(section, {}) if field else values)[field or name] = value
    return values


def last_saver(*, customer_id: int) -> Trail | None:
    """The last change on the trail, with who made it."""
    rows = Trail.objects.filter(kind="customer", object_id=customer_id).select_related("staff")
    return rows.order_by("-pk").first()


def _like_kept(values: Values) -> Values:
    """Values of a form in the shape in which they are kept, so that equal ones compare equal."""
    shaped = dict(values)
    for name in ("phones", "emails", "addresses"):
        rows = shaped.get(name)
        if rows and not any(row.get("primary") for row in rows):
            shaped[name] = [{**row, "primary": n == 0} for n, row in enumerate(rows)]
    if "tags" in shaped:
        shaped["tags"] = sorted(shaped["tags"])
    return shaped
