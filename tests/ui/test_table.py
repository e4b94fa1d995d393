"""Tables of any length: only what is looked at is fetched, and the window never waits."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.blocks import BLOCK_ROWS, KEPT_BLOCKS, LOADING, BlockModel, Cell, OnRows, TableColumn
from ui.widgets.table import DataTable

COLUMNS = (
    TableColumn("number", "会员号", 90, sortable=True),
    TableColumn("name", "姓名", 120, bold=True),
    TableColumn("stored", "储值余额", 110, "right", sortable=True),
)


class Source:
    """Answers later, when told to, like rows read on another thread."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self.waiting: list[tuple[Sequence[object], OnRows]] = []

    def fetch(self, first: int, ids: Sequence[object], on_rows: OnRows) -> None:
        self.asked.append((first, len(ids)))
        self.waiting.append((ids, on_rows))

    def answer(self, prefix: str = "") -> None:
        waiting, self.waiting = self.waiting, []
        for ids, on_rows in waiting:
            on_rows([(f"{prefix}{id_}", Cell(f"<b>{id_}", "accent", chip=True), "1.00") for id_ in ids])


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def table(qtbot: QtBot, source: Source) -> DataTable:
    table = DataTable(BlockModel(COLUMNS, source.fetch), name="会员")
    table.model().setParent(table)
    qtbot.addWidget(table)
    table.resize(600, 440)
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    return table


def model_of(table: DataTable) -> BlockModel:
    model = table.model()
    assert isinstance(model, BlockModel)
    return model


def shown(table: DataTable, row: int, column: int = 0) -> object:
    return table.model().index(row, column).data()


def test_only_what_is_seen_is_fetched_and_dashes_wait_for_it(
    table: DataTable, source: Source, qtbot: QtBot
) -> None:
    model_of(table).set_ids(array("q", range(1_000_000)))
    qtbot.waitUntil(lambda: bool(source.asked))
    assert source.asked == [(0, BLOCK_ROWS)]
    assert shown(table, 0) == LOADING
    source.answer()
    assert (shown(table, 0), shown(table, 5, 1)) == ("0", "<b>5")


def test_a_jump_fetches_where_it_lands_and_forgets_what_was_passed(
    table: DataTable, source: Source, qtbot: QtBot
) -> None:
    model_of(table).set_ids(array("q", range(1_000_000)))
    qtbot.waitUntil(lambda: bool(source.asked))
    source.answer()
    source.asked.clear()
    bar = table.verticalScrollBar()
    for step in range(1, 40):
        bar.setValue(bar.maximum() * step // 40)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: (999_936, 64) in source.asked)
    assert len(source.asked) <= 6
    source.answer()
    assert shown(table, 999_999) == "999999"


def test_answers_to_an_older_list_are_dropped(table: DataTable, source: Source, qtbot: QtBot) -> None:
    model_of(table).set_ids(array("q", range(100)))
    qtbot.waitUntil(lambda: bool(source.waiting))
    late = source.waiting.pop()
    model_of(table).set_ids(array("q", range(100, 200)))
    qtbot.waitUntil(lambda: bool(source.waiting))
    source.waiting.insert(0, late)
    source.answer()
    assert shown(table, 0) == "100"


def test_refresh_keeps_the_old_text_until_the_new_is_there(
    table: DataTable, source: Source, qtbot: QtBot
) -> None:
    model_of(table).set_ids(array("q", range(100)))
    qtbot.waitUntil(lambda: bool(source.waiting))
    source.answer()
    model_of(table).refresh()
    assert shown(table, 3) == "3"
    qtbot.waitUntil(lambda: bool(source.waiting))
    assert shown(table, 3) == "3"
    source.answer("new ")
    assert shown(table, 3) == "new 3"


def test_memory_is_bounded(table: DataTable, source: Source) -> None:
    model = model_of(table)
    model.set_ids(array("q", range(BLOCK_ROWS * (KEPT_BLOCKS + 20))))
    for block in range(KEPT_BLOCKS + 20):
        model.cell(block * BLOCK_ROWS, 0)
        model._on_ask()
        source.answer()
    assert len(model._blocks) == KEPT_BLOCKS


def test_a_row_that_vanished_meanwhile_is_a_dash(table: DataTable, source: Source) -> None:
    model = model_of(table)
    model.set_ids(array("q", range(10)))
    model._on_rows(model._generation, 0, [("0", "a", "b")])
    assert shown(table, 9) == LOADING


def test_enter_and_double_click_open_a_row(table: DataTable, source: Source, qtbot: QtBot) -> None:
    model_of(table).set_ids(array("q", [70, 71, 72]))
    opened: list[object] = []
    table.activated_id.connect(opened.append)
    table.set_current_row(0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    spot = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == [71, 72]
    assert table.current_id() == 72
    assert table.selected_ids() == [72]


def test_headers_ask_for_an_order(table: DataTable) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_requested.connect(lambda key, descending: asked.append((key, descending)))
    header = table.horizontalHeader()
    for section in (0, 0, 1, 2):
        spot = header.sectionViewportPosition(section) + 20
        QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=header.rect().center().__class__(spot, 10)
        )
    assert asked == [("number", False), ("number", True), ("stored", True)]
    headings = [table.model().headerData(section, Qt.Orientation.Horizontal) for section in range(3)]
    assert headings == ["会员号", "姓名", "储值余额 ↓"]


def test_columns_are_remembered(table: DataTable, source: Source, qtbot: QtBot) -> None:
    table.show_column("name", shown=False)
    table.horizontalHeader().moveSection(2, 0)
    table.setColumnWidth(0, 133)
    state = table.column_state()
    other = DataTable(BlockModel(COLUMNS, source.fetch))
    other.model().setParent(other)
    qtbot.addWidget(other)
    other.restore_columns(state)
    assert other.column_state() == state
    other.restore_columns({"order": "nonsense", "widths": {"number": -4, "name": "x"}, "hidden": None})
    assert other.column_state() == state


def test_letters_typed_into_a_table_do_not_walk_its_rows(table: DataTable, source: Source) -> None:
    model_of(table).set_ids(array("q", range(1_000_000)))
    table.set_current_row(0)
    QTest.keyClicks(table, "zhang")
    assert table.currentIndex().row() == 0
    assert source.asked in ([], [(0, BLOCK_ROWS)])
