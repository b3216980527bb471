"""What the answers rest on: the rows read, the rules of the ranks, the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goen.report._html.blocks import (
    Fact,
    Facts,
    Section,
    Shown,
    Table,
    Words,
    heads,
    name,
    number,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goen.report._html.told import Told

GROUP = "group_check"
_TEN = {rank: f"rule_{rank}" for rank in ("first_time", "toddler", "steady", "burst", "loyal")}
RULES = {"ten": _TEN, "prospects": _TEN, "eight": {**_TEN, "steady": "rule_steady_of_four"}}


def input_section(told: Told) -> Section:
    """Rows read, used, rejected and left out; files and the columns chosen in them."""
    found, say = told.answers["input"], told.say
    files = [Shown(table=_files(told, found), heading=say("files"))] if found["files"] else []
    return Section(
        id="input",
        title=say("input"),
        group=GROUP,
        sentences=told.reading("input"),
        blocks=[Facts(items=_facts(told, found)), Shown(table=_rows(told, found)), *files],
        notes=told.reasons("input"),
    )


def _facts(told: Told, found: Mapping[str, Any]) -> list[Fact]:
    say, outside = told.say, told.answers["without_purchase"]
    joint = "～" if say.lang == "ja" else " – "
    period = f"{say.day(found['first_date'])}{joint}{say.day(found['last_date'])}"
    identified, walk_in = found["identified"], found["no_customer_sales"]
    return [
        Fact(say("data_period"), period),
        Fact(say("customers"), say.people(found["customers"])),
        Fact(say("sales"), say.total(found["sales"])),
        Fact(
            say("identified"),
            say.share(identified),
            f"{say('no_customer_sales')} {say.total(walk_in)}" if walk_in else "",
        ),
        Fact(
            say("without_purchase"), say.people(outside["customers"]), say.total(outside["sales"])
        ),
    ]


def _rows(told: Told, found: Mapping[str, Any]) -> Table:
    say = told.say
    reasons = [(f"ex_{key}", value) for key, value in found["excluded"].items() if value]
    rows = [
        *(("rows_all", found["rows"]), ("rows_used", found["rows_used"])),
        *(("rows_rejected", found["rows_rejected"]), ("rows_excluded", found["rows_excluded"])),
    ]
    body = [[name(say(key)), number(say.count(value))] for key, value in rows]
    body += [
        [text(say(key), head=True, look="sub"), number(say.count(value))] for key, value in reasons
    ]
    if found["overlap_rows"]:
        body.append([name(say("overlap")), number(say.count(found["overlap_rows"]))])
    return Table(say("rows"), heads("", say("rows")), body, look="narrow")


def _files(told: Told, found: Mapping[str, Any]) -> Table:
    say = told.say
    joint = "：" if say.lang == "ja" else ": "
    body = []
    for file in found["files"]:
        columns = [f"{_column(told, role)}{joint}{head}" for role, head in file["columns"].items()]
        body.append(
            [
                name(file["file"]),
                text(file["sheet"] or "—"),
                text(file["encoding"] or "—"),
                number(say.count(file["rows"])),
                text(("、" if say.lang == "ja" else ", ").join(columns), look="words"),
            ]
        )
    names = [say(key) for key in ("file", "sheet", "encoding", "rows", "columns")]
    head = heads(*names, left=len(names))
    head[0][3] = number(names[3], head=True)
    return Table(say("files"), head, body)


def _column(told: Told, role: str) -> str:
    """The role of a column in words; a role this page does not know stands by its key."""
    key = f"column_{role}"
    return told.say(key) if told.say.knows(key) else role


def rules_section(told: Told) -> Section:
    """What makes a rank, with the limits in use."""
    say, limits = told.say, told.answers["thresholds"]
    values = {
        "t1": limits["toddler_days"],
        "t2": limits["loyal_days"],
        "m": say.money(limits["loyal_amount"]),
    }
    blocks: list[Any] = []
    rules = RULES.get(limits["scheme"])
    if rules:
        body = [[told.rank_cell(rank), text(say(rules[rank], **values))] for rank in told.downwards]
        head = heads(say("rank"), say("rule"), left=2)
        blocks.append(Shown(table=Table(say("rules"), head, body)))
    blocks.append(Words(say("rule_lapsed", lapse=limits["lapse_days"])))
    return Section(
        id="rules",
        title=say("rules"),
        group=GROUP,
        how=say("rules_how", name=say.pick(limits["name"])),
        blocks=blocks,
    )


def notes_section(told: Told) -> Section:
    """Every note of the document that its own section does not say in full."""
    say = told.say
    found = [say.pick(note) for note in told.notes]
    return Section(
        id="notes", title=say("notes"), group=GROUP, sentences=found or [say("no_notes")]
    )
