"""What a batch forgets: what was typed and decided when it ends, names when people are erased."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from goen import japanese
from goen.shop.consent.models import Consent
from goen.shop.customers.models import Customer
from goen.shop.intake.models import Batch, Choice, Fix
from goen.shop.sharing.models import Notice
from goen.shop.staff.models import Trail
from goen.shop.staff.redaction import redact
from goen.shop.staff.trail import Subject

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from goen.shop.staff.models import Staff

_PARTS = ("taken", "back")
_BETWEEN = re.compile("[\\s_・.,-]*")
_LETTER, _KATAKANA, _HIRAGANA, _KANJI = "[a-zA-Z]", "[ァ-ヶー]", "[ぁ-ん]", "[一-龠々]"
# What goes on with a name: 明 → 明子, あき → あきこ, but not 明様, あきさん, あきの.
_GOES_ON = {
    _LETTER: "[a-zA-Z0-9]",
    _KATAKANA: _KATAKANA,
    _HIRAGANA: "(?!さま|さん|くん|ちゃん|[のとはへがもにを])[ぁ-ん]",
    _KANJI: "(?:[子美江恵枝奈菜香乃緒穂帆莉梨紗沙佳男夫雄彦郎太介助斗也哉]"
    "|一(?!覧)|代(?![理表金]))",
}
_ANY = "[a-zA-Z0-9ぁ-んァ-ヶー一-龠々]"
_BEHIND = "(?:様|殿|氏|御中|さま|さん)"
_MOST = 1_000
_GONE = "＊"  # stands in a file's name where the name of a person stood


def forget_decisions(*, batch_id: int) -> None:
    """Remove what was written into cells of a batch and decided about its rows."""
    Fix.objects.filter(batch=batch_id).delete()
    Choice.objects.filter(batch=batch_id).delete()


@transaction.atomic
def erase(by: Staff, customer: Customer, _now: datetime, group: UUID) -> None:
    """Take the names of a customer, this one and former ones, out of what batches keep: the names
    of their files, on the trail too, and labels of what was left as it is."""
    told = Trail.objects.filter(kind="customer", object_id=customer.pk).order_by()
    all_names = {customer.name, *told.values_list("label", flat=True).distinct()}
    names = _Names(all_names, others=_longer(customer, all_names))
    if not names:
        return
    renamed = []
    for pk, name, result in Batch.objects.values_list("pk", "file_name", "result").iterator():
        named = names.without(name) != name
        if named or any(names.label(one) for part in _PARTS for one in _kept(result, part)):
            batch = Batch.objects.select_for_update().get(pk=pk)
            batch.file_name = names.without(batch.file_name)
            batch.result = _without(batch.result, names)
            batch.save(update_fields=["file_name", "result"])
            if named:
                renamed.append(pk)
                _rename(pk, name, names)
    if renamed:
        redact(
            by=by, about=Subject("customer", customer.pk), objects={"batch": renamed}, group=group
        )


def _rename(pk: int, file_name: str, names: _Names) -> None:
    """Take the names out of what else tells of the file: notices, and refusals it brought."""
    for notice in Notice.objects.filter(kind=Notice.Kind.IMPORT, object_id=pk):
        notice.line = names.without(notice.line)
        notice.save(update_fields=["line"])
    for consent in Consent.objects.filter(note__contains=file_name[:150]):
        consent.note = names.without(consent.note)
        consent.save(update_fields=["note"])


class _Names:
    """Finds names of one person wherever they stand in a text, however their parts are set apart.

    Within a longer name they are somebody else's: 小林 明 is not in 小林 明子. A name without a
    letter, such as a number, stands in much that names nobody: it is not looked for.
    """

    def __init__(self, names: set[str], *, others: set[str]) -> None:
        """`others`: longer names of other people that hold one of them."""
        mine, theirs = _bare(names), _bare(others)
        self._any = bool(mine)
        other = f"(?P<other>{_either(theirs)})|" if theirs else ""
        each = "|".join(_alone(name) for name in mine)
        self._texts = re.compile(f"{other}(?P<mine>{each})", re.IGNORECASE)
        part = f"(?<!{_ANY})(?P<mine>{_either(mine)})(?!(?!{_BEHIND}){_ANY})"
        self._labels = re.compile(other + part, re.IGNORECASE)

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return self._any

    def without(self, text: str) -> str:
        """The text with a sign in place of each name."""
        return self._texts.sub(lambda one: _GONE if one["mine"] else one[0], text)

    def label(self, text: str) -> bool:
        """Whether a label names the person: by the whole name, not by a part of another."""
        return any(one["mine"] for one in self._labels.finditer(text))


def _bare(names: set[str]) -> list[str]:
    """Those that can be looked for, the longest first."""
    bare = {_BETWEEN.sub("", name) for name in names}
    found = (name for name in bare if len(name) > 1 and any(map(str.isalpha, name)))
    return sorted(found, key=len, reverse=True)


def _spread(name: str) -> str:
    return _BETWEEN.pattern.join(map(re.escape, name))


def _either(names: list[str]) -> str:
    return "|".join(map(_spread, names))


def _alone(name: str) -> str:
    """A name that does not go on, as far as the writing tells."""
    first = next((one for one in (_LETTER, _KATAKANA) if re.match(one, name[0])), "")
    last = next((more for one, more in _GOES_ON.items() if re.match(one, name[-1])), "")
    before, after = f"(?<!{first})" if first else "", f"(?!{last})" if last else ""
    return f"{before}{_spread(name)}{after}"


def _longer(customer: Customer, names: set[str]) -> set[str]:
    """Names of other customers that hold one of these."""
    keys = {key for name in names for key in _keys(name)} - {""}
    holds = Q()
    for key in keys:
        holds |= Q(name_key__contains=key)
    if not keys:
        return set()
    rows = Customer.objects.exclude(pk=customer.pk).filter(holds)
    mine = {_BETWEEN.sub("", name) for name in names}
    return {one.name for one in rows[:_MOST] if _BETWEEN.sub("", one.name) not in mine}


def _keys(name: str) -> tuple[str, str]:
    return japanese.person_key(text=name), japanese.company_key(text=name)


def _kept(result: dict[str, Any], part: str) -> list[str]:
    found: list[str] = result.get(part, {}).get("kept", [])
    return found


def _without(result: dict[str, Any], names: _Names) -> dict[str, Any]:
    """The same result, its counts too, without labels that hold a name."""
    kept = {part: [one for one in _kept(result, part) if not names.label(one)] for part in _PARTS}
    parts = {part: {**result[part], "kept": kept[part]} for part in _PARTS if part in result}
    return {**result, **parts}
