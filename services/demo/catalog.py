"""What the example shop is and sells: a hair and beauty salon, as plain data without ids.

Prices, plans and tiers are made up for the example; whoever writes them into a shop file makes the ids.
"""

from __future__ import annotations

from typing import Final

from model.money import Money, yuan
from model.record import dataclass
from model.shop import ItemKind, Role, ShopProfile


@dataclass(frozen=True, slots=True)
class ExampleItem:
    """`wanted_by_women` and `wanted_by_men` are weights: how often a visit includes it."""

    kind: ItemKind
    category: str
    name: str
    price: Money
    cost: Money
    wanted_by_women: int
    wanted_by_men: int
    barcode: str = ""
    earns_points: bool = True
    discountable: bool = True


@dataclass(frozen=True, slots=True)
class ExamplePlan:
    """`taken` is the weight with which a top-up takes it; `bonus_days` None never expires."""

    name: str
    pay: Money
    bonus: Money
    bonus_days: int | None
    taken: int


@dataclass(frozen=True, slots=True)
class ExampleTier:
    """`from_spent` is what a member of the example has spent in all when they are given it."""

    name: str
    rank: int
    discount_bp: int
    from_spent: Money


@dataclass(frozen=True, slots=True)
class ExampleStaff:
    """`served` is the weight with which a customer is served by them; 0 serves nobody."""

    name: str
    role: Role
    served: int


@dataclass(frozen=True, slots=True)
class ExampleSource:
    """`brought` is the weight with which a new member comes from it."""

    name: str
    brought: int


@dataclass(frozen=True, slots=True)
class ExampleTag:
    """The weights with which women and men carry it."""

    name: str
    women: int
    men: int


@dataclass(frozen=True, slots=True)
class ExampleShop:
    profile: ShopProfile
    categories: tuple[str, ...]
    items: tuple[ExampleItem, ...]
    plans: tuple[ExamplePlan, ...]
    tiers: tuple[ExampleTier, ...]
    staff: tuple[ExampleStaff, ...]
    sources: tuple[ExampleSource, ...]
    friend_source: str
    """The source whose members were brought by another member."""
    tags: tuple[ExampleTag, ...]


def ean13(first_twelve: str) -> str:
    """The twelve digits with their check digit (GS1 General Specifications 7.9).

    Raises ValueError for anything but twelve digits.
    """
    if len(first_twelve) != 12 or not (first_twelve.isascii() and first_twelve.isdigit()):
        raise ValueError("twelve digits come before the check digit")
    weighted = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(first_twelve))
    return first_twelve + str(-weighted % 10)


def _service(category: str, name: str, price: int, cost: int, women: int, men: int) -> ExampleItem:
    return ExampleItem(ItemKind.SERVICE, category, name, yuan(price), yuan(cost), women, men)


def _product(number: int, name: str, price: int, cost: int, women: int, men: int) -> ExampleItem:
    # 20 … 29 are kept free by GS1 for numbers inside a shop.
    barcode = ean13(f"20{number:010d}")
    return ExampleItem(
        ItemKind.PRODUCT, "产品", name, yuan(price), yuan(cost), women, men, barcode, discountable=False
    )


EXAMPLE: Final = ExampleShop(
    profile=ShopProfile(
        name="小雅美发（示例）",
        address="示例路 8 号",
        phone="",
        receipt_footer="示例店铺，数据均为虚构。谢谢光临",
        consent_text="我同意本店保存我的姓名、电话和生日，用于会员服务和到店提醒。我可以随时查看、更正或要求删除。",
    ),
    categories=("剪发造型", "染烫", "护理", "美甲美睫", "产品"),
    items=(
        _service("剪发造型", "洗剪吹", 68, 12, 420, 760),
        _service("染烫", "染发", 298, 76, 120, 30),
        _service("染烫", "烫发", 398, 98, 90, 34),
        _service("护理", "头皮护理", 168, 38, 110, 50),
        _service("剪发造型", "造型", 88, 10, 70, 16),
        _service("染烫", "补染", 128, 34, 110, 24),
        _service("美甲美睫", "美甲", 158, 28, 100, 0),
        _service("剪发造型", "儿童剪发", 38, 6, 40, 30),
        _service("剪发造型", "洗吹", 38, 6, 150, 30),
        _service("剪发造型", "刘海修剪", 20, 2, 60, 4),
        _service("剪发造型", "新娘造型", 680, 120, 3, 0),
        _service("染烫", "挑染", 458, 120, 26, 10),
        _service("染烫", "拉直", 368, 90, 24, 4),
        _service("护理", "深层护理", 198, 46, 80, 8),
        _service("护理", "发膜护理", 128, 26, 90, 8),
        _service("护理", "肩颈按摩", 98, 8, 40, 24),
        _service("美甲美睫", "卸甲", 30, 4, 26, 0),
        _service("美甲美睫", "美睫", 198, 36, 44, 0),
        _product(1, "修护洗发水 500ml", 128, 52, 26, 10),
        _product(2, "修护护发素 500ml", 118, 48, 22, 2),
        _product(3, "护发精油 100ml", 168, 66, 20, 1),
        _product(4, "控油洗发水 400ml", 98, 38, 8, 12),
        _product(5, "造型发蜡 80g", 78, 28, 2, 16),
        _product(6, "定型喷雾 250ml", 68, 24, 10, 6),
        _product(7, "护手霜 60ml", 39, 14, 14, 1),
        _product(8, "气垫梳", 58, 19, 10, 1),
    ),
    plans=(
        ExamplePlan("充 300 送 30", yuan(300), yuan(30), None, 44),
        ExamplePlan("充 500 送 80", yuan(500), yuan(80), None, 34),
        ExamplePlan("充 1000 送 200", yuan(1_000), yuan(200), None, 16),
        ExamplePlan("充 2000 送 500（赠金一年内用）", yuan(2_000), yuan(500), 365, 6),
    ),
    tiers=(
        ExampleTier("普通", 0, 10_000, yuan(0)),
        ExampleTier("黄金", 1, 9_500, yuan(1_000)),
        ExampleTier("钻石", 2, 9_000, yuan(3_000)),
        ExampleTier("铂金", 3, 8_500, yuan(8_000)),
    ),
    staff=(
        ExampleStaff("小雅", Role.CASHIER, 10),
        ExampleStaff("阿Ken", Role.CASHIER, 46),
        ExampleStaff("Lily", Role.CASHIER, 38),
        ExampleStaff("店长", Role.MANAGER, 14),
        ExampleStaff("老板", Role.OWNER, 0),
    ),
    sources=(
        ExampleSource("小区", 30),
        ExampleSource("逛街", 20),
        ExampleSource("写字楼", 14),
        ExampleSource("朋友介绍", 18),
        ExampleSource("线上", 13),
        ExampleSource("异业合作", 5),
    ),
    friend_source="朋友介绍",
    tags=(
        ExampleTag("染发过敏", 12, 4),
        ExampleTag("头皮敏感", 20, 12),
        ExampleTag("喜欢安静", 18, 20),
        ExampleTag("常带朋友", 14, 8),
        ExampleTag("宝妈", 24, 0),
        ExampleTag("上班族", 30, 36),
        ExampleTag("学生", 16, 20),
        ExampleTag("周末客", 26, 30),
        ExampleTag("要发票", 4, 8),
        ExampleTag("形象大使", 1, 0),
    ),
)
"""The example shop."""
