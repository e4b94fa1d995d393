"""The shop's own settings."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from model.changes import Kind
from model.commands import SaveSettings
from model.errors import UserError
from model.money import ZERO
from model.rules import ClaimRules, PointsRules, ProfitRules, RefundRules, TierRules
from model.shop import SCALES, Look, Policy, PrinterKind, PrinterSetting, Role, Settings, ShopProfile
from model.text import clean_line, clean_note
from model.views import Done
from services import access
from services.storage import setting_rows
from services.storage.work import Reader, Work

LOGO_LIMIT_BYTES = 1_000_000


def load(read: Reader) -> Settings:
    return setting_rows.load(read.conn)


def save(work: Work, command: SaveSettings) -> Done:
    """Replace one section; how it looks is anybody's, the rules are a manager's.

    Raises UserError `settings.*`, `auth.needs`, `text.*`.
    """
    section = command.section
    if not isinstance(section, Look):
        access.needs(work, Role.MANAGER)
    match section:
        case ShopProfile():
            section = _profile(section)
        case Policy():
            _check_policy(section)
        case PrinterSetting():
            section = _printer(section)
        case Look():
            section = _look(section)
        case ClaimRules():
            _check_claims(section)
        case PointsRules():
            _check_points(section)
        case RefundRules():
            _check_refunds(section)
        case ProfitRules():
            _check_profit(work, section)
        case TierRules():
            if not 0 <= section.window_months <= 120 or not 0 <= section.grace_days <= 3_650:
                raise UserError("settings.number")
    key = setting_rows.save(work.conn, section)
    work.settings_changed = True
    work.touch(Kind.SETTING)
    return work.finish(f"save_{key}")


def _profile(profile: ShopProfile) -> ShopProfile:
    if profile.logo_png is not None and (
        len(profile.logo_png) > LOGO_LIMIT_BYTES or not profile.logo_png.startswith(b"\x89PNG")
    ):
        raise UserError("settings.logo", limit=LOGO_LIMIT_BYTES)
    return replace(
        profile,
        name=clean_line(profile.name, required=True),
        address=clean_line(profile.address, 120),
        phone=clean_line(profile.phone, 40),
        receipt_footer=clean_note(profile.receipt_footer, 300),
        consent_text=clean_note(profile.consent_text, 2_000),
    )


def _check_policy(policy: Policy) -> None:
    if not 0 <= policy.day_starts_hour <= 12:
        raise UserError("settings.hour")
    if not 0 <= policy.points_per_yuan <= 1_000 or not 0 <= policy.cashier_discount_limit_bp <= 10_000:
        raise UserError("settings.number")
    if not 1 <= policy.idle_lock_minutes <= 240 or min(policy.registered_limit, policy.transfer_limit) < ZERO:
        raise UserError("settings.number")
    if policy.close_limit < ZERO:
        raise UserError("settings.number")
    _check_referral(policy)
    try:
        ZoneInfo(policy.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError("settings.zone", zone=policy.time_zone) from None


def _check_claims(rules: ClaimRules) -> None:
    if not 1 <= rules.window_days <= 366 or rules.minimum_purchase < ZERO:
        raise UserError("settings.number")
    if rules.bonus_days is not None and not 1 <= rules.bonus_days <= 3_650:
        raise UserError("settings.number")


def _check_profit(work: Work, rules: ProfitRules) -> None:
    # Whoever is held to the floor doesn't move it.
    access.needs(work, Role.OWNER)
    if not 0 <= rules.cost_bp <= 10_000 or not 0 <= rules.expected_claims_bp <= 10_000:
        raise UserError("settings.number")
    if not -10_000 <= rules.floor_bp <= 10_000:
        raise UserError("settings.number")


def _check_refunds(rules: RefundRules) -> None:
    # The law's seven days can be lengthened, not shortened.
    if not 7 <= rules.cooling_days <= 365 or rules.cash_limit < ZERO:
        raise UserError("settings.number")
    days = [rate.from_day for rate in rules.rates]
    bps = [bp for rate in rules.rates for bp in (rate.shop_cause_bp, rate.member_cause_bp)]
    if not days or len(set(days)) < len(days) or len(days) > 200 or not all(0 <= bp <= 10_000 for bp in bps):
        raise UserError("settings.rates")


def _check_points(rules: PointsRules) -> None:
    percents = (rules.birthday_percent, *(item.percent for item in rules.items))
    if not all(0 <= percent <= 1_000 for percent in percents) or rules.birthday_percent < 100:
        raise UserError("settings.number")
    if not 0 <= rules.fen_per_point <= 100_000 or not 0 <= rules.most_of_bill_bp <= 10_000:
        raise UserError("settings.number")
    if not 0 <= rules.valid_months <= 1_200 or not set(rules.double_weekdays) <= set(range(1, 8)):
        raise UserError("settings.number")


def _check_referral(policy: Policy) -> None:
    if policy.referral_reward.fen < 0 or policy.referral_minimum_sale.fen < 0:
        raise UserError("settings.number")
    if policy.referral_bonus_days is not None and not 1 <= policy.referral_bonus_days <= 3_650:
        raise UserError("settings.number")
    if not 0 <= policy.referral_hold_days <= 365 or not 100 <= policy.honor_factor_percent <= 1_000:
        raise UserError("settings.number")
    if not 0 <= policy.referral_cap_per_month <= 10_000 or not 0 <= policy.friend_cards_per_member <= 10_000:
        raise UserError("settings.number")


def _look(look: Look) -> Look:
    if look.scale_percent not in SCALES:
        raise UserError("settings.scale")
    return replace(look, language=clean_line(look.language, 20), theme=clean_line(look.theme, 20))


def _printer(printer: PrinterSetting) -> PrinterSetting:
    if printer.width_mm not in (58, 80) or not 1 <= printer.copies <= 5:
        raise UserError("settings.number")
    address = clean_line(printer.address, 500)
    if printer.kind is not PrinterKind.NONE and not address:
        raise UserError("settings.printer_address")
    return replace(printer, address=address)
