"""What this room is asked: purchases of a customer, what they come to, the newest of all."""

from __future__ import annotations
