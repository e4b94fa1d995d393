"""Statements as they are printed."""

from __future__ import annotations

from datetime import date

from model.ids import MemberId
from services import statements
from services.printing.document import Rendered
from services.printing.statements import render_statement
from services.storage.work import Reader


def pages(read: Reader, member_id: MemberId, first: date, last: date, lang: str) -> Rendered:
    """The statement between two days; raises UserError `member.gone`, `statement.days`."""
    found = statements.statement(read, member_id, first, last)
    return render_statement(found, read.settings.profile.name, lang)
