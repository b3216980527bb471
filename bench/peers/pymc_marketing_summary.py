"""Peer: pymc-marketing's rfm_summary, with its import and read."""

from __future__ import annotations

import sys

import pandas as pd
from pymc_marketing.clv.utils import rfm_summary

sales = pd.read_csv(sys.argv[1], parse_dates=["date"])
rfm_summary(sales, "customer_id", "date", monetary_value_col="amount").to_pickle(sys.argv[2])
