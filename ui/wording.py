"""Errors in a person's words: what happened and what to do, from a table of codes.

Sentences are Chinese sources, translated at the moment they are shown; facts fill the named fields.
A code that nobody worded is shown with its code, so that support can find it.
"""

from __future__ import annotations

from typing import Final

from model.errors import EnvironmentProblem, UserError
from ui.translate import QT_TRANSLATE_NOOP, translate

_UNKNOWN: Final = QT_TRANSLATE_NOOP("Wording", "没有完成。请记下代码 {code}，再试一次。")

SENTENCES: Final[dict[str, str]] = {
    "money.empty": QT_TRANSLATE_NOOP("Wording", "请输入金额。"),
    "money.unreadable": QT_TRANSLATE_NOOP("Wording", "看不懂这个金额，请输入如 68 或 68.50。"),
    "money.too_large": QT_TRANSLATE_NOOP("Wording", "金额太大了，请检查。"),
    "money.too_small": QT_TRANSLATE_NOOP("Wording", "金额要大于零。"),
    "phone.empty": QT_TRANSLATE_NOOP("Wording", "请输入手机号。"),
    "phone.unreadable": QT_TRANSLATE_NOOP(
        "Wording", "手机号不对：大陆手机 11 位，境外号码以 + 和国家代码开头。"
    ),
    "code.unreadable": QT_TRANSLATE_NOOP("Wording", "认不出这个码，请检查后再输。"),
    "pin.wrong": QT_TRANSLATE_NOOP("Wording", "PIN 不对，请再试。"),
    "pin.locked": QT_TRANSLATE_NOOP("Wording", "错误次数太多，请等 {seconds} 秒再试。"),
    "disk.full": QT_TRANSLATE_NOOP("Wording", "磁盘满了，没有保存。请清出空间后再试一次。"),
    "disk.error": QT_TRANSLATE_NOOP("Wording", "磁盘读写出错，没有保存。请检查磁盘后再试一次。"),
    "disk.readonly": QT_TRANSLATE_NOOP("Wording", "文件或文件夹是只读的，不能保存。请换一个可写的位置。"),
    "file.missing": QT_TRANSLATE_NOOP("Wording", "找不到店铺文件 {path}。"),
    "file.damaged": QT_TRANSLATE_NOOP("Wording", "店铺文件已损坏，不能收款。请用备份恢复。"),
    "file.foreign": QT_TRANSLATE_NOOP("Wording", "这不是闺蜜的店铺文件。请选择另一个文件。"),
    "file.newer": QT_TRANSLATE_NOOP("Wording", "这个文件来自更新的版本。请先升级程序再打开。"),
    "file.busy": QT_TRANSLATE_NOOP("Wording", "店铺文件正被另一个程序使用。请关闭它再试。"),
    "file.wal_missing": QT_TRANSLATE_NOOP(
        "Wording", "这个文件是单独复制出来的，最近的账可能不全。请用程序里的备份。"
    ),
    "sqlite.old": QT_TRANSLATE_NOOP("Wording", "数据库组件太旧，不安全。请重新安装程序。"),
    "printer.away": QT_TRANSLATE_NOOP("Wording", "打印机没有回应。账已保存，连好打印机后会自动打印。"),
    "printer.unknown": QT_TRANSLATE_NOOP("Wording", "找不到打印机 {printer}。请到 设置 → 打印机 选择。"),
    "save.unknown": QT_TRANSLATE_NOOP("Wording", "不能确定是否已保存。请不要重复收款，先查看往来。"),
}


class _Facts(dict[str, object]):
    """Facts of an error; a field that was not given stays visible as its name."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def word_code(code: str, **facts: object) -> str:
    """The sentence for a code with its facts, in the language of now."""
    source = SENTENCES.get(code)
    known = translate("Wording", source if source is not None else _UNKNOWN)
    return known.format_map(_Facts(facts if source is not None else {"code": code}))


def word(error: UserError | EnvironmentProblem) -> str:
    """The sentence for an error: what happened and what to do."""
    return word_code(error.code, **error.facts)
