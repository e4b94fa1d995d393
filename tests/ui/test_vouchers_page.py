"""The page 券与卡 on a real file: templates, issuing with progress, PDFs read back, batches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from model.codes import looks_like_qr
from model.commands import SaveSettings
from model.ids import VoucherTemplateId
from model.money import yuan
from model.shop import PrinterKind, PrinterSetting, Role
from model.voucher import VoucherState, VoucherTemplate
from model.voucher_commands import Anonymous, SaveTemplate, ToMember
from model.voucher_rule import Benefit, BenefitKind, OnReversal, Validity, VoucherRule
from services import print_queue, settings, vouchers
from services.ids import new_id
from services.printing.layouts import Layout
from services.roll_prints import RollKind
from tests.flows.counter_window import CounterWindow, counter_window
from tests.support import PIN, command_id
from ui import theme, voucher_words
from ui.app import set_language
from ui.printing.mass_print import Output
from ui.printing.piece_view import NO_QR
from ui.shell.lock import ApprovalSheet
from ui.vouchers.batch_sheet import BatchSheet, ReasonSheet
from ui.vouchers.editor import TemplateSheet
from ui.vouchers.issue_panel import PDF, RECEIPT_PRINTER
from ui.vouchers.page import VouchersPage
from ui.widgets import paint
from ui.widgets.sheet import Sheet

OFF_20 = VoucherRule(
    Benefit(BenefitKind.AMOUNT, yuan(20)), Validity(last=date(2026, 12, 31)), minimum=yuan(100)
)
EVERYTHING = VoucherRule(
    Benefit(BenefitKind.PERCENT, off_bp=1500, cap=yuan(50)),
    Validity(days=30, starts_after=2),
    minimum=yuan(100),
    weekdays=frozenset({0, 1, 2, 3}),
    hours=(time(10), time(17)),
    with_tier=False,
    with_manual=False,
    with_others=True,
    per_bill=2,
    per_member=3,
    in_total=500,
    first_visit=True,
    on_reversal=OnReversal.RETURNS_LONGER,
    extra_days=5,
)


@pytest.fixture
def desk(qapp: QApplication, tmp_shop_path: Path) -> Iterator[CounterWindow]:
    theme.apply(qapp, "light", 1.0)
    with counter_window(tmp_shop_path, Role.OWNER) as desk:
        desk.window.resize(1366, 768)
        yield desk
    set_language("zh_CN")
    theme.apply(qapp, "light", 1.0)


def save(desk: CounterWindow, name: str = "满100减20", rule: VoucherRule = OFF_20) -> VoucherTemplate:
    template = VoucherTemplate(VoucherTemplateId(new_id()), name, rule)
    command = SaveTemplate(command_id(), desk.till.people.owner, template)
    desk.till.do(vouchers.save_template, command)
    return template


def opened(desk: CounterWindow) -> VouchersPage:
    desk.window.open_page("vouchers")
    desk.settle()
    page = desk.window.page("vouchers")
    assert isinstance(page, VouchersPage)
    desk.settle()
    return page


def issue(desk: CounterWindow, page: VouchersPage, to: Any, output: Output | None = None) -> None:
    page.panel.issue(to, output or Output(Layout.A4_2X4))
    desk.until(lambda: not page.panel.issuing.is_busy and not desk.jobs.busy())


def sheet_of(desk: CounterWindow, kind: type[Sheet]) -> Any:
    found = [sheet for sheet in desk.window.findChildren(kind) if sheet.isVisible()]
    assert len(found) == 1
    return found[0]


def codes_in(pdf: Path, page_number: int) -> set[str]:
    import pypdfium2
    import zxingcpp

    document = pypdfium2.PdfDocument(str(pdf))
    try:
        picture = document[page_number].render(scale=200 / 72).to_pil()
    finally:
        document.close()
    return {barcode.text for barcode in zxingcpp.read_barcodes(picture)}


def test_an_empty_page_offers_the_first_template(desk: CounterWindow) -> None:
    page = opened(desk)
    desk.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = sheet_of(desk, TemplateSheet)
    desk.type("满100减20")
    form = sheet.rule_form
    form.amount.setFocus()
    desk.type("20")
    form.minimum.setFocus()
    desk.type("100")
    assert sheet.sentence.text() == "满 ¥100 减 ¥20 · 发出起 30 天"
    desk.enter()
    desk.settle()
    rows = desk.till.ask(vouchers.templates)
    assert [(row.template.name, row.template.rule.minimum) for row in rows] == [("满100减20", yuan(100))]
    current = page.list.current()
    assert current is not None
    assert current.template.name == "满100减20"


def test_the_editor_keeps_every_field_of_a_rule(desk: CounterWindow) -> None:
    template = save(desk, "样样都有", EVERYTHING)
    opened(desk)
    desk.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    sheet = sheet_of(desk, TemplateSheet)
    told = sheet.sentence.text()
    for part in ("8.5 折", "最多减 ¥50", "周一至周四", "10:00–17:00", "仅限首次消费", "每人最多 3 张"):
        assert part in told
    desk.enter()
    desk.settle()
    assert desk.till.ask(vouchers.template, template.id).rule == EVERYTHING


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (VoucherRule(Benefit(BenefitKind.AMOUNT), Validity(days=30)), "amount"),
        (VoucherRule(Benefit(BenefitKind.PERCENT), Validity(days=30)), "percent"),
        (VoucherRule(Benefit(BenefitKind.GIFT), Validity(days=30)), "gift"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(desk: CounterWindow, rule: VoucherRule, field: str) -> None:
    opened(desk)
    desk.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = sheet_of(desk, TemplateSheet)
    sheet.name.setText("缺一样")
    sheet.rule_form.fill(rule)
    sheet.press()
    assert sheet.rule_form._rows[field].error()
    assert desk.till.ask(vouchers.templates) == ()


def test_a_hundred_are_issued_saved_as_pdf_and_every_code_is_read_back(
    desk: CounterWindow, tmp_path: Path
) -> None:
    save(desk)
    page = opened(desk)
    target = tmp_path / "券.pdf"
    issue(desk, page, Anonymous(20, "商圈派发", None, "小雅"), Output(Layout.A4_2X4, target=target))
    desk.settle()
    found = codes_in(target, 0) | codes_in(target, 1) | codes_in(target, 2)
    assert len(found) == 20
    assert all(looks_like_qr(code) for code in found)
    for code in found:
        assert desk.till.ask(vouchers.look_up, code).name == "满100减20"
    batch = desk.till.ask(vouchers.batches)[0]
    printed = desk.till.ask(vouchers.vouchers_of, batch.batch_id)
    assert {voucher.prints for voucher in printed} == {1}
    assert "券.pdf" in desk.toast()


def test_a_long_issue_is_stopped_between_parts_and_says_how_many(desk: CounterWindow) -> None:
    save(desk)
    page = opened(desk)
    page.panel.issue(Anonymous(5_000, "商圈派发"), Output(Layout.A4_2X4))
    desk.until(page.panel.progress.isVisible)
    desk.until(lambda: bool(desk.till.ask(vouchers.batches)))
    page.panel.progress._cancel.click()
    desk.until(lambda: not page.panel.issuing.is_busy and not desk.jobs.busy())
    batch = desk.till.ask(vouchers.batches)[0]
    assert 0 < batch.issued < 5_000
    assert batch.issued % 500 == 0
    assert f"{batch.issued:,}" in desk.toast()


def test_a_member_and_a_list_get_theirs(desk: CounterWindow) -> None:
    template = save(desk)
    page = opened(desk)
    member = desk.salon.members["张晓明"]
    issue(desk, page, ToMember(member, 2))
    assert len(desk.till.ask(vouchers.held_by, member)) == 2
    page.panel.to_whom.choose("list")
    desk.settle()
    assert page.panel.to_whom.count == len(desk.salon.members)
    desk.window.open_page("members")
    members_page: Any = desk.window.page("members")
    members_page._search.set_text("张")
    members_page._on_typed()
    desk.settle()
    members_page._vouchers.click()
    desk.settle()
    assert desk.window.current_page == "vouchers"
    assert page.panel.to_whom.count == 2
    page.panel.press()
    desk.until(lambda: not page.panel.issuing.is_busy and not desk.jobs.busy())
    batch = desk.till.ask(vouchers.batches, template.id)[0]
    assert (batch.name, batch.issued) == ("会员页的名单", 2)


def test_a_cashier_asks_a_manager(qapp: QApplication, tmp_shop_path: Path) -> None:
    with counter_window(tmp_shop_path, Role.CASHIER) as desk:
        save(desk)
        page = opened(desk)
        page.panel.issue(Anonymous(3, "商圈派发"), Output(Layout.A4_2X4))
        desk.settle()
        sheet_of(desk, ApprovalSheet)
        assert desk.till.ask(vouchers.batches) == ()
        desk.type(PIN)
        desk.enter()
        desk.until(lambda: not page.panel.issuing.is_busy and not desk.jobs.busy())
        assert desk.till.ask(vouchers.batches)[0].issued == 3


def test_vouchers_of_a_batch_are_made_void_and_extended_with_a_reason(desk: CounterWindow) -> None:
    save(desk)
    page = opened(desk)
    issue(desk, page, Anonymous(3, "商圈派发"))
    desk.settle()
    page.batches._on_vouchers()
    desk.settle()
    sheet = sheet_of(desk, BatchSheet)
    sheet.void_button.click()
    desk.settle()
    reason = sheet_of(desk, ReasonSheet)
    desk.enter()
    assert reason.form.row("reason").error()
    desk.type("印坏了")
    desk.enter()
    desk.settle()
    batch = desk.till.ask(vouchers.batches)[0]
    states = [v.state for v in desk.till.ask(vouchers.vouchers_of, batch.batch_id)]
    assert states == [VoucherState.VOIDED, VoucherState.ISSUED, VoucherState.ISSUED]
    sheet.table.set_current_row(1)
    sheet.extend_button.click()
    desk.settle()
    sheet_of(desk, ReasonSheet).day.set_value(date(2027, 1, 31))
    sheet_of(desk, ReasonSheet).day._on_part_changed(None)
    sheet_of(desk, ReasonSheet).reason.setText("疫情")
    sheet_of(desk, ReasonSheet)._ok.click()
    desk.settle()
    assert desk.till.ask(vouchers.vouchers_of, batch.batch_id)[1].valid_to == date(2027, 1, 31)
    desk.till.prove()


def test_the_preview_turns_pages_of_every_layout_without_a_code_that_works(desk: CounterWindow) -> None:
    save(desk)
    page = opened(desk)
    desk.until(lambda: page.preview.view is not None)
    assert page.preview.pages == 13
    desk.window.resize(1280, 720)
    page.preview._next.click()
    desk.settle()
    told = page.preview._told
    assert "2 / 13" in told.text()
    assert told.width() >= told.sizeHint().width(), "the room beside it is its own"
    for layout in Layout:
        page.preview.set_layout(layout)
        desk.settle()
        view = page.preview.view
        assert view is not None
        assert view.page_count >= 1
        desk.until(view.is_rendered)
    assert desk.till.ask(vouchers.kind_of, NO_QR) is None


def test_a_code_typed_here_is_redeemed_at_the_counter(desk: CounterWindow) -> None:
    page = opened(desk)
    page.code.setFocus()
    desk.type("7kq2 m9xa 4tz")
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    desk.settle()
    assert desk.window.current_page == "counter"
    assert desk.page.sale.redeeming.is_open
    assert desk.page.sale.redeeming.form.code.text() == "7KQ2M9XA4TZ"


def test_a_rule_is_said_in_english_too(qapp: QApplication) -> None:
    set_language("en")
    try:
        told = voucher_words.sentence(EVERYTHING)
        assert told.startswith("15% off · ¥50 at most · from ¥100 · Mon–Thu · 10:00–17:00")
        assert voucher_words.sentence(OFF_20) == "¥20 off from ¥100 · from now to 2026-12-31"
    finally:
        set_language("zh_CN")
    assert voucher_words.sentence(OFF_20) == "满 ¥100 减 ¥20 · 即日起至 2026-12-31"


def receipt_printer(desk: CounterWindow, path: Path, width_mm: int = 80) -> None:
    setting = PrinterSetting(PrinterKind.FILE, str(path), width_mm)
    desk.till.do(settings.save, SaveSettings(command_id(), desk.till.people.owner, setting))
    desk.settings.replace(desk.till.ask(settings.load))


def test_the_receipt_printer_takes_rolls_of_its_own_width(desk: CounterWindow, tmp_path: Path) -> None:
    save(desk)
    page = opened(desk)
    panel = page.panel

    def choose(layout: Layout) -> str:
        panel.layout_box.set_value(layout)
        panel.layout_box.chosen.emit(layout)
        return panel.printed_on

    assert choose(Layout.ROLL_80) == PDF
    receipt_printer(desk, tmp_path / "roll")
    assert panel.printed_on == RECEIPT_PRINTER
    assert choose(Layout.ROLL_58) == PDF
    assert choose(Layout.A4_2X4) == PDF
    assert choose(Layout.ROLL_80) == RECEIPT_PRINTER
    issue(desk, page, Anonymous(3, "商圈派发"), panel._output())
    desk.until(lambda: bool(desk.till.ask(print_queue.waiting)))
    (job,) = desk.till.ask(print_queue.waiting)
    assert (job.kind, job.pieces) == (RollKind.VOUCHERS, 3)
    desk.until(lambda: "小票打印机" in desk.toast())
    batch = desk.till.ask(vouchers.batches)[0]
    assert {v.prints for v in desk.till.ask(vouchers.vouchers_of, batch.batch_id)} == {0}
    panel.reprint(batch.batch_id, batch.issued)
    desk.until(lambda: len(desk.till.ask(print_queue.waiting)) == 2)
    assert not panel.issuing.is_busy


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_rate_and_page_have_room_at_large_text(
    desk: CounterWindow, qapp: QApplication, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_language(language)
    theme.apply(qapp, "light", 1.5)
    save(desk)
    page = opened(desk)
    issue(desk, page, Anonymous(300, "商圈派发"))
    desk.settle()
    painted: list[tuple[str, bool]] = []
    real = paint.text

    def record(painter: Any, rect: Any, text: str, font: Any, *more: Any) -> None:
        painted.append((text, QFontMetricsF(font).horizontalAdvance(text) <= rect.width()))
        real(painter, rect, text, font, *more)

    monkeypatch.setattr(paint, "text", record)
    page.list.viewport().grab()
    assert [fits for text, fits in painted if text.endswith("%")] == [True]
    told = page.preview._told
    assert told.text() == "1 / 38"
    assert QFontMetricsF(told.font()).horizontalAdvance(told.text()) <= told.width()
