"""Marking texts of data tables for the translation files."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """The text itself: lupdate finds it here, `QCoreApplication.translate(context, …)` shows it.

    Qt's own function of this name is typed as returning `object`.
    """
    return text
