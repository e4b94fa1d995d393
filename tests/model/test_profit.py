from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from model.ids import GiftId, ItemId, PlanId, VoucherTemplateId
from model.money import ZERO, Money, yuan
from model.offer import Offer, OfferedGift, OfferedInstalments
from model.profit import Part, PartKind, Priced, PriceList, check, check_plan, voucher_worth
from model.rules import ProfitRules
from model.shop import Plan
from model.voucher_rule import Benefit, BenefitKind, Validity, VoucherRule

GIFT = GiftId(b"g" * 16)
EXAMPLE = Plan(
    PlanId(b"p" * 16),
    "充500 送500礼品 再返500分10个月",
    yuan(500),
    ZERO,
    offer=Offer((OfferedGift(GIFT),), OfferedInstalments(10, yuan(50))),
)
PRICES = PriceList(gifts={GIFT: Priced("礼盒", yuan(500))})


def test_the_example_holds_exactly() -> None:
    found = check_plan(EXAMPLE, PRICES, ProfitRules(cost_bp=3_333, expected_claims_bp=7_000))
    assert (found.pays, found.gets) == (yuan(500), yuan(1_500))
    assert (found.discount_bp, found.breakeven_cost_bp) == (3_333, 3_333)
    assert (found.gets_expected, found.breakeven_expected_bp) == (yuan(1_350), 3_704)
    assert found.margin_all == Money(5)
    assert found.below_floor


def test_the_floor_is_a_share_of_what_is_paid_in_the_worst_case() -> None:
    parts = (Part(PartKind.PRINCIPAL, yuan(100)), Part(PartKind.INSTALMENTS, yuan(100)))
    at = [check(yuan(100), parts, ProfitRules(4_000, 5_000, floor)) for floor in (2_000, 2_001)]
    assert [(c.margin_all_bp, c.below_floor) for c in at] == [(2_000, False), (2_000, True)]
    assert [c.margin_expected_bp for c in at] == [4_000, 4_000]


def test_a_known_cost_counts_in_place_of_the_shops() -> None:
    parts = (Part(PartKind.PRINCIPAL, yuan(100)), Part(PartKind.GIFTS, yuan(100), yuan(10)))
    assert check(yuan(100), parts, ProfitRules(cost_bp=4_000)).margin_all == yuan(50)


@given(
    st.integers(1, 10**7),
    st.lists(st.tuples(st.sampled_from(list(PartKind)), st.integers(0, 10**7)), max_size=7),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
)
def test_expecting_less_never_costs_more(
    pays: int, given_: list[tuple[PartKind, int]], cost_bp: int, expected_bp: int
) -> None:
    parts = [Part(PartKind.PRINCIPAL, Money(pays)), *(Part(k, Money(v)) for k, v in given_)]
    found = check(Money(pays), parts, ProfitRules(cost_bp, expected_bp, 0))
    assert found.gets_expected <= found.gets
    assert found.margin_expected >= found.margin_all
    assert 0 < found.discount_bp <= 10_000 or found.gets.fen > 10_000 * pays
    assert found.below_floor == (found.margin_all_bp < 0)


def test_what_a_voucher_is_worth() -> None:
    cut, dye = ItemId(b"c"), ItemId(b"d")
    prices = {cut: yuan(68), dye: yuan(380)}
    until = Validity(days=30)

    def worth(benefit: Benefit, **more: object) -> Money:
        return voucher_worth(VoucherRule(benefit, until, **more), prices)  # type: ignore[arg-type]

    assert worth(Benefit(BenefitKind.AMOUNT, yuan(20))) == yuan(20)
    assert worth(Benefit(BenefitKind.PERCENT, off_bp=2_000, cap=yuan(30))) == yuan(30)
    assert worth(Benefit(BenefitKind.PERCENT, off_bp=2_000), minimum=yuan(200)) == yuan(40)
    assert worth(Benefit(BenefitKind.FREE), items=frozenset({cut, dye})) == yuan(380)
    assert worth(Benefit(BenefitKind.TRIAL, yuan(9)), items=frozenset({cut})) == yuan(59)
    assert worth(Benefit(BenefitKind.GIFT, gift="面膜一盒")) == ZERO


def test_what_the_price_list_does_not_know_counts_for_nothing() -> None:
    plan = Plan(PlanId(b"p"), "充5", yuan(5), ZERO, voucher_template_id=VoucherTemplateId(b"v"), vouchers=2)
    assert check_plan(plan, PriceList(), ProfitRules()).gets == yuan(5)
