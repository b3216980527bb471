"""The shop: the web application in which a whole company shares one ledger of customers."""

from __future__ import annotations
