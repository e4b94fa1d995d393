"""Which day it was, beside the day on which it is booked.

What is done after the evening's seal is booked on the next day; `after_seal` keeps the day it really was,
which is what validity, due days, statements and contracts go by.
"""

from __future__ import annotations

from typing import Final

INSERT_AFTER_SEAL: Final = "INSERT INTO after_seal (operation_id, day) VALUES (?, ?)"


def day_of(row: str = "t", operation_id: str = "operation_id") -> str:
    """SQL for the day on which a row of txn or operation was made: never later than its business day."""
    return (
        "coalesce((SELECT after_seal.day FROM after_seal "
        f"WHERE after_seal.operation_id = {row}.{operation_id}), {row}.business_day)"
    )
