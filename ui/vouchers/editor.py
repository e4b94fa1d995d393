"""Making and changing a template: the rule as a calm form, with the sentence it means over it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.ids import CommandId, StaffId, VoucherTemplateId
from model.shop import Role
from model.views import Done
from model.voucher import TemplateLook, VoucherTemplate
from model.voucher_commands import SaveTemplate
from model.voucher_rule import Benefit, BenefitKind, Validity, VoucherRule, check_rule
from services import catalog, pictures, vouchers
from services.catalog import Catalog
from services.ids import new_id
from ui import voucher_words, wording
from ui.printing.piece_view import PieceView
from ui.shell.context import PageContext
from ui.vouchers import looks
from ui.vouchers.rule_form import FIELD_OF, USUAL_DAYS, RuleForm
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import CheckBox, NoteEdit, TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.picture_editor import PictureEditor
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from services.printing.vouchers import PrintedVoucher


def _piece(template: VoucherTemplate, language: str, data: bytes | None, read: Any) -> PrintedVoucher:
    # A form opens without the machinery for printing.
    from ui.vouchers import paper

    picture = pictures.drawn_from(read, template.look.picture, data)
    return paper.sample(read, template, language, picture)


class TemplateSheet(Sheet):
    """`saved(VoucherTemplateId)`; what is issued already never changes, and the sheet says so."""

    saved = Signal(object)
    keeps_typed = True

    def __init__(
        self, context: PageContext, parent: QWidget, template: VoucherTemplate | None, position: int
    ) -> None:
        super().__init__(parent, "", 1160)
        self._context = context
        self._is_new = template is None
        self._template = template or VoucherTemplate(
            VoucherTemplateId(new_id()),
            "",
            VoucherRule(Benefit(BenefitKind.AMOUNT), Validity(days=USUAL_DAYS)),
            position=position,
        )
        self._command_id = CommandId(new_id())
        self.sentence = Label("", "accent", wrap=True)
        self._note = Label("", "caption", wrap=True)
        self.name = TextField()
        self.rule_form = RuleForm()
        self.colour = ChipChoice()
        self.design = ChipChoice()
        self.picture = PictureEditor(context.jobs)
        self.piece = PieceView(context)
        self.conditions_zh = NoteEdit(lines=2)
        self.conditions_en = NoteEdit(lines=2)
        self.active = CheckBox()
        self._head = Form()
        self._head.add("name", "", self.name)
        self._look = Form(columns=2)
        self._look.add("colour", "", self.colour, span=2)
        self._look.add("design", "", self.design, span=2)
        self._look.add("picture", "", self.picture, span=2)
        self._look.add("conditions_zh", "", self.conditions_zh)
        self._look.add("conditions_en", "", self.conditions_en)
        self._back = KeyButton("", "Esc")
        self.save_button = KeyButton("", "Enter", "primary", icon="check")
        self._lay_out()
        self.retranslate()
        self._fill()
        context.jobs.read(catalog.everything, done=self._on_catalog, owner=self)

    def _lay_out(self) -> None:
        told = Card(tone="accent", margin=(14, 10, 14, 10), gap=2)
        told.body.add(self.sentence)
        self.body.add(told, self._head, self.rule_form, self._look, self.active, self._note)
        self.set_aside(self.piece)
        self.set_buttons(self._back, self.save_button)
        self.set_primary(self.save_button)
        self._back.clicked.connect(self.dismiss)
        self.save_button.clicked.connect(self.press)
        for changed in (self.rule_form.edited, self.colour.changed, self.design.changed, self.picture.edited):
            changed.connect(self._on_edited)
        for text in (self.name, self.conditions_zh, self.conditions_en):
            text.textChanged.connect(self._on_edited)
        self.starts_at = self.name

    def retranslate(self) -> None:
        self.set_title(self.tr("新券种") if self._is_new else self.tr("修改券种"))
        self._head.row("name").set_label(self.tr("名称（印在券上）"))
        self.name.setPlaceholderText(self.tr("例如：满100减20"))
        self.name.setAccessibleName(self.tr("名称"))
        self.colour.set_entries(looks.named(looks.COLOURS, self._template.look.colour))
        self.design.set_entries(looks.named(looks.DESIGNS))
        for name, label in (
            ("colour", self.tr("颜色")),
            ("design", self.tr("款式")),
            ("picture", self.tr("图片（PNG 或 JPEG，可不放）")),
            ("conditions_zh", self.tr("另外的说明（中文，一行一条）")),
            ("conditions_en", self.tr("另外的说明（英文，一行一条）")),
        ):
            self._look.row(name).set_label(label)
            self._look.row(name).field.setAccessibleName(label)
        self.active.set_text(self.tr("在用（停用后不能再发，已经发出的照样能用）"))
        self._note.setText(self.tr("改动只影响以后发的券；已经发出的，规则和样子都不变。"))
        self._note.setVisible(not self._is_new)
        self._back.set_caption(self.tr("返回"))
        self.save_button.set_caption(self.tr("保存"))
        self._on_edited()

    def _fill(self) -> None:
        look = self._template.look
        self.name.setText(self._template.name)
        self.rule_form.fill(self._template.rule)
        self.colour.set_value(look.colour)
        self.design.set_value(look.design)
        self.picture.show_name(look.picture)
        self.conditions_zh.setPlainText(look.conditions_zh)
        self.conditions_en.setPlainText(look.conditions_en)
        self.active.setChecked(self._template.active)
        self.active.setVisible(not self._is_new)
        self._on_edited()

    def _on_catalog(self, everything: Catalog) -> None:
        self.rule_form.offer(everything.items)
        self.rearrange()

    def _on_edited(self, *_: object) -> None:
        rule = self.rule_form.rule()
        if self.rule_form.problem() is None:
            told = voucher_words.sentence(rule, self.rule_form.items.names())
            self.sentence.setText(told)
            name = self.name.clean_text() or self.name.placeholderText()
            typed = replace(self._template, name=name, rule=rule, look=self._typed_look())
            language = self._context.settings.current.look.language
            self.piece.show_item(partial(_piece, typed, language, self.picture.new_data()))
        self.show_error("")

    def _typed_look(self) -> TemplateLook:
        return replace(
            self._template.look,
            colour=str(self.colour.value() or ""),
            design=str(self.design.value() or TemplateLook().design),
            picture=self.picture.name,
            conditions_zh=self.conditions_zh.clean_text(),
            conditions_en=self.conditions_en.clean_text(),
        )

    # Saving

    def _read(self) -> VoucherTemplate | None:
        """What was typed; None, with the sentence beside its field, when it can't be meant."""
        self.rule_form.clear_errors()
        name = self.name.clean_text()
        if not name:
            self._head.show_error("name", wording.word_code("text.empty"))
            return None
        self._head.row("name").set_error("")
        problem = self.rule_form.problem()
        if problem is not None:
            self.rule_form.show_error(*problem)
            return None
        rule = self.rule_form.rule()
        try:
            check_rule(rule)
        except UserError as error:
            self._tell(error)
            return None
        look, active = self._typed_look(), self.active.isChecked()
        return replace(self._template, name=name, rule=rule, look=look, active=active)

    def _tell(self, error: UserError | EnvironmentProblem) -> None:
        sentence = wording.word(error)
        name = FIELD_OF.get(error.code, "")
        if name == "days" and self.rule_form.term.value() == "fixed":
            name = "last"
        if error.code == "catalog.name_exists":
            self._head.show_error("name", sentence)
        elif error.code.startswith("image."):
            self._look.show_error("picture", sentence)
        elif not self.rule_form.show_error(name, sentence):
            self.show_error(sentence)

    def press(self) -> None:
        """Save, after a manager's PIN where it needs one."""
        template = self._read()
        if template is None:
            return
        self._template = template
        if self._context.session.may(Role.MANAGER):
            self._save(None)
        else:
            self._context.approve(Role.MANAGER, self._on_approved)

    def _on_approved(self, staff_id: object) -> None:
        if isinstance(staff_id, bytes):
            self._save(StaffId(staff_id))

    def _save(self, approved_by: StaffId | None) -> None:
        staff_id, data = self._context.session.staff_id, self.picture.new_data()
        command = SaveTemplate(self._command_id, staff_id, self._template, approved_by, data)
        self.save_button.setEnabled(False)
        self._context.jobs.write(
            vouchers.save_template, command, done=self._on_saved, failed=self._on_failed, owner=self
        )

    def _on_saved(self, _: Done) -> None:
        self._context.toast("good", self.tr("已保存：{name}").format(name=self._template.name))
        self.saved.emit(self._template.id)
        self.dismiss()

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.save_button.setEnabled(True)
        self._command_id = CommandId(new_id())
        self._tell(error)
