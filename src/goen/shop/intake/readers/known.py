"""All named readers."""

from __future__ import annotations

from goen.shop.intake.readers.addresses import ADDRESSES
from goen.shop.intake.readers.invoices import INVOICES
from goen.shop.intake.readers.kintone import KINTONE
from goen.shop.intake.readers.registers import REGISTERS
from goen.shop.intake.readers.shops import SHOPS

READERS = (*REGISTERS, *SHOPS, *INVOICES, *ADDRESSES, *KINTONE)
