"""English is complete, keeps every fact, and is what the program really loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from ui import theme, wording
from ui.app import LANGUAGES, set_language

FILE = theme.RESOURCES / "translations" / "guimi_en.ts"
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
MEANT_CHINESE = {"例如：张晓明"}

OTHER_FACTS = {
    "{zhe} 折": ["{percent}"],
    "农历{months}{days}": ["{day}", "{leap}", "{month}"],
    "农历{year}年{months}{days}": ["{day}", "{leap}", "{month}", "{year}"],
}
"""Where English says the same by another number, which the program gives too."""


def messages() -> Iterator[tuple[str, str, str, str]]:
    """Context, source, translation and its state."""
    for context in ElementTree.parse(FILE).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            yield (
                context.findtext("name", ""),
                message.findtext("source", ""),
                translation.text or "",
                translation.get("type", "finished"),
            )


def fields(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^}]*\}", text))


def test_every_text_has_its_english() -> None:
    found = list(messages())
    assert len(found) > 300
    assert [
        (context, source) for context, source, english, state in found if not english or state != "finished"
    ] == []


def test_english_keeps_every_fact() -> None:
    for _, source, english, _ in messages():
        assert fields(english) == OTHER_FACTS.get(source, fields(source)), source


def test_english_is_english() -> None:
    left = [source for _, source, english, _ in messages() if CHINESE.search(english)]
    assert set(left) <= MEANT_CHINESE


def test_every_error_has_a_sentence_whose_fields_are_filled() -> None:
    for code, sentence in wording.SENTENCES.items():
        facts = {field.strip("{}"): "x" for field in fields(sentence)}
        assert "{" not in wording.word_code(code, **facts), code


def test_an_unknown_code_is_shown_with_its_code() -> None:
    assert "no.such" in wording.word_code("no.such", whatever=1)
    assert "{path}" in wording.word_code("file.missing"), "a missing fact shows instead of raising"


@pytest.mark.parametrize("sample", ["Pages", "Wording", "WelcomeWindow"])
def test_the_compiled_file_says_the_same(qapp: QApplication, sample: str) -> None:
    translator = QTranslator()
    assert translator.load(str(FILE.with_suffix(".qm")))
    for context, source, english, _ in messages():
        if context == sample:
            assert translator.translate(context, source) == english


def test_qt_speaks_the_language_too(qapp: QApplication) -> None:
    words = set()
    for language in LANGUAGES:
        set_language(language)
        words.add(QCoreApplication.translate("QPlatformTheme", "Cancel"))
    set_language("zh_CN")
    assert len(words) == 2
