"""The sections that fill one part of the shop's settings each."""

from __future__ import annotations

from typing import Final

from model.shop import SCALES, PrinterKind, Role, RoundingRule, SpendingOrder
from ui.settings.fields import Field, FormSection, Kind
from ui.settings.zones import ZONES
from ui.translate import QT_TRANSLATE_NOOP

SHOP: Final = FormSection(
    "shop",
    QT_TRANSLATE_NOOP("SettingsTables", "店铺"),
    "storefront",
    QT_TRANSLATE_NOOP("SettingsTables", "印在小票和会员卡上的店铺资料。"),
    "profile",
    (
        Field("name", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "店铺名称"), half=True),
        Field(
            "phone",
            Kind.TEXT,
            QT_TRANSLATE_NOOP("SettingsTables", "电话"),
            limit=40,
            half=True,
            optional=True,
        ),
        Field("address", Kind.TEXT, QT_TRANSLATE_NOOP("SettingsTables", "地址"), limit=120, optional=True),
        Field(
            "logo_png",
            Kind.IMAGE,
            QT_TRANSLATE_NOOP("SettingsTables", "店标"),
            QT_TRANSLATE_NOOP("SettingsTables", "PNG 或 JPEG 图片，会缩小后存进店铺文件。"),
            optional=True,
        ),
        Field(
            "receipt_footer",
            Kind.LINES,
            QT_TRANSLATE_NOOP("SettingsTables", "小票结尾语"),
            QT_TRANSLATE_NOOP("SettingsTables", "例如：谢谢光临，欢迎再来。"),
            limit=200,
            optional=True,
        ),
        Field(
            "consent_text",
            Kind.LINES,
            QT_TRANSLATE_NOOP("SettingsTables", "会员同意书"),
            QT_TRANSLATE_NOOP(
                "SettingsTables", "新会员登记时给客人看的文字；同意时连同时间一起记录。留空则用内置文字。"
            ),
            limit=2000,
            optional=True,
        ),
    ),
)

RULES: Final = FormSection(
    "rules",
    QT_TRANSLATE_NOOP("SettingsTables", "规则"),
    "scales",
    QT_TRANSLATE_NOOP("SettingsTables", "扣款、抹零、积分和法律限额。程序提醒，不能代替律师。"),
    "policy",
    (
        Field(
            "spending_order",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "储值先扣哪一部分"),
            QT_TRANSLATE_NOOP(
                "SettingsTables", "随每张单据一起保存；以后改了，不影响以前的单据。赠金总是先扣最早到期的。"
            ),
            options=(
                (
                    SpendingOrder.PROPORTIONAL,
                    QT_TRANSLATE_NOOP("SettingsTables", "按比例：本金和赠金按各自余额的比例扣"),
                ),
                (
                    SpendingOrder.PRINCIPAL_FIRST,
                    QT_TRANSLATE_NOOP("SettingsTables", "先本金：本金用完再用赠金"),
                ),
                (SpendingOrder.BONUS_FIRST, QT_TRANSLATE_NOOP("SettingsTables", "先赠金：赠金用完再用本金")),
            ),
            group=QT_TRANSLATE_NOOP("SettingsTables", "扣款和优惠"),
        ),
        Field(
            "rounding",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "抹零"),
            options=(
                (RoundingRule.NONE, QT_TRANSLATE_NOOP("SettingsTables", "不抹零：128.37 收 128.37")),
                (RoundingRule.JIAO, QT_TRANSLATE_NOOP("SettingsTables", "抹分：128.37 收 128.30")),
                (RoundingRule.YUAN, QT_TRANSLATE_NOOP("SettingsTables", "抹角分：128.37 收 128.00")),
            ),
        ),
        Field(
            "points_per_yuan",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "每元积分"),
            QT_TRANSLATE_NOOP("SettingsTables", "只按真正付的钱算；充值和赠金不积分。0 为不积分。"),
            high=1000,
            half=True,
        ),
        Field(
            "cashier_discount_limit_bp",
            Kind.PERCENT,
            QT_TRANSLATE_NOOP("SettingsTables", "收银员优惠上限"),
            QT_TRANSLATE_NOOP("SettingsTables", "手工优惠超过账单的这个比例，要店长的 PIN。"),
            high=10_000,
            unit="%",
            half=True,
        ),
        Field(
            "registered_limit",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "记名卡余额上限"),
            QT_TRANSLATE_NOOP(
                "SettingsTables", "《单用途商业预付卡管理办法》：记名卡不超过 5,000 元。超过时提醒。"
            ),
            half=True,
            group=QT_TRANSLATE_NOOP("SettingsTables", "法律限额"),
        ),
        Field(
            "transfer_limit",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "须转账的金额"),
            QT_TRANSLATE_NOOP(
                "SettingsTables", "同一办法：个人一次购卡 50,000 元以上应当银行转账。超过时提醒。"
            ),
            half=True,
        ),
        Field(
            "close_limit",
            Kind.MONEY,
            QT_TRANSLATE_NOOP("SettingsTables", "日结差异上限"),
            QT_TRANSLATE_NOOP("SettingsTables", "日结时相差超过这个金额，要店长的 PIN。"),
            half=True,
            group=QT_TRANSLATE_NOOP("SettingsTables", "营业日"),
        ),
        Field(
            "day_starts_hour",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "营业日换日时间"),
            QT_TRANSLATE_NOOP("SettingsTables", "凌晨这个钟点以前的单据算前一天。"),
            high=12,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "点"),
            half=True,
        ),
        Field(
            "time_zone",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "时区"),
            QT_TRANSLATE_NOOP("SettingsTables", "店铺所在的地方；单据的日期和时间按它算。"),
            options=ZONES,
            half=True,
        ),
        Field(
            "idle_lock_minutes",
            Kind.INTEGER,
            QT_TRANSLATE_NOOP("SettingsTables", "无人操作时锁屏"),
            QT_TRANSLATE_NOOP("SettingsTables", "多少分钟没有人动就锁上。"),
            low=1,
            high=240,
            unit=QT_TRANSLATE_NOOP("SettingsTables", "分钟"),
            half=True,
            group=QT_TRANSLATE_NOOP("SettingsTables", "锁屏和打印"),
        ),
        Field(
            "print_automatically",
            Kind.SWITCH,
            QT_TRANSLATE_NOOP("SettingsTables", "收款后自动打印小票"),
            half=True,
        ),
    ),
)

