"""Peer: lifetimes' summary_data_from_transaction_data, with its import and read."""

from __future__ import annotations

import sys

import pandas as pd
from lifetimes.utils import summary_data_from_transaction_data

sales = pd.read_csv(sys.argv[1], parse_dates=["date"])
summary_data_from_transaction_data(
    sales, "customer_id", "date", monetary_value_col="amount"
).to_pickle(sys.argv[2])
