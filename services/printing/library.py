"""python-escpos, loaded on first use and made to leave nothing behind."""

from __future__ import annotations

import logging
import os
import shutil
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def printers() -> Any:
    """The module `escpos.printer`.

    Importing it (0.2 s) adds a handler to the root logger and leaves a folder in the system's temporary
    one for each start of a program: both are undone here.
    """
    handlers = list(logging.root.handlers)
    import escpos.capabilities
    import escpos.printer

    logging.root.handlers[:] = handlers
    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:
        shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    return escpos.printer
