"""Rules and duties are proposed, answered, edited, stopped and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from goen.shop.sharing.models import Duty, Notice, Rule
from goen.shop.staff.models import Trail
from goen.shop.touches.operations import VoiceValues, record_voice
from goen.shop.ui.clock import now, today

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from goen.shop.staff.models import Staff

    ClientOf = Callable[[str], Client]

SAID = "声が入ったら、店長・管理者の全員へ"
VOICES = {"what": "VOICE", "who": "ROLE", "role": "MANAGER", "how": "SCREEN"}


@pytest.fixture(autouse=True)
def nothing_yet(people: dict[str, Staff]) -> None:
    """No rules and duties but those of the test."""
    Rule.objects.all().delete()
    Duty.objects.all().delete()


def _add(client: Client, kind: str = "rule", **values: str) -> int:
    form = values or VOICES
    return client.post(reverse("sharing_new", args=[kind]), form).status_code


def _page(client: Client) -> str:
    return client.get(reverse("sharing_rules")).content.decode()


def _lines(to: str) -> list[str]:
    rows = Notice.objects.filter(kind="RULE", to__role=to, read_at=None)
    return list(rows.order_by("pk").values_list("line", flat=True))


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"what": "VIP", "who": "ROLE"}, "role"),
        ({"what": "VIP", "who": "DEPT"}, "department"),
        ({"what": "VIP", "who": "PERSON"}, "person"),
        ({"what": "DUTY", "who": "OWNER"}, "who"),
        ({"what": "VIP", "who": "ACTING"}, "who"),
    ],
)
def test_a_rule_that_names_nobody_is_refused(
    values: dict[str, str], wrong: str, client_of: ClientOf
) -> None:
    page = client_of("PRESIDENT").post(
        reverse("sharing_new", args=["rule"]), {"how": "SCREEN", **values}
    )
    assert page.status_code == 422
    assert f'id="id_{wrong}_error"' in page.content.decode()
    assert not Rule.objects.exists()


def test_what_does_not_belong_to_a_rule_is_forgotten(client_of: ClientOf) -> None:
    assert _add(client_of("PRESIDENT"), what="VIP", who="OWNER", how="NOW", role="CLERK") == 302
    assert Rule.objects.get().role == ""


def test_who_may_approve_adds_a_rule_that_counts_at_once(
    people: dict[str, Staff], client_of: ClientOf
) -> None:
    assert _add(client_of("MANAGER")) == 302
    assert Rule.objects.get().state == Rule.State.COUNTS
    assert Trail.objects.filter(action="sharing.rule.added").exists()
    assert not Notice.objects.exists()


def test_a_proposal_counts_once_it_is_accepted(
    people: dict[str, Staff], client_of: ClientOf
) -> None:
    assert _add(client_of("VIEWER")) == 302
    rule = Rule.objects.get()
    voice: VoiceValues = {"kind": "REQUEST", "title": "詰め替え"}
    record_voice(by=people["CLERK"], values=voice, now=now())
    assert not Notice.objects.filter(kind="VOICE").exists()
    assert _lines("PRESIDENT") == [f"提案：{SAID}（画面だけ）"]
    shown = _page(client_of("MANAGER"))
    assert "提案：VIEWER" in shown and f'id="rule-{rule.pk}"' in shown
    accept = reverse("sharing_accept", args=["rule", rule.pk])
    assert client_of("CLERK").post(accept, {"version": 1}).status_code == 403
    assert client_of("MANAGER").post(accept, {"version": 1}).status_code == 302
    assert _lines("VIEWER") == [f"提案が認められました：{SAID}（画面だけ）"]
    assert _lines("PRESIDENT") == []  # nobody is asked any more
    record_voice(by=people["CLERK"], values=voice, now=now())
    assert Notice.objects.get(kind="VOICE").to == people["MANAGER"]


def test_a_refusal_says_why_and_the_proposer_reads_it(
    people: dict[str, Staff], client_of: ClientOf
) -> None:
    _add(client_of("CLERK"), "duty", role="STAFF", page="actions", every="DAY")
    duty = Duty.objects.get()
    refuse = reverse("sharing_refuse", args=["duty", duty.pk])
    assert client_of("PRESIDENT").get(refuse).status_code == 200
    assert client_of("PRESIDENT").post(refuse, {"version": 1, "reason": " "}).status_code == 422
    done = client_of("PRESIDENT").post(refuse, {"version": 1, "reason": "週に一度で足ります"})
    assert done.status_code == 302
    (line,) = _lines("CLERK")
    assert line.startswith("見送り：") and line.endswith("理由：週に一度で足ります")
    assert "週に一度で足ります" in _page(client_of("CLERK"))
    assert _lines("CLERK") == []  # reading the page is reading the notice
    assert "週に一度で足ります" not in _page(client_of("STAFF"))
    client_of("CLERK").post(reverse("sharing_stop", args=["duty", duty.pk]))
    assert "週に一度で足ります" not in _page(client_of("CLERK"))


def test_an_answer_to_what_was_changed_meanwhile_does_nothing(client_of: ClientOf) -> None:
    _add(client_of("STAFF"))
    rule = Rule.objects.get()
    edit = reverse("sharing_edit", args=["rule", rule.pk])
    assert client_of("STAFF").post(edit, {**VOICES, "how": "NOW", "version": 1}).status_code == 302
    client_of("PRESIDENT").post(reverse("sharing_accept", args=["rule", rule.pk]), {"version": 1})
    rule.refresh_from_db()
    assert (rule.state, rule.how) == (Rule.State.PROPOSED, "NOW")
    client_of("PRESIDENT").post(reverse("sharing_accept", args=["rule", rule.pk]), {"version": 2})
    client_of("MANAGER").post(
        reverse("sharing_refuse", args=["rule", rule.pk]), {"version": 2, "reason": "いいえ"}
    )
    rule.refresh_from_db()
    assert (rule.state, rule.reason) == (Rule.State.COUNTS, "")


def test_the_second_editor_is_shown_what_the_first_saved(client_of: ClientOf) -> None:
    _add(client_of("PRESIDENT"))
    rule = Rule.objects.get()
    edit = reverse("sharing_edit", args=["rule", rule.pk])
    assert 'name="version" value="1"' in client_of("MANAGER").get(edit).content.decode()
    first = {**VOICES, "how": "DAILY", "version": 1}
    assert client_of("MANAGER").post(edit, first).status_code == 302
    late = client_of("PRESIDENT").post(edit, {**VOICES, "role": "CLERK", "version": 1})
    assert late.status_code == 422
    shown = late.content.decode()
    assert "ほかの人が先に直していました" in shown and "その日のまとめメールで" in shown
    assert 'name="version" value="2"' in shown
    rule.refresh_from_db()
    assert (rule.role, rule.how) == ("MANAGER", "DAILY")
    (change,) = Trail.objects.get(action="sharing.rule.changed").changes
    assert change["from"] == f"{SAID}（画面だけ）・使っています"
    assert change["to"] == f"{SAID}（その日のまとめメールで）・使っています"


def test_an_edited_duty_makes_nobody_late_at_once(
    people: dict[str, Staff], client_of: ClientOf
) -> None:
    duty = Duty.objects.create(page="voices", role="MANAGER", every="DAY", since="2026-01-01")
    form = {"page": "voices", "role": "CLERK", "every": "DAY", "version": 1}
    client_of("PRESIDENT").post(reverse("sharing_edit", args=["duty", duty.pk]), form)
    duty.refresh_from_db()
    assert (duty.role, duty.since) == ("CLERK", today())


@pytest.mark.parametrize("role", ["STAFF", "CLERK", "VIEWER"])
def test_a_rule_in_force_is_changed_by_who_may_approve_only(
    role: str, people: dict[str, Staff], client_of: ClientOf
) -> None:
    rule = Rule.objects.create(**VOICES)
    wish = Rule.objects.create(what="VIP", who="PERSON", own=True, person=people["MANAGER"])
    for row in (rule, wish):
        for name in ("sharing_edit", "sharing_stop"):
            page = reverse(name, args=["rule", row.pk])
            assert client_of(role).post(page, {**VOICES, "version": 1}).status_code == 403
    assert reverse("sharing_edit", args=["rule", rule.pk]) not in _page(client_of(role))


def test_what_was_stopped_comes_back_by_undo(client_of: ClientOf) -> None:
    rule = Rule.objects.create(**VOICES)
    president = client_of("PRESIDENT")
    president.post(reverse("sharing_stop", args=["rule", rule.pk]))
    shown = _page(president)
    group = Trail.objects.get(action="sharing.rule.stopped").group
    undo = reverse("undo", args=[group])
    assert undo in shown and f'id="rule-{rule.pk}"' not in shown
    president.post(undo)
    assert f'id="rule-{rule.pk}"' in _page(president)
    assert Trail.objects.filter(action="sharing.rule.put_back").count() == 1


def test_anybody_is_told_for_oneself_without_approval(
    people: dict[str, Staff], client_of: ClientOf
) -> None:
    viewer = client_of("VIEWER")
    assert _add(viewer, "own", what="DUTY", who="OWNER", how="NOW") == 422
    assert _add(viewer, "own", what="PRAISE", who="PERSON", how="NOW") == 302
    wish = Rule.objects.get()
    assert (wish.own, wish.person, wish.state) == (True, people["VIEWER"], Rule.State.COUNTS)
    assert not Notice.objects.exists()
    assert f'id="rule-{wish.pk}"' in _page(viewer)
    assert f'id="rule-{wish.pk}"' not in _page(client_of("PRESIDENT"))
    edit = reverse("sharing_edit", args=["rule", wish.pk])
    form = {"what": "VOICE", "who": "PERSON", "how": "WEEKLY", "version": 1}
    assert viewer.post(edit, form).status_code == 302
    assert viewer.post(reverse("sharing_stop", args=["rule", wish.pk])).status_code == 302
    wish.refresh_from_db()
    assert (wish.what, wish.how, wish.person) == ("VOICE", "WEEKLY", people["VIEWER"])
    assert wish.state == Rule.State.STOPPED
