"""Enter customers without end; print each name once its row is safe."""

from __future__ import annotations

import sys

import django

django.setup()

from goen.shop.customers.operations import create_customer  # noqa: E402
from goen.shop.staff.models import Staff  # noqa: E402
from goen.shop.ui.clock import now  # noqa: E402

who = Staff.objects.get()
for number in range(10**6):
    name = f"{sys.argv[1]}-{number}"
    create_customer(by=who, values={"name": name}, now=now())
    sys.stdout.write(f"{name}\n")
    sys.stdout.flush()
