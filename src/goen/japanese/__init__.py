"""Text as Japanese companies write it → comparable forms. Pure functions.

Words, dates and amounts of files; names, readings, companies, addresses, phones and numbers of
customers. Every comparable form (`..._key`) is for comparing and finding only: what was typed is
stored and shown.
"""

from __future__ import annotations

from goen.japanese._addresses import Address, address_key, read_address
from goen.japanese._companies import Company, company_key, read_company
from goen.japanese._currencies import (
    CURRENCIES,
    UnknownCurrency,
    currency_sign,
    minor_digits,
)
from goen.japanese._date_parts import FIRST_YEAR, LAST_YEAR, DateReading
from goen.japanese._dates import (
    CLEAN_DATE_PATTERN,
    DATE_STYLES,
    date_readings,
    is_date_style,
    parse_date,
)
from goen.japanese._emails import email_key
from goen.japanese._honorifics import (
    HONORIFICS,
    addressed,
    addresses_organisation,
    honorific,
    without_honorific,
)
from goen.japanese._itaiji import fold_itaiji
from goen.japanese._kana import is_kana, kana_key, katakana
from goen.japanese._money import (
    LARGEST_AMOUNT,
    clean_money_pattern,
    minor_units,
    parse_money,
    parse_price,
    parse_quantity,
)
from goen.japanese._numbers_of_companies import (
    corporate_number_key,
    corporate_number_problem,
    invoice_number_key,
    invoice_number_problem,
    looks_like_my_number,
    names_my_number,
    speaks_of_my_number,
)
from goen.japanese._people import person_key
from goen.japanese._phones import (
    Phone,
    PhoneKind,
    phone_display,
    phone_key,
    phone_possible,
    read_phone,
)
from goen.japanese._postal import (
    PostalAddress,
    address_of_postal_code,
    postal_display,
    postal_key,
)
from goen.japanese._romaji import romaji_key
from goen.japanese._text import Text, display_width, fold, pad, plain, unwrapped
from goen.japanese._unreadable import (
    Unreadable,
    UnreadableDate,
    UnreadableMoney,
    UnreadableQuantity,
)
from goen.japanese._words import Kind, looks_anonymous, transaction_kind

__all__ = [
    "CLEAN_DATE_PATTERN",
    "CURRENCIES",
    "DATE_STYLES",
    "FIRST_YEAR",
    "HONORIFICS",
    "LARGEST_AMOUNT",
    "LAST_YEAR",
    "Address",
    "Company",
    "DateReading",
    "Kind",
    "Phone",
    "PhoneKind",
    "PostalAddress",
    "Text",
    "UnknownCurrency",
    "Unreadable",
    "UnreadableDate",
    "UnreadableMoney",
    "UnreadableQuantity",
    "address_key",
    "address_of_postal_code",
    "addressed",
    "addresses_organisation",
    "clean_money_pattern",
    "company_key",
    "corporate_number_key",
    "corporate_number_problem",
    "currency_sign",
    "date_readings",
    "display_width",
    "email_key",
    "fold",
    "fold_itaiji",
    "honorific",
    "invoice_number_key",
    "invoice_number_problem",
    "is_date_style",
    "is_kana",
    "kana_key",
    "katakana",
    "looks_anonymous",
    "looks_like_my_number",
    "minor_digits",
    "minor_units",
    "names_my_number",
    "pad",
    "parse_date",
    "parse_money",
    "parse_price",
    "parse_quantity",
    "person_key",
    "phone_display",
    "phone_key",
    "phone_possible",
    "plain",
    "postal_display",
    "postal_key",
    "read_address",
    "read_company",
    "read_phone",
    "romaji_key",
    "speaks_of_my_number",
    "transaction_kind",
    "unwrapped",
    "without_honorific",
]
