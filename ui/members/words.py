"""Words for what is known of a member, in the language of now."""

from __future__ import annotations

from model.birthday import Birthday, Calendar, lunar_day_name, lunar_month_name
from model.commands import Gender
from ui.translate import translate


def gender_words(gender: Gender) -> str:
    """女, 男 or 不填."""
    return {
        Gender.FEMALE: translate("MemberWords", "女"),
        Gender.MALE: translate("MemberWords", "男"),
        Gender.UNKNOWN: translate("MemberWords", "不填"),
    }[gender]


def birthday_words(birthday: Birthday) -> str:
    """A birthday as people of the language write it, lunar ones marked as such."""
    facts = {
        "year": birthday.year,
        "month": birthday.month,
        "day": birthday.day,
        "leap": translate("MemberWords", "闰") if birthday.leap else "",
    }
    if birthday.calendar is Calendar.SOLAR and birthday.year is None:
        return translate("MemberWords", "{month}月{day}日").format(**facts)
    if birthday.calendar is Calendar.SOLAR:
        return translate("MemberWords", "{year}年{month}月{day}日").format(**facts)
    facts["months"] = lunar_month_name(birthday.month, birthday.leap)
    facts["days"] = lunar_day_name(birthday.day)
    if birthday.year is None:
        return translate("MemberWords", "农历{months}{days}").format(**facts)
    return translate("MemberWords", "农历{year}年{months}{days}").format(**facts)


def default_consent() -> str:
    """The consent text of a shop that has not written its own (PIPL; domain.md section 9)."""
    return translate(
        "MemberWords",
        "我同意本店登记我的姓名、手机号和生日等资料，仅用于会员储值、积分、到店服务和与我联系。"
        "我可以随时查看、更正、要求删除，或撤回同意；不愿收到优惠消息时，告诉店员即可停止。"
        "未满十四岁的由监护人同意。",
    )
