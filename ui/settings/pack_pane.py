"""The section of session packs: which service, how many sessions, the price and how long they last."""

from __future__ import annotations

from functools import partial
from typing import Final, cast

from model.command import Command
from model.ids import CommandId, ItemId, PackKindId, StaffId
from model.money import yuan
from model.pack import MOST_SESSIONS, PackKind
from model.pack_commands import SavePackKind
from services import packs
from services.catalog import Catalog
from ui.settings.fields import Field, Kind, Listed, ListSection
from ui.settings.list_pane import ListPane
from ui.settings.pane import Make, UseCase
from ui.translate import QT_TRANSLATE_NOOP, translate

SERVICES: Final = "services"
_NOT_CHOSEN: Final = cast(ItemId, None)
"""The service of a new kind before one is chosen; it isn't saved with that."""


def detail(thing: object) -> str:
    """Sessions, price, and what one of them costs."""
    if not isinstance(thing, PackKind):
        return ""
    each = thing.price.fen // thing.sessions
    told = translate("SettingsDetails", "{count} 次 {price} · 每次约 ¥{each}")
    each_text = f"{each / 100:.2f}".rstrip("0").rstrip(".")
    parts = [told.format(count=thing.sessions, price=thing.price, each=each_text)]
    if thing.days is not None:
        parts.append(translate("SettingsDetails", "{days} 天有效").format(days=thing.days))
    return " · ".join(parts)


PACKS: Final = ListSection(
    "packs",
    QT_TRANSLATE_NOOP("SettingsTables", "次卡"),
    "stack",
    QT_TRANSLATE_NOOP(
        "SettingsTables", "预付若干次同一项服务。改动只对以后卖的有效；卖出的按当时的次数、价格和日期。"
    ),
    "pack_kinds",
    QT_TRANSLATE_NOOP("SettingsTables", "新增次卡"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有次卡。比如“头皮护理十次卡”，10 次 ¥980。"),
    lambda id_, position: PackKind(PackKindId(id_), "", _NOT_CHOSEN, 10, yuan(0), position=position),
    (
        Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "名称")),
        Field(
            "item_id",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "哪项服务"),
            QT_TRANSLATE_NOOP("SettingsTables", "卖出那天的单价会记在卡上，退卡时按它计算。"),
            among=SERVICES,
            none=QT_TRANSLATE_NOOP("SettingsTables", "请选择"),
        ),
        Field(
            "sessions",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "次数"),
            low=1,
            high=MOST_SESSIONS,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "次"),
            half=True,
        ),
        Field("price", Kind.MONEY, QT_TRANSLATE_NOOP("SettingsTables", "售价"), half=True),
        Field(
            "days",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "有效期"),
            QT_TRANSLATE_NOOP("SettingsTables", "从卖出那天算起；留空为不过期。过期没用完的仍可退。"),
            low=1,
            high=3650,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "天"),
            half=True,
            optional=True,
        ),
        Field("position", Kind.INTEGER, QT_TRANSLATE_NOOP("SettingsTables", "顺序"), high=9999, half=True),
        Field("companion", Kind.SWITCH, QT_TRANSLATE_NOOP("SettingsTables", "可以带同伴一起用")),
    ),
    detail,
)


class PackPane(ListPane):
    """Chooses among the shop's services."""

    def _on_catalog(self, everything: Catalog) -> None:
        used = tuple((item.id, item.name) for item in everything.items if item.active)
        retired = tuple((item.id, item.name) for item in everything.items if not item.active)
        self.form.offer(SERVICES, used, retired)
        super()._on_catalog(everything)

    def _saving(self, thing: Listed) -> tuple[UseCase, Make]:
        return packs.save_kind, partial(_save, cast(PackKind, thing))


def _save(kind: PackKind, id_: CommandId, staff_id: StaffId) -> Command:
    return SavePackKind(id_, staff_id, kind)
