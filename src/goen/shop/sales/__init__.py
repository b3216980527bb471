"""The sales ledger: what customers bought, products, quotes and invoices."""
