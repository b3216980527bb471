"""Thresholds from a file: TOML or JSON entries over a preset."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

from goen.analysis.presets import preset
from goen.analysis.schemes import Rank, Rule, Span
from goen.analysis.thresholds import Thresholds, UnreadableThresholds
from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_thresholds(*, path: Path) -> Thresholds:
    """Return the thresholds of a TOML or JSON file, money in major units.

    Entries are the fields of `Thresholds`; what is missing comes from `preset` (mail_order when
    the file names none).

    Raises:
        UnreadableThresholds: the file cannot be read, or an entry is unknown or impossible.
    """
    found = thresholds_of(entries=_entries(path))
    base = found.name
    named = Text(ja=f"{base.ja}（{path.name}）", en=f"{base.en} ({path.name})")
    return replace(found, name=named)


def thresholds_of(*, entries: Mapping[str, Any]) -> Thresholds:
    """Return the thresholds that these entries make, as in a file; named like their preset.

    Raises:
        UnreadableThresholds: an entry is unknown or impossible.
    """
    left = dict(entries)
    base = preset(name=str(left.pop("preset", "mail_order")))
    changes: dict[str, Any] = {"scheme_key": left.pop("scheme", base.scheme_key)}
    changes |= _own_scheme(left)
    for name, value in left.items():
        changes[name] = _entry(name, value, base)
    return replace(base, **changes)


def entries_of(*, thresholds: Thresholds) -> dict[str, Any]:
    """Return the entries that `thresholds_of` makes these thresholds of; plain JSON.

    Their name is not among them: it is that of the preset.
    """
    entries: dict[str, Any] = {name: getattr(thresholds, name) for name in _DAYS_AND_MONEY}
    entries |= {"preset": thresholds.preset, "scheme": thresholds.scheme_key}
    entries |= {name: _plain(asdict(getattr(thresholds, name))) for name in _GROUPS}
    if thresholds.scheme_key == "own":
        entries["ranks"] = [
            {"rank": rank.key, "mark": rank.mark, "ja": rank.name.ja, "en": rank.name.en}
            for rank in thresholds.own_ranks
        ]
        entries["rules"] = [_edges(rule) for rule in thresholds.own_rules]
    return entries


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: list(item) if isinstance(item, tuple) else item for key, item in values.items()}


def _edges(rule: Rule) -> dict[str, Any]:
    edges: dict[str, Any] = {"rank": rule.rank}
    for name in _DIMENSIONS:
        span = getattr(rule, name)
        edges |= {
            f"{name}_{edge}": limit
            for edge, limit in zip(_EDGES, (span.low, span.high), strict=True)
            if limit is not None
        }
    return edges


def _entries(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        entries = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise _unreadable(
            ja=f"しきい値のファイル {path} を読めません：{error}",
            en=f"Cannot read the thresholds file {path}: {error}",
        ) from error
    if not isinstance(entries, dict):
        raise _unreadable(
            ja=f"しきい値のファイル {path} に項目がありません。",
            en=f"The thresholds file {path} holds no entries.",
        )
    return entries


_GROUPS = ("rfm", "abc", "two_axis")
_DAYS_AND_MONEY = ("toddler_days", "loyal_days", "loyal_amount", "lapse_days", "inactive_days")


def _entry(name: str, value: Any, base: Thresholds) -> Any:
    if name in _DAYS_AND_MONEY and _whole(value):
        return value
    if name in _GROUPS and isinstance(value, dict):
        return _group(name, value, getattr(base, name))
    if name not in _DAYS_AND_MONEY and name not in _GROUPS:
        known = ", ".join(("preset", "scheme", *_DAYS_AND_MONEY, *_GROUPS, "ranks", "rules"))
        raise _unreadable(
            ja=f"しきい値の項目「{name}」はありません。使えるもの：{known}",
            en=f"There is no thresholds entry “{name}”. Known: {known}",
        )
    raise _unreadable(
        ja=f"しきい値の項目「{name}」の値「{value}」は使えません。",
        en=f"The thresholds entry “{name}” cannot be {value!r}.",
    )


def _group(name: str, value: dict[str, Any], base: Any) -> Any:
    known = {item.name for item in fields(base)}
    changes: dict[str, Any] = {}
    for key, item in value.items():
        if key not in known:
            raise _unreadable(
                ja=f"しきい値の項目「{name}.{key}」はありません。",
                en=f"There is no thresholds entry “{name}.{key}”.",
            )
        changes[key] = tuple(item) if isinstance(item, list) else item
    return replace(base, **changes)


_EDGES = ("from", "below")
_DIMENSIONS = ("occasions", "tenure", "amount")


def _own_scheme(entries: dict[str, Any]) -> dict[str, Any]:
    """Take the lists `ranks` and `rules` out of the entries, as ranks and rules of our own."""
    if "ranks" not in entries and "rules" not in entries:
        return {}
    ranks = tuple(_rank(item) for item in _tables("ranks", entries.pop("ranks", None)))
    rules = tuple(_rule(item) for item in _tables("rules", entries.pop("rules", None)))
    keys = [rank.key for rank in ranks]
    if len(set(keys)) < len(keys) or "none" in keys:
        raise _unreadable(
            ja=f"[[ranks]] の rank は1つずつちがえます（noneは使えません）：{'、'.join(keys)}",
            en=f"Each of [[ranks]] needs a rank of its own, not none: {', '.join(keys)}",
        )
    if not 2 <= len(ranks) <= 5:
        raise _unreadable(
            ja=f"ランクは2つから5つまでです（いまは{len(ranks)}つ）。",
            en=f"There can be two to five ranks (now {len(ranks)}).",
        )
    return {"scheme_key": "own", "own_ranks": ranks, "own_rules": rules}


def _tables(name: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _unreadable(
            ja=f"自社の区分には [[{name}]] の一覧がいります。",
            en=f"Ranks of your own need a list [[{name}]].",
        )
    return value


def _rank(item: dict[str, Any]) -> Rank:
    key, ja = item.get("rank"), item.get("ja")
    if not isinstance(key, str) or not isinstance(ja, str) or not key.isidentifier() or not ja:
        raise _unreadable(
            ja=f"[[ranks]] の {item} には rank（半角英字）と ja（名前）がいります。",
            en=f"The [[ranks]] entry {item} needs rank (an identifier) and ja (a name).",
        )
    return Rank(key, str(item.get("mark", ja[0])), Text(ja=ja, en=str(item.get("en", key))))


def _rule(item: dict[str, Any]) -> Rule:
    known = {"rank", *(f"{name}_{edge}" for name in _DIMENSIONS for edge in _EDGES)}
    for key, value in item.items():
        if key not in known or (key != "rank" and not _whole(value)):
            raise _unreadable(
                ja=f"[[rules]] の項目「{key}」の値「{value}」は使えません。",
                en=f"The [[rules]] entry “{key}” cannot be {value!r}.",
            )
    spans = {
        name: Span(item.get(f"{name}_from"), item.get(f"{name}_below")) for name in _DIMENSIONS
    }
    return Rule(rank=str(item.get("rank")), **spans)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _unreadable(*, ja: str, en: str) -> UnreadableThresholds:
    return UnreadableThresholds(Text(ja=ja, en=en))