PRINTERS: Final = FormSection(
    "printers",
    QT_TRANSLATE_NOOP("SettingsTables", "打印"),
    "printer",
    QT_TRANSLATE_NOOP("SettingsTables", "小票往哪里打。打印失败不影响已经收的钱，任务留在队列里。"),
    "printer",
    (
        Field(
            "kind",
            Kind.CHOICE,
            QT_TRANSLATE_NOOP("SettingsTables", "打印机"),
            options=(
                (PrinterKind.NONE, QT_TRANSLATE_NOOP("SettingsTables", "不打印（可预览、存 PDF）")),
                (PrinterKind.SYSTEM, QT_TRANSLATE_NOOP("SettingsTables", "系统打印机")),
                (PrinterKind.NETWORK, QT_TRANSLATE_NOOP("SettingsTables", "网络小票机（ESC/POS）")),
                (PrinterKind.USB, QT_TRANSLATE_NOOP("SettingsTables", "USB 小票机（ESC/POS）")),
                (PrinterKind.SERIAL, QT_TRANSLATE_NOOP("SettingsTables", "串口小票机（ESC/POS）")),
                (PrinterKind.FILE, QT_TRANSLATE_NOOP("SettingsTables", "文件或设备（ESC/POS）")),
                (PrinterKind.PDF_FOLDER, QT_TRANSLATE_NOOP("SettingsTables", "存成 PDF 文件夹")),
            ),
        ),
        Field(
            "address",
            Kind.TEXT,
            QT_TRANSLATE_NOOP("SettingsTables", "地址"),
            QT_TRANSLATE_NOOP(
                "SettingsTables",
                "系统打印机：名称；网络：192.168.1.50 或带端口；USB：04b8:0e15；串口：COM3；文件夹：路径。",
            ),
            limit=260,
            optional=True,
        ),
        Field(
            "width_mm",
            Kind.CHIPS,
            QT_TRANSLATE_NOOP("SettingsTables", "纸宽"),
            options=(
                (80, QT_TRANSLATE_NOOP("SettingsTables", "80 毫米")),
                (58, QT_TRANSLATE_NOOP("SettingsTables", "58 毫米")),
            ),
            half=True,
        ),
        Field("copies", Kind.INTEGER, QT_TRANSLATE_NOOP("SettingsTables", "份数"), low=1, high=5, half=True),
    ),
)

LOOK: Final = FormSection(
    "look",
    QT_TRANSLATE_NOOP("SettingsTables", "显示"),
    "palette",
    QT_TRANSLATE_NOOP("SettingsTables", "语言、明暗和字的大小，选了马上生效。"),
    "look",
    (
        Field(
            "language",
            Kind.CHIPS,
            QT_TRANSLATE_NOOP("SettingsTables", "语言"),
            options=(("zh_CN", "中文"), ("en", "English")),
        ),
        Field(
            "theme",
            Kind.CHIPS,
            QT_TRANSLATE_NOOP("SettingsTables", "明暗"),
            options=(
                ("light", QT_TRANSLATE_NOOP("SettingsTables", "浅色")),
                ("dark", QT_TRANSLATE_NOOP("SettingsTables", "深色")),
            ),
        ),
        Field(
            "scale_percent",
            Kind.CHIPS,
            QT_TRANSLATE_NOOP("SettingsTables", "文字大小"),
            options=tuple((percent, f"{percent} %") for percent in SCALES),
        ),
    ),
    role=Role.CASHIER,
)
