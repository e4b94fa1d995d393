"""A picture of every control: python -m tests.ui.gallery FOLDER [--dark] [--scale 1.5] [--lang en]."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from model.money import yuan
from ui import app as application
from ui import theme
from ui.welcome.window import WelcomeWindow
from ui.widgets.blocks import BlockModel, Cell, OnRows, TableColumn
from ui.widgets.buttons import IconButton, KeyButton
from ui.widgets.card import Card, Divider
from ui.widgets.chip import Chip, ChipButton
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.dates import DateEdit
from ui.widgets.fields import CheckBox, ComboBox, MoneyEdit, NoteEdit, PhoneEdit
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.layouts import Column, Line
from ui.widgets.messages import Banner, Busy, EmptyState, Toast
from ui.widgets.pin_pad import PinSheet
from ui.widgets.rating import StarRating
from ui.widgets.search_box import SearchBox
from ui.widgets.table import DataTable
from ui.widgets.tabs import SegmentedTabs, Tab
from ui.widgets.tiles import Tile, TileGrid

COLUMNS = (
    TableColumn("number", "会员号", 90, sortable=True),
    TableColumn("name", "姓名", 120, bold=True),
    TableColumn("tier", "等级", 90),
    TableColumn("stored", "储值余额", 120, "right", sortable=True),
)


def words_and_buttons() -> Card:
    card = Card()
    name = Line()
    name.add(Label("张晓明", "title"), Chip("钻石", "accent"), None)
    chips = Line()
    chips.add(Chip("生日 11-24 · 3 天后", "warning"), Chip("形象大使", "info"), Chip("染发过敏"), None)
    balance = Card(tone="panel")
    balance.body.add(Label("储值余额", "muted"), Label("¥1,286.50", "due"))
    claim = Card(tone="good")
    row = Line()
    row.add(Label("本月返现 ¥50 可领", "good", bold=True), None, KeyButton("领取", "F5", "good"))
    claim.body.add(row)
    disabled = KeyButton("不可用", "F9", "primary")
    disabled.setEnabled(False)
    card.body.addLayout(name)
    card.body.add(Label("138****6217 · No. 000482 · <b>2023-05</b> 入会", "caption", elide=True))
    card.body.addLayout(chips)
    card.body.add(
        balance, claim, Label("䶮 𠅤 㛃", "heading"), KeyButton("新会员", "F2", icon="user-plus"), disabled
    )
    card.body.add(KeyButton("安静", "Esc", "quiet"), IconButton("gear", "设置"), None)
    return card


def sale() -> Card:
    card = Card()
    tiles = TileGrid(columns=3)
    services = (("洗剪吹", 68), ("染发", 298), ("烫发", 398), ("头皮护理", 168), ("造型", 88))
    tiles.set_tiles(
        [
            Tile(n, name, f"¥{price}", "2" if n == 1 else "", n == 1)
            for n, (name, price) in enumerate(services)
        ]
    )
    tenders = Line()
    paid = ChipButton("储值 ¥192.40", "good")
    paid.setChecked(True)
    tenders.add(paid, ChipButton("现金"), ChipButton("微信"), None)
    confirm = Line(gap=10)
    confirm.add(KeyButton("挂单", big=True), KeyButton("收款 ¥192.40", "Enter", "primary", big=True))
    confirm.setStretch(1, 1)
    card.body.add(SegmentedTabs([Tab("a", "消费", "F3"), Tab("b", "充值", "F4")]), tiles, Divider())
    card.body.add(Label("¥192.40", "due"), tenders, confirm, StarRating(4), Busy("正在生成 64 / 100"), None)
    return card


def fields() -> Card:
    card = Card()
    form = Form(columns=2)
    wrong = MoneyEdit()
    form.add("price", "价格", MoneyEdit(yuan(1_286)))
    form.add("phone", "手机号", PhoneEdit(hint="11 位"))
    form.add("kind", "分类", ComboBox([(1, "美发"), (2, "护理")]))
    form.add("wrong", "成本", wrong)
    form.add("note", "备注", NoteEdit(), span=2)
    form.add("born", "生日", DateEdit(), span=2)
    form.add("points", "", CheckBox("计积分 & 优惠", checked=True))
    wrong.setText("六十八")
    card.body.add(form, EmptyState("users", "还没有会员。先登记第一位，一分钟就好。", "新会员", "F2"))
    return card


def fetch(first: int, ids: Sequence[object], on_rows: OnRows) -> None:
    on_rows([(f"{id_:06}", f"张晓明 {id_}", Cell("钻石", "accent", chip=True), f"{id_}.50") for id_ in ids])


def board() -> QWidget:
    window = QWidget()
    column = Column(window, margin=16, gap=12)
    search = SearchBox("手机尾号 · 姓名 · 拼音首字母 · 扫卡", "F1")
    search.set_text("zxm")
    column.add(
        search, Banner("打印机没有回应，3 张小票在等。", "warning", [("retry", "再打一次")], closable=True)
    )
    row = Line(gap=12)
    row.add(words_and_buttons(), sale(), fields())
    column.addLayout(row, 3)
    model = BlockModel(COLUMNS, fetch, window)
    model.set_ids(range(1_000_000))
    table = DataTable(model, name="会员")
    table.set_sort("stored", descending=True)
    column.addWidget(table, 1)
    window.resize(theme.px(1366), theme.px(980))
    return window


def save(widget: QWidget, file: Path) -> None:
    widget.show()
    QTest.qWait(120)
    widget.grab().save(str(file))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--lang", default="zh_CN")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = application.create([])
    application.set_language(options.lang)
    theme.apply(app, "dark" if options.dark else "light", options.scale)
    window = board()
    save(window, options.folder / "controls.png")
    toast = Toast(window)
    toast.say("good", "已收款 ¥192.40 · 张晓明 余额 ¥1,094.10")
    toast.move(theme.px(400), theme.px(900))
    ConfirmSheet(window, "冲正这笔充值？", "退回本金 ¥500.00，赠金 ¥80.00 一并收回。", "冲正").show()
    save(window, options.folder / "question.png")
    PinSheet(window, "需要店长的 PIN", "冲正 充值 ¥500.00").show()
    save(window, options.folder / "pin.png")
    welcome = WelcomeWindow(options.lang)
    save(welcome, options.folder / "welcome.png")
    for shown in (welcome, window):
        shown.close()
        shown.deleteLater()


if __name__ == "__main__":
    main()
