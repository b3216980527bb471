"""The three questions to the president, answered by what the shop itself has on record."""
