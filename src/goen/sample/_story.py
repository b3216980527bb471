"""The shop's story: who buys there, what its year looks like. Everything is data; edit freely."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Archetype:
    """A kind of customer. Days and yen are medians over its people unless said otherwise."""

    key: str
    name: str
    share: float  # of all customers
    interval: float  # days between purchases
    regularity: float  # shape of the gamma intervals: 1 = by chance, larger = more regular
    lifetime: tuple[float, float]  # days from the first purchase to the last possible one
    basket: float  # yen per purchase
    most: int  # purchases at most
    old: float  # share who were customers before the data begin
    gifts: float  # how readily gifts are bought in a gift season, 0 to 1
    invited: float  # share who came through a campaign
    answers: float  # chance to buy once more in a later campaign
    pause: float = 0.0  # chance of one long absence and return


# `lifetime` is (shortest, mean of what comes on top, exponential).
ARCHETYPES = (
    Archetype("once", "一度きり", 0.25, 60, 2.0, (0, 0), 3600, 1, 0.00, 0.0, 0.35, 0.0),
    Archetype("trial", "お試し", 0.14, 24, 2.0, (25, 25), 3400, 4, 0.00, 0.0, 0.40, 0.0),
    Archetype(
        "habitual", "いつもの一品", 0.22, 78, 3.0, (120, 560), 3100, 99, 0.25, 0.10, 0.10, 0.04
    ),
    Archetype("gift", "贈り物", 0.08, 9999, 2.0, (300, 1300), 6200, 99, 0.30, 0.75, 0.05, 0.0),
    Archetype("fad", "流行", 0.13, 17, 1.5, (128, 35), 10500, 99, 0.00, 0.05, 0.95, 0.05),
    Archetype("loyal", "お得意様", 0.13, 30, 2.5, (240, 900), 5600, 9999, 0.30, 0.35, 0.10, 0.15),
    Archetype(
        "returning", "戻ってきた", 0.05, 50, 2.5, (700, 600), 4600, 999, 0.50, 0.15, 0.10, 0.10, 1.0
    ),
)

# Month by month, January first; then Monday to Sunday.
MONTHS = (0.80, 0.97, 0.95, 1.00, 1.15, 0.96, 1.10, 0.93, 0.90, 1.00, 1.08, 1.35)
WEEKDAYS = (0.94, 0.92, 0.95, 0.97, 1.02, 1.14, 1.06)
NEW_YEAR = 0.25  # 1 to 3 January: the shops are closed, the web shop is not
GROWTH = 1.12  # new customers, per year


@dataclass(frozen=True)
class Season:
    """A part of every year, from (month, day) to (month, day)."""

    name: str
    first: tuple[int, int]
    last: tuple[int, int]
    weight: float  # gift season: popularity; campaign: how many people it brings
    factor: float  # gift season: basket; campaign: price


GIFTS = (
    Season("バレンタイン", (2, 1), (2, 14), 0.25, 0.9),
    Season("母の日", (5, 1), (5, 12), 0.45, 1.1),
    Season("お中元", (6, 20), (7, 15), 0.95, 1.9),
    Season("敬老の日", (9, 8), (9, 20), 0.35, 1.1),
    Season("お歳暮", (11, 25), (12, 20), 1.00, 2.1),
)
CAMPAIGNS = (
    Season("初売り福袋", (1, 4), (1, 14), 0.9, 0.90),
    Season("春のネット広告", (2, 20), (3, 12), 1.0, 0.95),
    Season("新茶まつり", (4, 25), (5, 15), 0.8, 0.90),
    Season("水出し茶お試し便", (6, 5), (6, 18), 0.8, 0.95),
    Season("秋のテレビ紹介", (9, 10), (9, 24), 1.3, 1.00),
    Season("創業祭", (10, 10), (10, 24), 0.7, 0.85),
)
PRICE_REVISION = 1.07  # in the last quarter of the data every price is higher by this


@dataclass(frozen=True)
class Shop:
    name: str
    share: float  # of the customers whose usual place it is
    walk_ins: float  # share of the purchases by people who give no customer number


SHOPS = (
    Shop("オンラインショップ", 0.46, 0.00),
    Shop("本店", 0.26, 0.10),
    Shop("駅前店", 0.18, 0.16),
    Shop("電話・FAX注文", 0.10, 0.00),
)
ELSEWHERE = 0.12  # purchases away from the usual place

RETURNED = 0.012  # of the lines; 3 to 14 days later
CANCELLED = 0.007  # of the slips; the same order entered twice
RENUMBERED = 0.03  # of the customer numbers: the same person registered again
FAMILIES = 0.04  # of the people: live with another customer
KINDS = ("売上", "返品", "取消")
