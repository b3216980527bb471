from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goen.shop.intake.difference import (
    Side,
    compare,
    mark,
    marks,
    merged,
    read_marks,
    untouched,
)

FIELDS = ("name", "phone", "note", "rank")
# Few values, so that equal ones are frequent.
VALUES = st.one_of(st.none(), st.sampled_from(["", "あ", "0312345678", "1,2", "=1+1"]), st.text())
ROWS = st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUES))


def plain(value: str | None) -> str:
    return value or ""


def side(base: str | None, ledger: str | None, came: str | None) -> Side:
    """What is meant, said with the value that went out at hand."""
    if plain(ledger) == plain(came):
        return Side.SAME
    if plain(came) == plain(base):
        return Side.LEDGER
    return Side.FILE if plain(ledger) == plain(base) else Side.BOTH


@given(base=ROWS, ledger=ROWS, came=ROWS)
def test_marks_tell_the_same_as_the_values_that_went_out(
    base: dict[str, str | None], ledger: dict[str, str | None], came: dict[str, str | None]
) -> None:
    known = read_marks(marks(base))
    assert known is not None
    assert compare(known=known, ledger=ledger, came=came) == {
        field: side(base[field], ledger[field], came[field]) for field in FIELDS
    }


@given(
    base=ROWS,
    ledger=ROWS,
    came=ROWS,
    decided=st.dictionaries(st.sampled_from(FIELDS), st.booleans()),
)
def test_no_change_of_either_side_is_lost_unseen(
    base: dict[str, str | None],
    ledger: dict[str, str | None],
    came: dict[str, str | None],
    decided: dict[str, bool],
) -> None:
    known = read_marks(marks(base)) or frozenset()
    sides = compare(known=known, ledger=ledger, came=came)
    row, waiting = merged(
        sides=sides,
        ledger=ledger,
        came=came,
        accepted=[field for field, yes in decided.items() if yes],
        refused=[field for field, yes in decided.items() if not yes],
    )
    for field in FIELDS:
        both = side(base[field], ledger[field], came[field]) is Side.BOTH
        assert (field in waiting) == (both and field not in decided)
        if field in waiting or decided.get(field) is False:
            assert plain(row[field]) == plain(ledger[field])
        elif plain(came[field]) != plain(base[field]):  # changed in the file, and not refused
            assert plain(row[field]) == plain(came[field])
        else:  # untouched in the file: what the ledger says now
            assert plain(row[field]) == plain(ledger[field])


@given(base=ROWS, ledger=ROWS)
def test_a_file_that_comes_back_as_it_went_changes_nothing(
    base: dict[str, str | None], ledger: dict[str, str | None]
) -> None:
    known = read_marks(marks(base)) or frozenset()
    assert untouched(known=known, came=base)
    sides = compare(known=known, ledger=ledger, came=base)
    row, waiting = merged(sides=sides, ledger=ledger, came=base)
    assert not waiting
    assert {field: plain(row[field]) for field in FIELDS} == {
        field: plain(ledger[field]) for field in FIELDS
    }


def test_one_changed_cell_is_seen() -> None:
    known = read_marks(marks({"name": "田中", "phone": None})) or frozenset()
    assert not untouched(known=known, came={"name": "田中", "phone": "090"})
    assert not untouched(known=known, came={"name": None})
    assert untouched(known=known, came={"name": "田中"})  # the other column was taken out


def test_a_value_counts_in_its_own_column_only() -> None:
    known = read_marks(marks({"name": "田中", "kana": "たなか"})) or frozenset()
    sides = compare(
        known=known,
        ledger={"name": "田中", "kana": "たなか"},
        came={"name": "たなか", "kana": "田中"},
    )
    assert sides == {"name": Side.FILE, "kana": Side.FILE}


def test_a_column_that_did_not_go_out_is_decided_by_a_person() -> None:
    known = read_marks(marks({"name": "田中"})) or frozenset()
    assert compare(known=known, ledger={"rank": None}, came={"rank": "A"}) == {"rank": Side.BOTH}


def test_what_is_no_marks() -> None:
    for text in (None, "", "  ", "7", "1.", "1.abcde", "2.abcdef", "abcdef"):
        assert read_marks(text) is None
    assert read_marks(f" 1.{mark('a', 'b')} ") == frozenset({mark("a", "b")})
