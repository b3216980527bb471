"""The mart: the sales of the ledger as columns in Parquet, for questions about all of them."""
