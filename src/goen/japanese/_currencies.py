"""Currencies: how many decimals their minor unit has, and the sign to print before an amount."""

from __future__ import annotations

# code: (digits of the minor unit by ISO 4217, sign)
_CURRENCIES = {
    "JPY": (0, "¥"),
    "USD": (2, "$"),
    "EUR": (2, "€"),
    "GBP": (2, "£"),
    "CNY": (2, "¥"),
    "KRW": (0, "₩"),
    "TWD": (2, "NT$"),
    "HKD": (2, "HK$"),
    "SGD": (2, "S$"),
    "THB": (2, "฿"),
    "VND": (0, "₫"),
    "IDR": (2, "Rp"),
    "MYR": (2, "RM"),
    "PHP": (2, "₱"),
    "INR": (2, "₹"),
    "AUD": (2, "A$"),
    "NZD": (2, "NZ$"),
    "CAD": (2, "C$"),
    "CHF": (2, "CHF"),
    "SEK": (2, "kr"),
    "NOK": (2, "kr"),
    "DKK": (2, "kr"),
    "PLN": (2, "zł"),
    "BRL": (2, "R$"),
    "MXN": (2, "MX$"),
}
CURRENCIES = tuple(_CURRENCIES)


class UnknownCurrency(ValueError):
    """The code is not in the table `CURRENCIES`."""


def minor_digits(code: str) -> int:
    """Decimal places of the minor unit of the ISO 4217 currency `code`: JPY 0, USD 2.

    Raises UnknownCurrency for a code outside `CURRENCIES`.
    """
    return _entry(code)[0]


def currency_sign(code: str) -> str:
    """The sign printed before an amount of the currency `code`: "¥" for JPY."""
    return _entry(code)[1]


def _entry(code: str) -> tuple[int, str]:
    try:
        return _CURRENCIES[code.strip().upper()]
    except KeyError as missing:
        raise UnknownCurrency(code) from missing
