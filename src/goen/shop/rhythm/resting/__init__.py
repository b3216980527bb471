"""Customers on whom no people's time is spent: decided by a person, until they come by again."""
