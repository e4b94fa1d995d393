"""What an editor of the Settings page says when it cannot take what was typed."""

from __future__ import annotations


class Refused(Exception):
    """`sentence` goes beside the field, in the language of now."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
