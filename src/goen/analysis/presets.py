"""Presets of thresholds by trade, in major units of the currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goen.analysis.thresholds import RfmCuts, Thresholds, UnreadableThresholds
from goen.japanese import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

# The mail-order set is the published one (客単価 of about ¥10,000); the others scale it by the
# trade's usual cycle c and order value u (T1≈3c, T2≈7c, M≈7u, L≈8c) and are starting points.
PRESETS: Mapping[str, Thresholds] = {
    "mail_order": Thresholds(
        preset="mail_order",
        name=Text("通販", "Mail order"),
        toddler_days=90,
        loyal_days=210,
        loyal_amount=70_000,
        lapse_days=240,
    ),
    "retail": Thresholds(
        preset="retail",
        name=Text("小売", "Retail"),
        toddler_days=60,
        loyal_days=150,
        loyal_amount=30_000,
        lapse_days=180,
        rfm=RfmCuts(r=(14, 30, 90, 180), f=(2, 4, 8, 15), m=(3_001, 10_001, 30_001, 60_001)),
    ),
    "salon": Thresholds(
        preset="salon",
        name=Text("サロン", "Salon"),
        toddler_days=90,
        loyal_days=240,
        loyal_amount=60_000,
        lapse_days=120,
        rfm=RfmCuts(r=(45, 60, 90, 180), f=(2, 4, 7, 12), m=(10_001, 30_001, 60_001, 100_001)),
    ),
    "restaurant": Thresholds(
        preset="restaurant",
        name=Text("飲食", "Restaurant"),
        toddler_days=60,
        loyal_days=180,
        loyal_amount=30_000,
        lapse_days=180,
        rfm=RfmCuts(r=(14, 30, 90, 180), f=(2, 4, 8, 15), m=(5_001, 10_001, 30_001, 60_001)),
    ),
    "wholesale": Thresholds(
        preset="wholesale",
        name=Text("卸・法人", "Wholesale and business"),
        toddler_days=90,
        loyal_days=365,
        loyal_amount=700_000,
        lapse_days=180,
        rfm=RfmCuts(
            r=(30, 60, 90, 180), f=(2, 6, 12, 24), m=(100_001, 300_001, 1_000_001, 3_000_001)
        ),
    ),
}
PRESET_NAMES_JA: Mapping[str, str] = {preset.name.ja: key for key, preset in PRESETS.items()}


def preset(*, name: str) -> Thresholds:
    """Return a preset by its key or its Japanese name, money in major units.

    Raises:
        UnreadableThresholds: no preset has that name.
    """
    found = PRESETS.get(PRESET_NAMES_JA.get(name, name))
    if found is None:
        known = "、".join(f"{key}（{item.name.ja}）" for key, item in PRESETS.items())
        raise UnreadableThresholds(
            Text(
                ja=f"「{name}」というひな型はありません。使えるもの：{known}",
                en=f"There is no preset “{name}”. Known: {', '.join(PRESETS)}",
            )
        )
    return found
