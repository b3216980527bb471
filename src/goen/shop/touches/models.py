"""Contacts with customers, their voices, and what was said about them."""

from __future__ import annotations
