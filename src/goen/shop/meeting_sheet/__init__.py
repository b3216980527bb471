"""The A4 sheet for the monthly meeting: on screen, as PDF and by mail."""
