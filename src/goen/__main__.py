from __future__ import annotations

import sys

from goen.cli import main

sys.exit(main())
