"""The numbers on the method pages are those that the code gives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goen.analysis.abc import abc
from goen.analysis.active_base import active_base
from goen.analysis.decile import decile
from goen.analysis.marks import view_customer_marks
from goen.analysis.rfm import rfm
from goen.analysis.rfm_segments import RFM_SEGMENTS, rfm_segment
from goen.analysis.transitions import transition_answers
from goen.analysis.two_axis import two_axis
from tests.analysis._small import AS_OF, MAIL_ORDER, ask
from tests.analysis._worked import percent, sales_of, tables, whole

SCHEME = MAIL_ORDER.scheme()


@pytest.fixture
def page(checkout):
    """The path of a method page by its name."""
    return lambda name: checkout / "docs" / "methods" / f"{name}.md"


def segment(row, side):
    return " ".join(filter(None, (row[f"{side}_rank"], row[f"{side}_status"])))


def test_transitions(page):
    sales, cells, steps, differences = (
        sales_of(page("transitions")),
        *tables(page("transitions"))[1:],
    )
    found = transition_answers(engine=ask(sales), as_of=AS_OF, scheme=SCHEME, thresholds=MAIL_ORDER)
    assert [
        {
            "from": segment(row, "from"),
            "to": segment(row, "to"),
            "customers": str(row["customers"]),
            "of": str(row["row_total"]),
            **{key: percent(row[key]) for key in ("share", "low", "high")},
        }
        for row in found["transitions"]["rows"]
        if row["customers"]
    ] == cells
    assert [
        {
            "from": step["from"],
            "advanced": str(step["rate"]["numerator"]),
            "of": str(step["rate"]["denominator"]),
            "target": f"{step['target']:.0%}".replace("%", " %"),
        }
        for step in found["advance"]["steps"]
    ] == steps
    assert [
        {
            "segment": f"{row['rank']} {row['status']}",
            "customers": str(row["customers"]),
            "a year before": str(row["customers_before"]),
            "difference": str(row["difference"]),
        }
        for row in found["yearly_difference"]
        if row["difference"]
    ] == differences


def test_active_base(page):
    figures, months = tables(page("active-base"))
    sales = sales_of(page("transitions"))
    start = min(day for _, day, _ in sales)
    found = active_base(engine=ask(sales), as_of=AS_OF, data_start=start)
    found["kept"] = found["retention"]["numerator"]
    for row in figures:
        assert found[row["figure"]] == whole(row["value"]), row["figure"]
        if row["customers"]:
            assert len(row["customers"].split(",")) == found[row["figure"]]
    monthly = {row["month"]: row for row in found["monthly"]}
    for row in months:
        assert monthly[row["month"]] == {
            "month": row["month"],
            "buyers_12m": whole(row["buyers_12m"]),
            "sales_12m": whole(row["sales_12m"]),
        }


def test_rfm(page):
    (people,) = tables(page("rfm"))
    sales = []
    for row in people:
        days, occasions, amount = (whole(row[key]) for key in ("R (days)", "F", "M (yen)"))
        last = AS_OF - timedelta(days=days)
        sales += [(row["customer"], last - timedelta(days=n), 1) for n in range(1, occasions)]
        sales.append((row["customer"], last, amount - (occasions - 1)))
    engine = ask(sales)
    for mode, score, name in (
        ("fixed", "fixed", "segment"),
        ("quantile", "quantile", "segment by quantile"),
    ):
        view_customer_marks(engine=engine, thresholds=MAIL_ORDER, mode=mode)
        marks = engine.connection.execute(
            "SELECT r, f, m FROM customer_marks ORDER BY customer"
        ).fetchall()
        assert ["".join(map(str, mark)) for mark in marks] == [row[score] for row in people]
        assert [rfm_segment(r=r, f=f) for r, f, _ in marks] == [row[name] for row in people]


def test_rfm_plus(page):
    text = page("rfm").read_text(encoding="utf-8")
    assert "45 ÷ (60 ÷ 2) = 1.5" in text
    assert "201 ÷ 1,001 = 0.201" in text
    days = {105: 400, 75: 300, 45: 301, 500: 400}
    sales = [("A", AS_OF - timedelta(days=ago), yen) for ago, yen in days.items() if ago < 200]
    plus = rfm(engine=ask(sales), scheme=SCHEME, thresholds=MAIL_ORDER)["plus"]
    overdue = [(row["low"], row["high"]) for row in plus["overdue_ratio"] if row["customers"]]
    assert overdue == [(1.5, 2)]
    sales = [("A", AS_OF - timedelta(days=45), 601), ("A", AS_OF - timedelta(days=500), 400)]
    plus = rfm(engine=ask(sales), scheme=SCHEME, thresholds=MAIL_ORDER)["plus"]
    trend = [(row["low"], row["high"]) for row in plus["trend"] if row["customers"]]
    assert trend == [(0.2, 0.6)]


def test_rfm_segments(page):
    grid, names = tables(page("rfm"), section="## Formula")
    for row in grid:
        r = int(row.pop("R \\ F"))
        assert row == {str(f): rfm_segment(r=r, f=f) for f in range(1, 6)}
    assert [(row["segment"], row["日本語"], row["English"]) for row in names] == [
        (item.key, item.name.ja, item.name.en) for item in RFM_SEGMENTS
    ]


def test_decile(page):
    (expected,) = tables(page("decile"))
    engine = ask([(f"C{n:02d}", AS_OF, 1000 * n) for n in range(1, 24)])
    assert [
        {
            "decile": str(row["decile"]),
            "customers": str(row["customers"]),
            "sales": f"{row['sales']:,}",
            "share": percent(row["share"]),
            "cumulative share": percent(row["cumulative_share"]),
            "average": f"{row['average']:,}",
            "ratio": f"{row['ratio']:.3f}",
        }
        for row in decile(engine=engine)
    ] == expected
    alike = decile(engine=ask([(f"C{n:02d}", AS_OF, 1000) for n in range(23)]))
    assert [row["customers"] for row in alike] == [whole(row["customers"]) for row in expected]
    assert [row["boundary_ties"] for row in alike] == [23] * 9 + [0]


def test_abc(page):
    people, classes = tables(page("abc"))
    engine = ask([(row["customer"], AS_OF, whole(row["amount"])) for row in people])
    found = abc(engine=engine, as_of=AS_OF, thresholds=MAIL_ORDER)
    assert [
        {
            "class": row["class"],
            "customers": str(row["customers"]),
            "sales": f"{row['sales']:,}",
            "share": f"{row['share']:.0%}".replace("%", " %"),
        }
        for row in found["customers"]
    ] == classes
    assert found["pareto"]["top_20"] == {"customers": 1, "sales": 50_000, "share": 0.5}
    view_customer_marks(engine=engine, thresholds=MAIL_ORDER)
    named = engine.connection.execute("SELECT abc FROM customer_marks ORDER BY customer").fetchall()
    assert ["ABC"[place - 1] for (place,) in named] == [row["class"] for row in people]


def test_two_axis(page):
    people, ranks = tables(page("two-axis"))
    sales = []
    for row in people:
        occasions, apart = whole(row["occasions"]), whole(row["days apart"])
        days = [AS_OF - timedelta(days=apart * n) for n in range(occasions)]
        sales += [(row["customer"], day, 1) for day in days[1:]]
        sales.append((row["customer"], AS_OF, whole(row["amount"]) - (occasions - 1)))
    engine = ask(sales)
    found = two_axis(engine=engine, as_of=AS_OF, thresholds=MAIL_ORDER)
    assert (found["x"]["cut"], found["y"]["cut"]) == (40_000, 3)
    assert [
        {
            "rank": row["rank"],
            "customers": str(row["customers"]),
            "sales": f"{row['sales']:,}",
        }
        for row in found["ranks"]
    ] == ranks
    for row in people:
        above = [
            whole(row["amount"]) >= found["x"]["cut"],
            whole(row["occasions"]) >= found["y"]["cut"],
        ]
        assert [row["x above"], row["y above"]] == ["yes" if side else "no" for side in above]
        if row["rank"] != "new":
            assert row["rank"] == ("existing", "valued", "vip")[sum(above)]
    assert [row["customer"] for row in found["vip"]] == ["I"]
