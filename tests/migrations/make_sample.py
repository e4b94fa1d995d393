"""Makes the sample of this version's shop file, with made-up people; run it when a version is released.

    python -m tests.migrations.make_sample

The next version's migration is then held to opening it (test_old_files.py). A sample is never made anew.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

from model.friend_card import BenefitKind, FriendBenefit
from model.ids import MemberId
from model.money import yuan
from services.storage import schema
from tests.services.friends import bring, card_kind, give, template
from tests.support import Till, open_till, txn


def make(path: Path) -> None:
    """A closed shop with members, lots, sales in a mix of tenders, and reversals in part."""
    with open_till(path) as till:
        plan = till.plan(yuan(500), yuan(80), 30)
        for name in ("张晓明", "单小雅", "䶮"):
            member_id = till.member(name, till.tier(9_000 + len(name)) if name == "䶮" else None)
            till.top_up(member_id, yuan(500), plan)
            free = txn(till.top_up(member_id, yuan(300)))
            if name != "䶮":
                sale = txn(till.sell(yuan(168), member_id, stored=yuan(100)))
                till.reverse(sale, (0, 1))
                till.sell(yuan(68), member_id, stored=yuan(30))
            till.reverse(free, amount=yuan(120))
            till.clock.set(till.clock.now_ms() + 3_600_000)
        till.sell(yuan(39))
        _bring_a_friend(till, till.member("柳依依"))
        till.prove()


def _bring_a_friend(till: Till, giver: MemberId) -> None:
    """Friend cards given, one used, its voucher and the giver's reward waiting."""
    benefit = FriendBenefit(BenefitKind.VOUCHER, template_id=template(till))
    used, *_ = give(till, giver, card_kind(till, benefit=benefit), 2, "来试试")
    friend = bring(till, used)
    till.sell(yuan(88), friend)


def main() -> None:
    target = Path(__file__).with_name(f"shop-v{schema.VERSION}.guimi.gz")
    if target.exists():
        raise SystemExit(f"{target.name} is there already: a sample is never made anew")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.guimi"
        make(path)
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
