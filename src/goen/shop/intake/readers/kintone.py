"""Files of kintone: every app has columns of its own, and the same ones around them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from goen.shop.intake.readers.made import Count
from goen.shop.intake.readers.reader import Reader, Rule

_NUMBER = "レコード番号"
_MARKS = (_NUMBER, "作成者|作成日時|更新者|更新日時|レコードの開始行")
# A record with a table takes several rows; the first one is marked.
_FURTHER = Rule("レコードの開始行", ("*",), _("A further row of the record above."), unless=True)


def _reader(kind: str, *, rules: tuple[Rule, ...] = (), **otherwise: str | Count) -> Reader:
    return Reader(
        name=f"kintone.{kind}",
        title="kintone",
        kind=kind,
        marks=_MARKS,
        columns={},
        otherwise=otherwise,
        guess=True,
        rules=rules,
        options={"source": "kintone"} if kind in ("sales", "quotes", "invoices") else {},
    )


KINTONE = (
    _reader("customers", rules=(_FURTHER,), code=_NUMBER),
    _reader("products", rules=(_FURTHER,), code=_NUMBER),
    _reader("touches", rules=(_FURTHER,)),
    _reader("sales", slip=_NUMBER, line=Count(_NUMBER)),
    _reader("quotes", number=_NUMBER),
    _reader("invoices", number=_NUMBER),
)
