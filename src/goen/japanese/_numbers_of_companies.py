"""Numbers given by the state: 法人番号, invoice registration numbers; マイナンバー to refuse."""

from __future__ import annotations

import re

from goen.japanese._text import Text, plain

NOT_THIRTEEN = Text("法人番号は13けたの数字です", "A corporate number has 13 digits")
WRONG_CHECK = Text(
    "検査用の数字が合いません。どこかの数字が違います",
    "The check digit does not fit: one of the digits is wrong",
)
NOT_INVOICE = Text(
    "登録番号は T と13けたの数字です", "An invoice registration number is T and 13 digits"
)
_TWELVE = re.compile(r"(?<![0-9])[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])")


def corporate_number_key(*, text: str) -> str:
    """The digits of a 法人番号 as they are compared and kept.

    >>> corporate_number_key(text="７０００-０１２０-５０００２")
    '7000012050002'
    """
    return re.sub(r"[\s-]", "", plain(text))


def corporate_number_problem(*, number: str) -> Text | None:
    """Why `number` cannot be a 法人番号; None when its check digit fits.

    The leftmost digit is 9 - (sum of P(n) Q(n)) mod 9, where P(n) is the n-th of the other twelve
    from the right and Q(n) 1 for odd n, 2 for even n. It does not tell 0 from 9.

    >>> corporate_number_problem(number="7000012050002") is None
    True
    """
    key = corporate_number_key(text=number)
    if not re.fullmatch("[0-9]{13}", key):
        return NOT_THIRTEEN
    total = sum(
        int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(reversed(key[1:]), 1)
    )
    return None if int(key[0]) == 9 - total % 9 else WRONG_CHECK


def invoice_number_key(*, text: str) -> str:
    """An invoice registration number as it is compared and kept: T and digits.

    >>> invoice_number_key(text="Ｔ 7000-0120-50002")
    'T7000012050002'
    """
    return re.sub(r"[\s-]", "", plain(text)).upper()


def invoice_number_problem(*, number: str, corporation: bool = True) -> Text | None:
    """Why `number` cannot be an invoice registration number; None when it can.

    Of a corporation it is T and its 法人番号. Sole traders have a number without a check digit.

    >>> invoice_number_problem(number="T7000012050002") is None
    True
    """
    key = invoice_number_key(text=number)
    if not re.fullmatch("T[0-9]{13}", key):
        return NOT_INVOICE
    return corporate_number_problem(number=key[1:]) if corporation else None


def looks_like_my_number(*, text: str) -> bool:
    """Whether `text` holds twelve digits whose check digit is that of a マイナンバー.

    Such a number must not be kept. Digits of phones and codes can fit by chance (1 in 11), so this
    warns and does not refuse by itself.
    """
    return any(_my_number(re.sub("[- ]", "", found)) for found in _TWELVE.findall(plain(text)))


# Twelve digits may be six characters (⑫), the shortest of the words is four.
_SHORTEST = 10


def names_my_number(*, text: str) -> bool:
    """Whether `text` holds such twelve digits and says itself that they are one.

    >>> names_my_number(text="マイナンバー１２３４ ５６７８ ９０１８")
    True
    """
    if len(text) < _SHORTEST:
        return False
    return speaks_of_my_number(text=text) and looks_like_my_number(text=text)


def speaks_of_my_number(*, text: str) -> bool:
    """Whether `text` holds a word for a マイナンバー; where texts together do not, none does.

    >>> speaks_of_my_number(text="個人番号は別紙"), speaks_of_my_number(text="123456789018")
    (True, False)
    """
    named = re.sub(r"\s", "", plain(text)).casefold()
    return any(word in named for word in ("マイナンバー", "個人番号", "mynumber"))


def _my_number(digits: str) -> bool:
    places = enumerate(reversed(digits[:11]), 1)
    rest = sum(int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in places) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)
