"""The sections that list what a shop sells, whom it employs and how it sorts its members."""

from __future__ import annotations

from typing import Final

from model.ids import CategoryId, ItemId, SourceId, StaffId, TagId
from model.money import ZERO
from model.shop import Category, Item, ItemKind, Role, Source, Staff, Tag
from ui.settings import details
from ui.settings.fields import Field, Kind, ListSection
from ui.translate import QT_TRANSLATE_NOOP

ITEMS: Final = ListSection(
    "items",
    QT_TRANSLATE_NOOP("SettingsTables", "项目与商品"),
    "scissors",
    QT_TRANSLATE_NOOP("SettingsTables", "收银台上可以点选的服务和商品。改价不影响已经成交的单据。"),
    "items",
    QT_TRANSLATE_NOOP("SettingsTables", "新增项目"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有项目。先加一个常做的服务，比如“洗剪吹”。"),
    lambda id_, position: Item(ItemId(id_), ItemKind.SERVICE, "", None, ZERO, position=position),
    (
        Field(
            "kind",
            Kind.CHIPS,
            QT_TRANSLATE_NOOP("SettingsTables", "类型"),
            options=(
                (ItemKind.SERVICE, QT_TRANSLATE_NOOP("SettingsTables", "服务")),
                (ItemKind.PRODUCT, QT_TRANSLATE_NOOP("SettingsTables", "商品")),
            ),
            half=True,
        ),
        Field(
            "category_id",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "分类"),
            among="categories",
            half=True,
            optional=True,
        ),
        Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "名称")),
        Field("price", Kind.MONEY, QT_TRANSLATE_NOOP("SettingsTables", "售价"), half=True),
        Field(
            "cost",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "成本"),
            QT_TRANSLATE_NOOP("SettingsTables", "用来算毛利；不知道就填 0。"),
            half=True,
        ),
        Field(
            "barcode",
            Kind.TEXT,
            QT_TRANSLATE_NOOP("SettingsTables", "条码"),
            limit=40,
            half=True,
            optional=True,
        ),
        Field(
            "position",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "顺序"),
            QT_TRANSLATE_NOOP("SettingsTables", "小的排在前面。"),
            high=9999,
            half=True,
        ),
        Field("earns_points", Kind.SWITCH, QT_TRANSLATE_NOOP("SettingsTables", "计积分"), half=True),
        Field("discountable", Kind.SWITCH, QT_TRANSLATE_NOOP("SettingsTables", "享受等级折扣"), half=True),
    ),
    details.item,
)

CATEGORIES: Final = ListSection(
    "categories",
    QT_TRANSLATE_NOOP("SettingsTables", "项目分类"),
    "squares-four",
    QT_TRANSLATE_NOOP("SettingsTables", "收银台上项目的分组。"),
    "categories",
    QT_TRANSLATE_NOOP("SettingsTables", "新增分类"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有分类。项目少的时候可以不分。"),
    lambda id_, position: Category(CategoryId(id_), "", position),
    (
        Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "名称")),
        Field(
            "position",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "顺序"),
            QT_TRANSLATE_NOOP("SettingsTables", "小的排在前面。"),
            high=9999,
        ),
    ),
    details.position,
)

STAFF: Final = ListSection(
    "staff",
    QT_TRANSLATE_NOOP("SettingsTables", "员工"),
    "identification-badge",
    QT_TRANSLATE_NOOP("SettingsTables", "每人一个 PIN。冲正和大额优惠要店长的 PIN。"),
    "staff",
    QT_TRANSLATE_NOOP("SettingsTables", "新增员工"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有员工。"),
    lambda id_, position: Staff(StaffId(id_), "", Role.CASHIER),
    (
        Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "姓名")),
        Field(
            "role",
            Kind.CHIPS,
            QT_TRANSLATE_NOOP("SettingsTables", "角色"),
            QT_TRANSLATE_NOOP("SettingsTables", "只有老板能任命店长和老板。"),
            options=(
                (Role.CASHIER, QT_TRANSLATE_NOOP("SettingsTables", "收银员")),
                (Role.MANAGER, QT_TRANSLATE_NOOP("SettingsTables", "店长")),
                (Role.OWNER, QT_TRANSLATE_NOOP("SettingsTables", "老板")),
            ),
        ),
    ),
    details.staff,
)

SOURCES: Final = ListSection(
    "sources",
    QT_TRANSLATE_NOOP("SettingsTables", "客人来源"),
    "map-pin",
    QT_TRANSLATE_NOOP("SettingsTables", "客人是怎么找到店里的。"),
    "sources",
    QT_TRANSLATE_NOOP("SettingsTables", "新增来源"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有来源。比如：小区、逛街、朋友介绍。"),
    lambda id_, position: Source(SourceId(id_), "", position),
    (
        Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "名称")),
        Field("position", Kind.INTEGER, QT_TRANSLATE_NOOP("SettingsTables", "顺序"), high=9999),
    ),
    details.position,
)

TAGS: Final = ListSection(
    "tags",
    QT_TRANSLATE_NOOP("SettingsTables", "标签"),
    "tag",
    QT_TRANSLATE_NOOP("SettingsTables", "贴在会员上的短词：染发过敏、喜欢安静、要停车位。"),
    "tags",
    QT_TRANSLATE_NOOP("SettingsTables", "新增标签"),
    QT_TRANSLATE_NOOP("SettingsTables", "还没有标签。"),
    lambda id_, position: Tag(TagId(id_), ""),
    (Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "名称"), limit=20),),
    details.nothing,
)
