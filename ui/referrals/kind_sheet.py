"""Making and changing a kind of friend card: both sides' benefit as a calm form."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.errors import EnvironmentProblem, UserError
from model.friend_card import (
    MAX_DAYS,
    BenefitKind,
    FriendBenefit,
    FriendCardKind,
    FriendCardLook,
    FriendCardRule,
    GiverReward,
    RewardKind,
    check_rule,
)
from model.friend_commands import SaveCardKind
from model.ids import CommandId, FriendCardKindId, StaffId, VoucherTemplateId
from model.money import ZERO, Money, yuan
from model.shop import Role
from model.views import Done
from services import friend_cards, friend_prints, pictures, vouchers
from services.ids import new_id
from services.printing.inks import INKS
from ui import friend_words, wording
from ui.printing.piece_view import NO_CODE, NO_QR, PieceView
from ui.shell.approval import with_role
from ui.shell.context import PageContext
from ui.translate import QT_TRANSLATE_NOOP, translate
from ui.widgets.buttons import KeyButton
from ui.widgets.card import Card
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import CheckBox, ComboBox, MoneyEdit, NoteEdit, NumberEdit, TextField
from ui.widgets.form import Form
from ui.widgets.label import Label
from ui.widgets.layouts import Line
from ui.widgets.picture_editor import PictureEditor
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from services.printing.vouchers import PrintedFriendCard

_REWARDS: Final = (RewardKind.BONUS, RewardKind.POINTS, RewardKind.VOUCHER)
_BENEFITS: Final = (BenefitKind.BONUS, BenefitKind.VOUCHER)
_DESIGNS: Final[dict[str, str]] = {
    "rose": QT_TRANSLATE_NOOP("FriendKindSheet", "满版色"),
    "paper": QT_TRANSLATE_NOOP("FriendKindSheet", "白底省墨"),
}
_COLOURS: Final[dict[str, str]] = {
    "": QT_TRANSLATE_NOOP("FriendKindSheet", "玫红"),
    INKS["green"]: QT_TRANSLATE_NOOP("FriendKindSheet", "松绿"),
    INKS["navy"]: QT_TRANSLATE_NOOP("FriendKindSheet", "湖蓝"),
    INKS["plum"]: QT_TRANSLATE_NOOP("FriendKindSheet", "紫"),
    INKS["ink"]: QT_TRANSLATE_NOOP("FriendKindSheet", "墨"),
}
_FIELD_OF: Final = {
    "friend_card.rule_reward": "reward",
    "friend_card.rule_benefit": "benefit",
    "friend_card.rule_days": "days",
    "friend_card.rule_limits": "held",
    "catalog.name_exists": "name",
    "voucher.template": "benefit",
    "text.empty": "name",
    "text.too_long": "conditions_zh",
    "image.unreadable": "picture",
    "image.too_large": "picture",
}


def offered_templates(read: Any) -> tuple[tuple[VoucherTemplateId, str], ...]:
    """Voucher templates that can be given, by name."""
    return tuple((r.template.id, r.template.name) for r in vouchers.templates(read) if r.template.active)


def usual_rule() -> FriendCardRule:
    """Thirty yuan for each side, for ninety days."""
    thirty = yuan(30)
    return FriendCardRule(GiverReward(RewardKind.BONUS, thirty.fen), FriendBenefit(BenefitKind.BONUS, thirty))


class SideForm(Form):
    """What one side gets: the kind as chips, then an amount, points or a voucher."""

    changed = Signal()

    def __init__(self, kinds: tuple[RewardKind, ...] | tuple[BenefitKind, ...]) -> None:
        super().__init__(gap=8)
        self.kinds = kinds
        self.kind = ChipChoice(one_line=True)
        self.kind.set_entries([(kind, "") for kind in kinds])
        self.amount = MoneyEdit(yuan(30))
        self.points = NumberEdit(100, low=1, high=1_000_000)
        self.template = ComboBox(hint="–")
        self.count = NumberEdit(1, low=1, high=20)
        self.add("kind", "", self.kind)
        for name in ("amount", "points", "template", "count"):
            self.add(name, "", getattr(self, name))
        self.kind.changed.connect(self._on_changed)
        for field in (self.amount, self.points, self.count):
            field.valueChanged.connect(self._on_changed)
        self.template.chosen.connect(self._on_changed)

    def name_fields(self, title: str) -> None:
        """The words over the fields."""
        words = friend_words
        texts = [
            words.reward_kind(k) if isinstance(k, RewardKind) else words.benefit_kind(k) for k in self.kinds
        ]
        self.kind.set_texts(texts)
        for name, label in (
            ("kind", title),
            ("amount", self.tr("赠金（元）")),
            ("points", self.tr("积分")),
            ("template", self.tr("哪种券")),
            ("count", self.tr("几张")),
        ):
            self.row(name).set_label(label)
            self.row(name).field.setAccessibleName(f"{title} {label}")
        self.template.setPlaceholderText(self.tr("选一种券"))
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        kind = self.kind.value()
        voucher = kind in (RewardKind.VOUCHER, BenefitKind.VOUCHER)
        self.row("amount").setVisible(kind in (RewardKind.BONUS, BenefitKind.BONUS))
        self.row("points").setVisible(kind is RewardKind.POINTS)
        self.row("template").setVisible(voucher)
        self.row("count").setVisible(kind is RewardKind.VOUCHER)
        self.changed.emit()

    @property
    def template_id(self) -> VoucherTemplateId | None:
        """The voucher chosen."""
        chosen = self.template.value()
        return VoucherTemplateId(chosen) if isinstance(chosen, bytes) else None

    def reward(self) -> GiverReward:
        """What the giver gets, as typed."""
        kind = self.kind.value()
        if kind is RewardKind.POINTS:
            return GiverReward(RewardKind.POINTS, self.points.value() or 0)
        if kind is RewardKind.VOUCHER:
            return GiverReward(RewardKind.VOUCHER, self.count.value() or 0, self.template_id)
        return GiverReward(RewardKind.BONUS, (self.amount.value() or ZERO).fen)

    def benefit(self) -> FriendBenefit:
        """What the friend gets, as typed."""
        if self.kind.value() is BenefitKind.VOUCHER:
            return FriendBenefit(BenefitKind.VOUCHER, template_id=self.template_id)
        return FriendBenefit(BenefitKind.BONUS, self.amount.value() or ZERO)

    def show_reward(self, reward: GiverReward) -> None:
        """Fill with a reward."""
        self.kind.set_value(reward.kind)
        if reward.kind is RewardKind.BONUS:
            self.amount.set_value(Money(reward.value))
        elif reward.kind is RewardKind.POINTS:
            self.points.set_value(reward.value)
        else:
            self.count.set_value(reward.value)
        self._on_changed()

    def show_benefit(self, benefit: FriendBenefit) -> None:
        """Fill with a benefit."""
        self.kind.set_value(benefit.kind)
        if benefit.kind is BenefitKind.BONUS:
            self.amount.set_value(benefit.amount)
        self._on_changed()


def _piece(
    kind: FriendCardKind, language: str, words: tuple[str, str], data: bytes | None, read: Any
) -> PrintedFriendCard:
    rule = replace(kind.rule, days=min(max(kind.rule.days, 1), MAX_DAYS))
    card = friend_prints.sample(read, rule, kind.look, language, rule.last_day(read.today))
    picture = pictures.drawn_from(read, kind.look.picture, data)
    return replace(card, giver=words[0], line=words[1], qr=NO_QR, typed=NO_CODE, picture=picture)


class KindSheet(Sheet):
    """`saved(FriendCardKindId)`; cards given already keep theirs, and the sheet says so."""

    saved = Signal(object)
    keeps_typed = True

    def __init__(
        self, context: PageContext, parent: QWidget, kind: FriendCardKind | None, position: int
    ) -> None:
        super().__init__(parent, "", 1200)
        self._context = context
        self._is_new = kind is None
        self._kind = kind or FriendCardKind(FriendCardKindId(new_id()), "", usual_rule(), position=position)
        self._command_id = CommandId(new_id())
        self._told = Label("", "accent", wrap=True)
        self._note = Label("", "caption", wrap=True)
        self.name = TextField()
        self.benefit, self.reward = SideForm(_BENEFITS), SideForm(_REWARDS)
        self.days, self.held = NumberEdit(90, low=1, high=3650), NumberEdit(None, low=0, high=500)
        self.minimum = MoneyEdit(None)
        self.colour, self.design = ChipChoice(), ChipChoice(one_line=True)
        self.picture = PictureEditor(context.jobs)
        self.piece = PieceView(context)
        self.conditions_zh, self.conditions_en = NoteEdit(lines=2), NoteEdit(lines=2)
        self.active = CheckBox()
        self.form = Form(columns=3)
        self._back = KeyButton("", "Esc")
        self.save_button = KeyButton("", "Enter", "primary", icon="check")
        self._lay_out()
        self.retranslate()
        self._fill()
        context.jobs.read(offered_templates, done=self._on_templates, owner=self)

    def _lay_out(self) -> None:
        told = Card(tone="accent", margin=(14, 10, 14, 10))
        told.body.add(self._told)
        sides = Line(gap=24)
        sides.addWidget(self.benefit, 1)
        sides.addWidget(self.reward, 1)
        head = Form()
        head.add("name", "", self.name)
        self._head = head
        for name in ("days", "minimum", "held"):
            self.form.add(name, "", getattr(self, name))
        self._look = Form(columns=2)
        for name in ("colour", "design", "conditions_zh", "conditions_en", "picture"):
            self._look.add(name, "", getattr(self, name), span=2 if name == "picture" else 1)
        self.body.add(told, head, sides, self.form, self._look, self.active, self._note)
        self.set_aside(self.piece)
        self.set_buttons(self._back, self.save_button)
        self.set_primary(self.save_button)
        self._back.clicked.connect(self.dismiss)
        self.save_button.clicked.connect(self._on_save)
        sides_and_look = (self.benefit, self.reward, self.colour, self.design)
        for changed in (*(part.changed for part in sides_and_look), self.picture.edited):
            changed.connect(self._tell)
        for text in (self.name, self.days, self.minimum, self.conditions_zh, self.conditions_en):
            text.textChanged.connect(self._tell)

    def retranslate(self) -> None:
        self.set_title(self.tr("新的闺蜜卡种类") if self._is_new else self.tr("修改闺蜜卡种类"))
        self._head.row("name").set_label(self.tr("名称"))
        self.name.setAccessibleName(self.tr("名称"))
        self.name.setPlaceholderText(self.tr("例如：闺蜜同行卡"))
        self.benefit.name_fields(self.tr("朋友得到（登记时就有）"))
        self.reward.name_fields(self.tr("赠卡人得到（朋友首次真金消费后）"))
        for form, name, label in (
            (self.form, "days", self.tr("有效天数")),
            (self.form, "minimum", self.tr("首单至少付（可不填）")),
            (self.form, "held", self.tr("每人最多几张（空着：按全店设置）")),
            (self._look, "colour", self.tr("颜色")),
            (self._look, "design", self.tr("样式")),
            (self._look, "picture", self.tr("图片（PNG 或 JPEG，可不放）")),
            (self._look, "conditions_zh", self.tr("另写的条件（中文）")),
            (self._look, "conditions_en", self.tr("另写的条件（英文）")),
        ):
            form.row(name).set_label(label)
            form.row(name).field.setAccessibleName(label)
        self.colour.set_entries([(c, translate("FriendKindSheet", w)) for c, w in _COLOURS.items()])
        self.design.set_entries([(d, translate("FriendKindSheet", w)) for d, w in _DESIGNS.items()])
        self.active.set_text(self.tr("还在发（停用后，发出去的照样有效）"))
        self._note.setText(self.tr("改了以后只用于新发的卡；已经给出去的卡不变。奖励一次性，不算第二层。"))
        self._back.set_caption(self.tr("取消"))
        self.save_button.set_caption(self.tr("保存"))
        self._tell()

    def _fill(self) -> None:
        kind = self._kind
        self.name.setText(kind.name)
        self.benefit.show_benefit(kind.rule.benefit)
        self.reward.show_reward(kind.rule.reward)
        self.days.set_value(kind.rule.days)
        self.minimum.set_value(kind.rule.minimum or None)
        self.held.set_value(kind.rule.held_limit or None)
        self.colour.set_value(kind.look.colour if kind.look.colour in _COLOURS else "")
        self.design.set_value(kind.look.design if kind.look.design in _DESIGNS else "rose")
        self.picture.show_name(kind.look.picture)
        self.conditions_zh.setPlainText(kind.look.conditions_zh)
        self.conditions_en.setPlainText(kind.look.conditions_en)
        self.active.setChecked(kind.active)
        self.active.setVisible(not self._is_new)

    def _on_templates(self, offered: tuple[tuple[VoucherTemplateId, str], ...]) -> None:
        for form, wanted in (
            (self.benefit, self._kind.rule.benefit.template_id),
            (self.reward, self._kind.rule.reward.template_id),
        ):
            form.template.set_entries(offered)
            form.template.set_value(wanted)
        self._tell()

    def _tell(self, *_: object) -> None:
        friend = friend_words.benefit(self.benefit.benefit(), self.benefit.template.currentText() or "…")
        giver = friend_words.reward(self.reward.reward(), self.reward.template.currentText() or "…")
        self._told.setText(friend_words.sides(friend, giver))
        language = self._context.settings.current.look.language
        words = (self.tr("王小美"), self.tr("剪头发找阿Ken，他懂我们"))
        self.piece.show_item(partial(_piece, self._typed(), language, words, self.picture.new_data()))

    def _typed(self) -> FriendCardKind:
        rule = FriendCardRule(
            replace(self.reward.reward(), bonus_days=self._kind.rule.reward.bonus_days),
            replace(self.benefit.benefit(), bonus_days=self._kind.rule.benefit.bonus_days),
            self.days.value() or 0,
            self.minimum.value() or ZERO,
            self.held.value() or 0,
        )
        look = FriendCardLook(
            str(self.colour.value() or ""),
            str(self.design.value() or "rose"),
            self.conditions_zh.clean_text(),
            self.conditions_en.clean_text(),
            self.picture.name,
        )
        active = self.active.isChecked() or self._is_new
        return replace(self._kind, name=self.name.clean_text(), rule=rule, look=look, active=active)

    def _on_save(self) -> None:
        for form in (self._head, self.form, self.benefit, self.reward):
            form.clear_errors()
        self.show_error("")
        kind = self._typed()
        if not kind.name:
            self._head.show_error("name", wording.word_code("text.empty"))
            return
        try:
            check_rule(kind.rule)
        except UserError as error:
            self._on_failed(error)
            return
        with_role(self._context, Role.MANAGER, partial(self._save, kind))

    def _save(self, kind: FriendCardKind, approved_by: StaffId | None) -> None:
        self.save_button.setEnabled(False)
        staff_id, data = self._context.session.staff_id, self.picture.new_data()
        command = SaveCardKind(self._command_id, staff_id, kind, approved_by, data)
        self._context.jobs.write(
            friend_cards.save_kind, command, done=self._on_done, failed=self._on_failed, owner=self
        )

    def _on_done(self, done: Done) -> None:
        self._context.toast("good", self.tr("已保存 {name}").format(name=self.name.clean_text()))
        self.dismiss()
        self.saved.emit(self._kind.id)

    def _on_failed(self, error: UserError | EnvironmentProblem) -> None:
        self.save_button.setEnabled(True)
        field = _FIELD_OF.get(error.code, "")
        if field in ("reward", "benefit"):
            form = self.reward if field == "reward" else self.benefit
            shown = next(n for n in ("template", "amount", "points") if form.row(n).isVisible())
            form.show_error(shown, error)
        elif not any(form.show_error(field, error) for form in (self._head, self.form, self._look)):
            self.show_error(wording.word(error))
