"""Marking and translating texts of data tables; `self.tr` serves everything else."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark a text of a data table for translation and hand it back unchanged (typed, unlike Qt's)."""
    return text


def translate(context: str, text: str) -> str:
    """The text in the language of now."""
    return QCoreApplication.translate(context, text)
