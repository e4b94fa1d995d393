"""Birthdays in words: who reads English sees no Chinese name of a month or a day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from model.birthday import Birthday, lunar_birthday, solar_birthday
from ui.app import set_language
from ui.members.words import birthday_words


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh_CN")


@pytest.mark.parametrize(
    ("birthday", "told"),
    [
        (lunar_birthday(3, 15), "lunar month 3, day 15"),
        (lunar_birthday(8, 15, year=1990), "lunar month 8, day 15 of 1990"),
        (lunar_birthday(6, 1, leap=True), "lunar leap month 6, day 1"),
    ],
)
@pytest.mark.usefixtures("english")
def test_lunar_birthdays_are_numbers_in_english(birthday: Birthday, told: str) -> None:
    assert birthday_words(birthday) == told


@pytest.mark.usefixtures("qapp")
def test_they_keep_their_names_in_chinese() -> None:
    assert birthday_words(lunar_birthday(3, 15)) == "农历三月十五"
    assert birthday_words(solar_birthday(3, 15)) == "3月15日"
