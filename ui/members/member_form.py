"""What is known of a member as a form: shared by signing up and editing."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from model.commands import Gender, MemberDraft
from model.errors import UserError
from model.ids import MemberId, SourceId, TagId, TierId
from model.shop import Source, Tag, Tier
from model.text import mask_phone
from model.views import MemberProfile
from services.members import MemberChoices
from ui import wording
from ui.bus import UiJobs
from ui.finding.member_field import MemberField
from ui.members.birthday_field import BirthdayField
from ui.members.consent import ConsentField
from ui.members.phone_field import PhoneField
from ui.members.words import gender_words
from ui.shell.session import Session
from ui.widgets.chip_choice import ChipChoice
from ui.widgets.fields import ComboBox, NoteEdit, TextField
from ui.widgets.form import FormRow
from ui.widgets.layouts import Column, Line
from ui.widgets.retranslate import Retranslated

Choice = TypeVar("Choice", Source, Tag, Tier)

_GENDERS = (Gender.FEMALE, Gender.MALE, Gender.UNKNOWN)


class MemberForm(Retranslated, QWidget):
    """`open_member(MemberId)`: somebody wants to see the member whose phone was typed."""

    edited = Signal()
    open_member = Signal(object)

    def __init__(
        self,
        jobs: UiJobs,
        session: Session | None = None,
        parent: QWidget | None = None,
        *,
        own_id: MemberId | None = None,
    ) -> None:
        super().__init__(parent)
        self._base = MemberDraft(name="")
        self._referrer_given = False
        self.name = TextField()
        self.phone = PhoneField(jobs, own_id=own_id)
        self.gender = ChipChoice()
        self.gender.set_entries([(gender, gender_words(gender)) for gender in _GENDERS])
        self.gender.set_value(Gender.UNKNOWN)
        self.birthday = BirthdayField()
        self.source = ChipChoice(optional=True)
        self.referrer = MemberField(jobs, session)
        self.referrer.exclude({own_id} if own_id else ())
        self.tier = ComboBox(hint="–")
        self.tags = ChipChoice(many=True)
        self.note = NoteEdit(lines=2)
        self.consent = ConsentField()
        self._rows = {key: FormRow("", self._field(key)) for key in _LABELLED}
        self._assemble()
        self._listen()
        self.setFocusProxy(self.name)
        self.retranslate()

    def _field(self, key: str) -> QWidget:
        return cast(QWidget, getattr(self, key))

    def _assemble(self) -> None:
        left, right = Column(gap=12), Column(gap=12)
        for key in ("name", "phone", "gender", "birthday", "note"):
            left.addWidget(self._rows[key])
        for key in ("source", "referrer", "tier", "tags"):
            right.addWidget(self._rows[key])
        left.addStretch(1)
        right.addStretch(1)
        columns = Line(gap=28)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        column = Column(self, gap=12)
        column.addLayout(columns)
        column.addWidget(self.consent)

    def _listen(self) -> None:
        self.phone.open_member.connect(self.open_member)
        self.name.textEdited.connect(self._on_edited)
        self.note.textChanged.connect(self._on_edited)
        self.tier.chosen.connect(self._on_edited)
        self.referrer.chosen.connect(self._on_edited)
        for key in ("phone", "gender", "birthday", "source", "tags", "consent"):
            getattr(self, key).changed.connect(self._on_edited)

    def _on_edited(self, *_: object) -> None:
        self.name.set_problem("")
        self.edited.emit()

    def retranslate(self) -> None:
        labels = {
            "name": self.tr("姓名"),
            "phone": self.tr("手机号"),
            "gender": self.tr("性别"),
            "birthday": self.tr("生日（可不填）"),
            "source": self.tr("怎么知道本店的"),
            "referrer": self.tr("介绍人（可不填）"),
            "tier": self.tr("等级"),
            "tags": self.tr("标签"),
            "note": self.tr("备注"),
        }
        for key, label in labels.items():
            self._rows[key].set_label(label)
            self._field(key).setAccessibleName(label)
        self.gender.set_texts([gender_words(gender) for gender in _GENDERS])
        self.tier.setAccessibleName(self.tr("等级"))
        self.tier.setPlaceholderText(self.tr("未定"))
        self.name.setPlaceholderText(self.tr("例如：张晓明"))

    def offer(self, choices: MemberChoices) -> None:
        """Fill sources, tiers, tags and the consent text of the shop."""
        self.source.set_entries([(source.id, source.name) for source in choices.sources])
        self.tags.set_entries([(tag.id, tag.name) for tag in choices.tags])
        self.tier.set_entries([(tier.id, tier.name) for tier in choices.tiers])
        self.consent.offer(choices.consent_text)
        for key, wanted in (("source", choices.sources), ("tier", choices.tiers), ("tags", choices.tags)):
            self._rows[key].setVisible(bool(wanted) and not (key == "source" and self._referrer_given))

    def take_referrer_as_given(self) -> None:
        """The referrer and the source follow from a friend card: nothing to choose."""
        self._referrer_given = True
        for key in ("source", "referrer"):
            self._rows[key].hide()

    def fill(self, profile: MemberProfile, *, hide_phone: bool) -> None:
        """Show a member whose choices were offered before (see `choices_for`)."""
        self._base = draft_of(profile)
        self._show(self._base, profile, hide_phone=hide_phone)

    def merge(self, profile: MemberProfile, *, hide_phone: bool) -> None:
        """Show a newer state of the member, keeping what was changed here since `fill`."""
        typed, base, newer = self.draft(), self._base, draft_of(profile)
        kept = {
            field.name: getattr(typed, field.name)
            for field in fields(MemberDraft)
            if getattr(typed, field.name) != getattr(base, field.name)
        }
        name = self.referrer.chosen_name if "referrer_id" in kept else profile.referrer_name
        self._base = newer
        self._show(replace(newer, **kept), replace(profile, referrer_name=name), hide_phone=hide_phone)

    def _show(self, draft: MemberDraft, profile: MemberProfile, *, hide_phone: bool) -> None:
        self.name.setText(draft.name)
        same = draft.phone == profile.phone
        masked = mask_phone(draft.phone) if hide_phone and same else None
        self.phone.set_value(draft.phone, draft.no_phone_reason, shown=masked)
        self.gender.set_value(draft.gender)
        self.birthday.set_value(draft.birthday)
        self.source.set_value(draft.source_id)
        if draft.referrer_id is None:
            self.referrer.clear()
        else:
            self.referrer.set_member(draft.referrer_id, profile.referrer_name)
        self.tier.set_value(draft.tier_id)
        self.tags.set_values(draft.tag_ids)
        self.note.setPlainText(draft.note)
        if draft.consent_text == profile.consent_text:
            self.consent.set_given(profile.consent_text, profile.consent_at)

    def draft(self) -> MemberDraft:
        """What is typed. Raises UserError `birthday.*`."""
        phone, reason = self.phone.value()
        return MemberDraft(
            name=self.name.clean_text(),
            phone=phone,
            no_phone_reason=reason,
            gender=cast(Gender, self.gender.value() or Gender.UNKNOWN),
            birthday=self.birthday.value(),
            source_id=cast("SourceId | None", self.source.value()),
            referrer_id=self.referrer.value(),
            tier_id=cast("TierId | None", self.tier.value()),
            tag_ids=cast("tuple[TagId, ...]", self.tags.values()),
            note=self.note.clean_text(),
            consent_text=self.consent.value(),
        )

    def checked_draft(self) -> MemberDraft | None:
        """What is typed, or None with the first thing that is wrong told beside its field."""
        if not self.name.clean_text():
            self.tell(UserError("member.name_empty"))
            return None
        phone, reason = self.phone.value()
        if not phone and not reason:
            self.tell(UserError("member.no_reason" if self.phone.has_none else "member.phone_or_reason"))
            return None
        if self.birthday.show_problem():
            self.birthday.setFocus()
            return None
        if self.referrer.is_unresolved:
            self.referrer.tell(self.tr("请在结果里选一位，或清空这一格。"))
            self.referrer.setFocus()
            return None
        return self.draft()

    def tell(self, error: UserError) -> bool:
        """Show an error beside the field it speaks of; False when it speaks of none."""
        if error.code == "member.phone_exists":
            member_id = cast(MemberId, error.facts["member_id"])
            self.phone.show_taken(member_id, str(error.facts["name"]))
            self.phone.setFocus()
            return True
        area = error.code.split(".")[0]
        key = _FIELD_OF.get(error.code) or _FIELD_OF.get(area)
        if key is None:
            return False
        field = self._field(key)
        if isinstance(field, PhoneField | MemberField):
            field.tell(wording.word(error))
        else:
            self._rows[key].set_error(wording.word(error))
        field.setFocus()
        return True


_LABELLED = ("name", "phone", "gender", "birthday", "referrer", "source", "tier", "tags", "note")
_FIELD_OF = {
    "friend_card.own": "phone",
    "friend_card.phone": "phone",
    "member.name_empty": "name",
    "member.phone_or_reason": "phone",
    "member.no_reason": "phone",
    "member.referrer": "referrer",
    "member.referrer_self": "referrer",
    "phone": "phone",
    "birthday": "birthday",
    "text": "name",
}
"""code or area of an error → the field it speaks of."""


def choices_for(profile: MemberProfile, choices: MemberChoices) -> MemberChoices:
    """The shop's choices and, of the archived ones, those the member has: saving must not lose them."""
    sources = (profile.source,) if profile.source else ()
    tiers = (profile.tier,) if profile.tier else ()
    return replace(
        choices,
        sources=_with(choices.sources, sources),
        tiers=_with(choices.tiers, tiers),
        tags=_with(choices.tags, profile.tags),
    )


def _with(offered: tuple[Choice, ...], own: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return offered + tuple(thing for thing in own if thing.id not in {known.id for known in offered})


def draft_of(profile: MemberProfile) -> MemberDraft:
    """A member as the form holds it."""
    return MemberDraft(
        name=profile.name,
        phone=profile.phone,
        no_phone_reason=profile.no_phone_reason,
        gender=profile.gender,
        birthday=profile.birthday,
        source_id=profile.source.id if profile.source else None,
        referrer_id=profile.referrer_id,
        tier_id=profile.tier.id if profile.tier else None,
        tag_ids=tuple(tag.id for tag in profile.tags),
        note=profile.note,
        consent_text=profile.consent_text,
    )
