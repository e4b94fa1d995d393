"""Errors in a person's words: what happened and what to do, from a table of codes.

Sentences are Chinese sources, translated at the moment they are shown; facts fill the named fields.
A code that nobody worded is shown with its code, so that support can find it.
"""

from __future__ import annotations

from datetime import datetime, time
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
    "backup.no_room": QT_TRANSLATE_NOOP(
        "Wording", "磁盘只剩 {free_mb} MB，备份要 {needed_mb} MB。收款不受影响；请清出空间。"
    ),
    "disk.error": QT_TRANSLATE_NOOP("Wording", "磁盘读写出错，没有保存。请检查磁盘后再试一次。"),
    "disk.readonly": QT_TRANSLATE_NOOP("Wording", "文件或文件夹是只读的，不能保存。请换一个可写的位置。"),
    "file.missing": QT_TRANSLATE_NOOP("Wording", "找不到店铺文件 {path}。"),
    "file.damaged": QT_TRANSLATE_NOOP("Wording", "店铺文件已损坏，不能收款。请用备份恢复。"),
    "file.foreign": QT_TRANSLATE_NOOP("Wording", "这不是闺蜜的店铺文件。请选择另一个文件。"),
    "file.newer": QT_TRANSLATE_NOOP("Wording", "这个文件来自更新的版本。请先升级程序再打开。"),
    "clock.back": QT_TRANSLATE_NOOP(
        "Wording",
        "电脑时间是 {now}，比最近一笔账（{last}）还早。请校准；之前先按最近一笔的时间记账，赠金不会过期。",
    ),
    "clock.forward": QT_TRANSLATE_NOOP(
        "Wording",
        "电脑时间是 {now}，离最近一笔账（{last}）太远。请核对；之前先按最近一笔的时间记账，赠金不会过期。",
    ),
    "demo.cancelled": QT_TRANSLATE_NOOP("Wording", "示例店没有建完，什么都没有留下。"),
    "file.busy": QT_TRANSLATE_NOOP("Wording", "店铺文件正忙，没有保存。请再试一次。"),
    "file.exists": QT_TRANSLATE_NOOP("Wording", "那里已经有文件 {path}，没有动它。请换一个名字。"),
    "file.locked": QT_TRANSLATE_NOOP(
        "Wording", "{host} 上的另一个闺蜜（进程 {pid}）正开着这个店铺文件。请用那一个，或先关掉它。"
    ),
    "file.wal_missing": QT_TRANSLATE_NOOP(
        "Wording", "这个文件是单独复制出来的，最近的账可能不全。请用程序里的备份。"
    ),
    "sqlite.old": QT_TRANSLATE_NOOP("Wording", "数据库组件太旧，不安全。请重新安装程序。"),
    "printer.away": QT_TRANSLATE_NOOP("Wording", "打印机没有回应。账已保存，连好打印机后会自动打印。"),
    "printer.unknown": QT_TRANSLATE_NOOP("Wording", "找不到打印机 {printer}。请到 设置 → 打印 选择。"),
    "printer.broken_job": QT_TRANSLATE_NOOP(
        "Wording", "这张打不出来，账已保存。可以在往来里补打，或告诉客服。"
    ),
    "print.gone": QT_TRANSLATE_NOOP("Wording", "这张已经打过或取消了。可以在往来里补打。"),
    "print.nothing": QT_TRANSLATE_NOOP("Wording", "这些都用过、作废或收回了，没有可打的。"),
    "print.no_printer": QT_TRANSLATE_NOOP("Wording", "还没有设打印机。请先选好并保存。"),
    "file.older": QT_TRANSLATE_NOOP("Wording", "这个文件来自旧版本。先用程序打开一次，再检查。"),
    "save.unknown": QT_TRANSLATE_NOOP("Wording", "不能确定是否已保存。请不要重复收款，先查看往来。"),
    "auth.needs": QT_TRANSLATE_NOOP("Wording", "这一步要更高权限的人输入 PIN（店长或老板）。"),
    "auth.unknown": QT_TRANSLATE_NOOP("Wording", "这位员工已经停用，请换人登录。"),
    "birthday.empty": QT_TRANSLATE_NOOP("Wording", "请输入生日。"),
    "birthday.unreadable": QT_TRANSLATE_NOOP(
        "Wording", "看不懂这个生日，请输入如 1990-11-24、1124 或 八月十五。"
    ),
    "birthday.invalid": QT_TRANSLATE_NOOP("Wording", "没有这一天，请检查月、日和闰月。"),
    "catalog.barcode_exists": QT_TRANSLATE_NOOP("Wording", "条码 {barcode} 已经用在别的商品上，请检查。"),
    "catalog.discount": QT_TRANSLATE_NOOP("Wording", "折扣要在 0 到 10 折之间。"),
    "catalog.name_exists": QT_TRANSLATE_NOOP(
        "Wording", "已经有“{name}”了，请换一个名称，或恢复停用的那一个。"
    ),
    "catalog.price": QT_TRANSLATE_NOOP("Wording", "金额不对：付款要大于零，价格、成本和赠金不能是负数。"),
    "image.too_large": QT_TRANSLATE_NOOP("Wording", "图片太大了，请换一张 20 MB 以内的。"),
    "image.no_code": QT_TRANSLATE_NOOP("Wording", "图片上没有找到码：要清楚、完整，不反光。"),
    "image.unreadable": QT_TRANSLATE_NOOP("Wording", "读不出这张图片，请选择 PNG 或 JPEG 文件。"),
    "statement.days": QT_TRANSLATE_NOOP("Wording", "日期不对：结束不能早于开始。"),
    "refund.cash_limit": QT_TRANSLATE_NOOP(
        "Wording", "现金只宜退 {limit} 以内，超过的应退回原来的付款账户。确认后仍可付现金。"
    ),
    "refund.changed": QT_TRANSLATE_NOOP("Wording", "应退金额刚刚变成 {total}，请核对后再付。"),
    "refund.not_closed": QT_TRANSLATE_NOOP("Wording", "这个账户没有销户，照常可用。"),
    "refund.not_open": QT_TRANSLATE_NOOP("Wording", "这份退卡申请已经办完或撤回了。"),
    "refund.reading": QT_TRANSLATE_NOOP("Wording", "没有这种算法，请重新选择。"),
    "refund.pin": QT_TRANSLATE_NOOP("Wording", "店里只有一人时，要再输一次自己的 PIN 才能付款。"),
    "refund.same_person": QT_TRANSLATE_NOOP("Wording", "{name} 登记了申请，要由另一位店长或老板批准。"),
    "member.changed": QT_TRANSLATE_NOOP(
        "Wording", "刚才别处也改了这位会员，还没有保存。请载入最新资料再保存。"
    ),
    "member.closed": QT_TRANSLATE_NOOP(
        "Wording", "这位会员已经退卡销户：先重新启用账户（店长批准），或放下会员按散客收款。"
    ),
    "member.frozen": QT_TRANSLATE_NOOP("Wording", "正在办理退卡，账户先冻结：退完或撤回申请后才能动用。"),
    "member.merged": QT_TRANSLATE_NOOP("Wording", "这份档案已经并入另一位会员，请用并入后的会员。"),
    "member.phone_merged": QT_TRANSLATE_NOOP(
        "Wording", "这个号码在并入这位会员的记录上，按它已经能找到，不用再填。"
    ),
    "merge.later": QT_TRANSLATE_NOOP("Wording", "留下的那份后来又并入了别的记录，请先撤销那一次。"),
    "merge.points": QT_TRANSLATE_NOOP("Wording", "并来的积分已经用掉 {missing} 分，不能撤销。"),
    "merge.same": QT_TRANSLATE_NOOP("Wording", "这是同一份记录，请选另一份。"),
    "merge.settled": QT_TRANSLATE_NOOP("Wording", "合并之后已经退过卡，两份的钱都算进去了，不能再撤销合并。"),
    "merge.unknown": QT_TRANSLATE_NOOP("Wording", "这次合并已经撤销了。"),
    "transfer.nothing": QT_TRANSLATE_NOOP("Wording", "没有可以转的余额。"),
    "transfer.present": QT_TRANSLATE_NOOP("Wording", "双方都要在场并同意，请勾选后再转。"),
    "transfer.same": QT_TRANSLATE_NOOP("Wording", "不能转给自己，请选另一位会员。"),
    "transfer.short": QT_TRANSLATE_NOOP("Wording", "本金只有 {available}，转不了这么多。"),
    "transfer.used": QT_TRANSLATE_NOOP(
        "Wording",
        "转去的余额已经用掉一部分（本金缺 {principal}，赠金缺 {bonus}），不能退回；请先冲正用掉它的消费。",
    ),
    "member.gone": QT_TRANSLATE_NOOP("Wording", "找不到这位会员，请重新查找。"),
    "member.name_empty": QT_TRANSLATE_NOOP("Wording", "请输入姓名。"),
    "member.phone_exists": QT_TRANSLATE_NOOP("Wording", "这个手机号已经是会员：{name}。"),
    "member.no_reason": QT_TRANSLATE_NOOP("Wording", "请写明为什么没有手机号，例如：不愿提供。"),
    "member.phone_or_reason": QT_TRANSLATE_NOOP(
        "Wording", "请输入手机号；没有的话，勾选“没有手机号”并写明原因。"
    ),
    "member.referrer": QT_TRANSLATE_NOOP("Wording", "不能选这位介绍人：不能是本人，也不能互相介绍。"),
    "phone.mainland_invalid": QT_TRANSLATE_NOOP(
        "Wording", "大陆手机是 11 位，现在 {digits} 位；境外号码前面加 + 和国家代码。"
    ),
    "pin.weak": QT_TRANSLATE_NOOP("Wording", "PIN 要 4 到 12 位数字，不能是 1234、0000 这样好猜的。"),
    "settings.hour": QT_TRANSLATE_NOOP("Wording", "换日时间要在 0 点到 12 点之间。"),
    "settings.logo": QT_TRANSLATE_NOOP("Wording", "店标太大或不是 PNG，请换一张图片。"),
    "settings.number": QT_TRANSLATE_NOOP("Wording", "有一个数字超出范围，请检查。"),
    "settings.printer_address": QT_TRANSLATE_NOOP("Wording", "请填写打印机的名称或地址。"),
    "settings.rates": QT_TRANSLATE_NOOP("Wording", "利率至少一行，每天一行，0 到 100% 之间。"),
    "settings.scale": QT_TRANSLATE_NOOP("Wording", "没有这个文字大小，请重新选择。"),
    "settings.zone": QT_TRANSLATE_NOOP("Wording", "不认识时区 {zone}。"),
    "staff.last_owner": QT_TRANSLATE_NOOP("Wording", "至少要留一位在职的老板。请先任命另一位。"),
    "bill.discount": QT_TRANSLATE_NOOP("Wording", "折扣不对，请检查。"),
    "bill.discount_over": QT_TRANSLATE_NOOP("Wording", "折扣比账单还多：最多减 {limit}。"),
    "bill.empty": QT_TRANSLATE_NOOP("Wording", "账单还空着，先加一个项目。"),
    "bill.lines": QT_TRANSLATE_NOOP("Wording", "一张账单最多 {limit} 行，请分开收款。"),
    "bill.price": QT_TRANSLATE_NOOP("Wording", "金额要大于零。"),
    "bill.quantity": QT_TRANSLATE_NOOP("Wording", "数量要在 1 到 {limit} 之间。"),
    "bill.reason": QT_TRANSLATE_NOOP("Wording", "请写明原因。"),
    "balance.short": QT_TRANSLATE_NOOP(
        "Wording", "储值余额只有 {available}，不够付 {amount}。请换一种付款方式或先充值。"
    ),
    "code.foreign": QT_TRANSLATE_NOOP("Wording", "这是别家店的码，不能在这里使用。"),
    "code.kind": QT_TRANSLATE_NOOP("Wording", "这个码是别的用途的，不能用在这里。"),
    "code.paused": QT_TRANSLATE_NOOP("Wording", "输错太多次，请等一分钟再输；扫码随时可用。"),
    "code.mistyped": QT_TRANSLATE_NOOP("Wording", "码输错了，请再核对一遍。"),
    "code.revoked": QT_TRANSLATE_NOOP(
        "Wording",
        "这张卡已经挂失或换过，不能再用。请本人报手机号查找，用新卡或补一张；拿卡的不是本人，请先留下卡。",
    ),
    "code.unknown": QT_TRANSLATE_NOOP("Wording", "没有登记过这个码，请核对，或按手机号查找。"),
    "counter.choose_plan": QT_TRANSLATE_NOOP("Wording", "选一个充值方案，或输入金额。"),
    "counter.choose_tender": QT_TRANSLATE_NOOP("Wording", "选择付款方式：{amount}。"),
    "counter.missing": QT_TRANSLATE_NOOP("Wording", "还差 {missing}：选择付款方式，或先充值（F4）。"),
    "counter.missing_walk_in": QT_TRANSLATE_NOOP("Wording", "还差 {missing}：选择付款方式。"),
    "hold.gone": QT_TRANSLATE_NOOP("Wording", "这张挂单已经在别处结算或删去；账单还在，可以直接收款。"),
    "reprint.unknown": QT_TRANSLATE_NOOP("Wording", "找不到这笔账，不能补打。"),
    "reverse.amount": QT_TRANSLATE_NOOP("Wording", "最多可冲正 {left}。"),
    "reverse.done": QT_TRANSLATE_NOOP("Wording", "这笔已经全部冲正了。"),
    "reverse.kind": QT_TRANSLATE_NOOP("Wording", "冲正和转介奖励不能再冲正；奖励跟着首单一起收回。"),
    "reverse.merge": QT_TRANSLATE_NOOP("Wording", "这是合并会员时转的，请在会员的“账户”里撤销合并。"),
    "reverse.nothing": QT_TRANSLATE_NOOP("Wording", "请选择要冲正的数量或金额。"),
    "reverse.quantity": QT_TRANSLATE_NOOP("Wording", "{name}最多还能冲正 {left} 份。"),
    "reverse.settled": QT_TRANSLATE_NOOP("Wording", "这笔账已经算进退卡，不能再冲正。"),
    "reverse.spent": QT_TRANSLATE_NOOP(
        "Wording", "其中一部分已经用掉，最多可冲正 {possible}；要多退，先冲正用掉它的那笔消费。"
    ),
    "reverse.unknown": QT_TRANSLATE_NOOP("Wording", "找不到这笔账。"),
    "sale.member_needed": QT_TRANSLATE_NOOP("Wording", "用储值付款要先打开会员。"),
    "sale.rating": QT_TRANSLATE_NOOP("Wording", "评价是 1 到 5 星。"),
    "sale.rounding": QT_TRANSLATE_NOOP("Wording", "抹零规则刚刚改了，请核对金额后再收款。"),
    "sale.tier": QT_TRANSLATE_NOOP("Wording", "会员等级刚刚变了，请核对折扣后再收款。"),
    "tender.change": QT_TRANSLATE_NOOP("Wording", "只有现金可以多收找零。"),
    "tender.over": QT_TRANSLATE_NOOP("Wording", "这种付款方式填得比应付还多，请改小。"),
    "tender.sum": QT_TRANSLATE_NOOP("Wording", "付款合计 {paid}，应付 {due}，请核对。"),
    "tender.unknown": QT_TRANSLATE_NOOP("Wording", "付款方式不对，请重新选择。"),
    "topup.amount": QT_TRANSLATE_NOOP("Wording", "充值金额要大于零。"),
    "topup.limit": QT_TRANSLATE_NOOP("Wording", "超过法规限额，请先确认。"),
    "topup.member_needed": QT_TRANSLATE_NOOP("Wording", "充值要先打开一位会员。"),
    "topup.plan": QT_TRANSLATE_NOOP("Wording", "这个充值方案已经停用，请换一个。"),
    "topup.plan_amount": QT_TRANSLATE_NOOP("Wording", "这个方案要付 {pay}，请核对。"),
    "topup.not_now": QT_TRANSLATE_NOOP("Wording", "这个方案现在不在售卖日期里。"),
    "topup.audience": QT_TRANSLATE_NOOP("Wording", "这个方案不卖给这位会员（首充、等级或标签不符）。"),
    "topup.limit_per_member": QT_TRANSLATE_NOOP("Wording", "这个方案每人最多买 {most} 次，已经买满了。"),
    "pack.closed": QT_TRANSLATE_NOOP("Wording", "“{name}”已经退了或取消了，不能再用。"),
    "pack.companion": QT_TRANSLATE_NOOP("Wording", "“{name}”只能本人用，不能带同伴。"),
    "pack.days": QT_TRANSLATE_NOOP("Wording", "有效期要在 1 到 {limit} 天之间，或留空为不过期。"),
    "pack.expired": QT_TRANSLATE_NOOP("Wording", "“{name}”{until} 已过期。要用请先延期（店长），或退卡。"),
    "pack.free": QT_TRANSLATE_NOOP("Wording", "“{name}”是送的，没有付过钱，不能退款。"),
    "pack.gone": QT_TRANSLATE_NOOP("Wording", "找不到这张次卡，请再打开一次会员。"),
    "pack.item": QT_TRANSLATE_NOOP("Wording", "请选择这张次卡是哪项服务。"),
    "pack.kind": QT_TRANSLATE_NOOP("Wording", "这种次卡已经停用，请换一种。"),
    "pack.quantity": QT_TRANSLATE_NOOP("Wording", "一次卖 1 到 {limit} 张。"),
    "pack.sessions": QT_TRANSLATE_NOOP("Wording", "次数要在 1 到 {limit} 之间。"),
    "pack.short": QT_TRANSLATE_NOOP("Wording", "“{name}”只剩 {left} 次。"),
    "pack.until": QT_TRANSLATE_NOOP("Wording", "要比现在的到期日晚，也不能早于今天；不过期的卡不用延期。"),
    "reverse.pack_used": QT_TRANSLATE_NOOP(
        "Wording", "“{name}”已经用了 {used} 次或已经结束，不能整单冲正。请先冲正用掉的次数，或按退卡办理。"
    ),
    "points.short": QT_TRANSLATE_NOOP("Wording", "积分不够：现在能用 {available} 分。"),
    "points.over": QT_TRANSLATE_NOOP("Wording", "这张单最多用积分抵 {limit}。"),
    "points.rule": QT_TRANSLATE_NOOP("Wording", "积分抵扣的规则刚刚改过：请拿掉积分再用一次。"),
    "points.none": QT_TRANSLATE_NOOP("Wording", "请输入 1 到 {limit} 的积分。"),
    "points.gift": QT_TRANSLATE_NOOP("Wording", "“{name}”不能用积分换。"),
    "tier.gone": QT_TRANSLATE_NOOP("Wording", "这个等级已经停用，请选别的。"),
    "tier.until": QT_TRANSLATE_NOOP("Wording", "期限要在今天或以后，而且只能和“不低于这个等级”一起用。"),
    "contract.none": QT_TRANSLATE_NOOP("Wording", "这笔不是按方案充值的，没有合同。"),
    "gift.not_out": QT_TRANSLATE_NOOP("Wording", "这件礼品没有随充值送出这么多，不能入库。"),
    "gift.stock": QT_TRANSLATE_NOOP("Wording", "礼品“{name}”要 {wanted} 件，库存只有 {left} 件。"),
    "gift.unknown": QT_TRANSLATE_NOOP("Wording", "找不到这种礼品。"),
    "gift.points": QT_TRANSLATE_NOOP("Wording", "换礼品的积分要大于零，或留空。"),
    "gift.quantity": QT_TRANSLATE_NOOP("Wording", "件数要大于零，库存最多 {most} 件。"),
    "instalment.changed": QT_TRANSLATE_NOOP("Wording", "这一期刚刚在别处领过或取消了，请再看一次。"),
    "plan.below_floor": QT_TRANSLATE_NOOP(
        "Wording", "全部兑现时毛利 {margin_bp}，低于底线 {floor_bp}：请老板写明为什么还要做。"
    ),
    "plan.instalments": QT_TRANSLATE_NOOP("Wording", "分期要 1 到 {most} 期，每期大于零。"),
    "plan.things": QT_TRANSLATE_NOOP(
        "Wording", "礼品和次卡各最多 {kinds} 种，同一种写在一行，每种 1 到 {most} 件。"
    ),
    "plan.audience": QT_TRANSLATE_NOOP("Wording", "选好卖给哪些等级或标签。"),
    "plan.days": QT_TRANSLATE_NOOP("Wording", "结束日期不能早于开始日期。"),
    "plan.unknown": QT_TRANSLATE_NOOP("Wording", "方案里有礼品、次卡、等级或标签已经不在了，请重新选择。"),
    "claim.nothing": QT_TRANSLATE_NOOP("Wording", "没有可领的返现。"),
    "claim.unknown": QT_TRANSLATE_NOOP("Wording", "没有登记过这一期返现，请按手机号查找会员。"),
    "claim.foreign": QT_TRANSLATE_NOOP("Wording", "这是别家店的领取凭条，不能在这里领。"),
    "claim.claimed": QT_TRANSLATE_NOOP("Wording", "第 {n}/{of} 期 {at} 已经领过，单号 {number}。"),
    "claim.cancelled": QT_TRANSLATE_NOOP("Wording", "第 {n}/{of} 期已经取消：充值冲正了，或已退卡。"),
    "claim.early": QT_TRANSLATE_NOOP("Wording", "第 {n}/{of} 期 {day} 起才能领。"),
    "claim.lapsed": QT_TRANSLATE_NOOP("Wording", "第 {n}/{of} 期最晚 {day} 领，已经过期。"),
    "claim.one_a_day": QT_TRANSLATE_NOOP("Wording", "这份返现每天只能领一期，请改天再领。"),
    "claim.minimum": QT_TRANSLATE_NOOP("Wording", "当天消费满 {minimum} 才能领，还差 {missing}。"),
    "reverse.claim_spent": QT_TRANSLATE_NOOP(
        "Wording", "领的 {amount} 赠金只剩 {left}，用过了不能冲正。先冲正用到它的消费。"
    ),
    "reverse.claim_expired": QT_TRANSLATE_NOOP("Wording", "领的赠金 {day} 已过期，不能冲正。"),
    "reverse.claimed": QT_TRANSLATE_NOOP(
        "Wording", "这次充值已经领了 {instalments} 期、用了 {sessions} 次，不能再冲正；要退请走退卡。"
    ),
    "reverse.not_in_parts": QT_TRANSLATE_NOOP(
        "Wording", "这次充值带着礼品、分期、次卡或券，只能整笔冲正，不能只退一部分。"
    ),
    "reverse.voucher_used": QT_TRANSLATE_NOOP(
        "Wording", "这次充值送的券已经用了 {vouchers} 张，先冲正用券的那笔消费；要退请走退卡。"
    ),
    "friend_card.batch": QT_TRANSLATE_NOOP("Wording", "找不到这一批闺蜜卡。"),
    "friend_card.expired": QT_TRANSLATE_NOOP("Wording", "这张闺蜜卡 {on} 已经到期，请赠卡人再送一张。"),
    "friend_card.kind": QT_TRANSLATE_NOOP("Wording", "这种闺蜜卡已经停用，请换一种。"),
    "friend_card.limit": QT_TRANSLATE_NOOP("Wording", "手上最多 {limit} 张，现在还能给 {left} 张。"),
    "friend_card.not_issued": QT_TRANSLATE_NOOP("Wording", "这张闺蜜卡已经用掉、交回或作废，不能再改。"),
    "friend_card.own": QT_TRANSLATE_NOOP("Wording", "这是赠卡人 {name} 自己的手机号，闺蜜卡是给朋友用的。"),
    "friend_card.phone": QT_TRANSLATE_NOOP("Wording", "用闺蜜卡登记要留手机号。"),
    "friend_card.returned": QT_TRANSLATE_NOOP("Wording", "这张闺蜜卡 {at} 已经由赠卡人交回，不能再用。"),
    "friend_card.rule_benefit": QT_TRANSLATE_NOOP("Wording", "写明朋友得到什么：赠金要大于零，或选一种券。"),
    "friend_card.rule_days": QT_TRANSLATE_NOOP("Wording", "天数要在 1 到 3650 之间。"),
    "friend_card.rule_limits": QT_TRANSLATE_NOOP("Wording", "张数和首单金额不能是负数。"),
    "friend_card.rule_reward": QT_TRANSLATE_NOOP("Wording", "写明赠卡人得到什么：要大于零，或选一种券。"),
    "friend_card.too_many": QT_TRANSLATE_NOOP("Wording", "一次最多 {limit} 张。"),
    "friend_card.used": QT_TRANSLATE_NOOP("Wording", "这张闺蜜卡 {at} 已经由 {name} 用过了。"),
    "friend_card.void": QT_TRANSLATE_NOOP("Wording", "这张闺蜜卡已经作废：{reason}。"),
    "honor.dates": QT_TRANSLATE_NOOP("Wording", "日期不对：结束不能早于开始。"),
    "honor.exists": QT_TRANSLATE_NOOP("Wording", "这段日子里已经有这个荣誉了。"),
    "honor.gone": QT_TRANSLATE_NOOP("Wording", "这个荣誉已经结束了。"),
    "reward.not_pending": QT_TRANSLATE_NOOP("Wording", "这笔奖励已经发了或结束了，不能取消。"),
    "reward.unknown": QT_TRANSLATE_NOOP("Wording", "找不到这笔奖励。"),
    "voucher.batch": QT_TRANSLATE_NOOP("Wording", "找不到这一批券。"),
    "voucher.bill_empty": QT_TRANSLATE_NOOP("Wording", "“{name}”有效：先加项目，够条件就自动用上。"),
    "voucher.changed": QT_TRANSLATE_NOOP("Wording", "券的规则和账单上的不一样了，请重新扫一次。"),
    "voucher.colour": QT_TRANSLATE_NOOP("Wording", "颜色或款式不对，请重新选择。"),
    "voucher.expired": QT_TRANSLATE_NOOP("Wording", "“{name}”{on} 已经到期；店长可以在 券与卡 里延期。"),
    "voucher.extend": QT_TRANSLATE_NOOP("Wording", "新的到期日要比现在的 {valid_to} 晚，也不能早于今天。"),
    "voucher.first_visit": QT_TRANSLATE_NOOP("Wording", "“{name}”只给第一次消费的会员。"),
    "voucher.hours": QT_TRANSLATE_NOOP("Wording", "“{name}”{start}–{end} 可用。"),
    "voucher.items": QT_TRANSLATE_NOOP("Wording", "“{name}”适用的项目不在账单上。"),
    "voucher.limit_member": QT_TRANSLATE_NOOP("Wording", "这位会员的这种券已经到上限（{limit} 张）。"),
    "voucher.limit_total": QT_TRANSLATE_NOOP("Wording", "这种券还能发 {left} 张，请改少。"),
    "voucher.manual": QT_TRANSLATE_NOOP("Wording", "“{name}”不能和手动折扣同用：先取消折扣（F10）。"),
    "voucher.minimum": QT_TRANSLATE_NOOP("Wording", "“{name}”再消费 {missing} 可用。"),
    "voucher.no_effect": QT_TRANSLATE_NOOP("Wording", "“{name}”在这张账单上减不了钱，先留着。"),
    "voucher.not_issued": QT_TRANSLATE_NOOP("Wording", "这张券已经用掉或作废，不能再改。"),
    "voucher.not_yet": QT_TRANSLATE_NOOP("Wording", "“{name}”从 {from_day} 起才能用。"),
    "voucher.other_member": QT_TRANSLATE_NOOP("Wording", "这张券是 {name} 的，请先打开这位会员。"),
    "voucher.per_bill": QT_TRANSLATE_NOOP("Wording", "“{name}”每单最多用 {limit} 张。"),
    "voucher.rule_amount": QT_TRANSLATE_NOOP("Wording", "减多少？金额要大于零。"),
    "voucher.rule_dates": QT_TRANSLATE_NOOP("Wording", "有效期不对：要 1 到 3650 天，结束不能早于开始。"),
    "voucher.rule_gift": QT_TRANSLATE_NOOP("Wording", "写明送什么、送几份。"),
    "voucher.rule_hours": QT_TRANSLATE_NOOP("Wording", "时段不对：开始和结束不能一样。"),
    "voucher.rule_limits": QT_TRANSLATE_NOOP("Wording", "张数或天数超出范围，请检查。"),
    "voucher.rule_percent": QT_TRANSLATE_NOOP("Wording", "打几折？要在 0 到 9.99 之间。"),
    "voucher.template": QT_TRANSLATE_NOOP("Wording", "这个券种已经停用，不能再发。"),
    "voucher.template_over": QT_TRANSLATE_NOOP("Wording", "这个券种 {on} 已经到期，先改有效期再发。"),
    "voucher.tier": QT_TRANSLATE_NOOP("Wording", "“{name}”不能和会员折扣同用。"),
    "voucher.together": QT_TRANSLATE_NOOP("Wording", "“{name}”不能和别的券同用。"),
    "voucher.too_many": QT_TRANSLATE_NOOP("Wording", "一次最多 {limit} 张。"),
    "voucher.twice": QT_TRANSLATE_NOOP("Wording", "这张券已经在账单上了。"),
    "voucher.used": QT_TRANSLATE_NOOP("Wording", "“{name}”{at} 已经用过，单号 {number}。"),
    "voucher.void": QT_TRANSLATE_NOOP("Wording", "“{name}”已经作废：{reason}。"),
    "voucher.weekday": QT_TRANSLATE_NOOP("Wording", "“{name}”只在{weekdays}可用。"),
    "bill.vouchers": QT_TRANSLATE_NOOP("Wording", "一张账单最多用 {limit} 张券。"),
    "txn.unknown": QT_TRANSLATE_NOOP("Wording", "找不到这笔账。"),
    "close.changed": QT_TRANSLATE_NOOP("Wording", "刚才又记了账，请核对新的数字再封存。"),
    "close.counts": QT_TRANSLATE_NOOP("Wording", "张数或合计不对，请再点一遍。"),
    "close.explain": QT_TRANSLATE_NOOP("Wording", "相差 {difference}，请写明原因。"),
    "close.future": QT_TRANSLATE_NOOP("Wording", "{day} 还没有开始，今天已经日结过了。"),
    "close.left": QT_TRANSLATE_NOOP("Wording", "留下的比点得的 {cash} 还多。"),
    "close.manager": QT_TRANSLATE_NOOP("Wording", "相差超过 {limit}，要店长的 PIN。"),
    "close.unknown": QT_TRANSLATE_NOOP("Wording", "找不到这次日结。"),
    "cash.amount": QT_TRANSLATE_NOOP("Wording", "金额要大于零。"),
    "cash.short": QT_TRANSLATE_NOOP("Wording", "钱箱里没有这么多现金。"),
    "text.empty": QT_TRANSLATE_NOOP("Wording", "这里要填。"),
    "text.too_long": QT_TRANSLATE_NOOP("Wording", "太长了：最多 {limit} 个字，现在 {length} 个。"),
}


def _said(name: str, fact: object) -> object:
    """A fact as people read it: times to the minute, weekdays by name."""
    if isinstance(fact, datetime):
        return fact.strftime("%Y-%m-%d %H:%M")
    if isinstance(fact, time):
        return fact.strftime("%H:%M")
    if name.endswith("_bp") and isinstance(fact, int):
        return f"{fact / 100:.1f}%"
    if name == "weekdays" and isinstance(fact, tuple):
        from ui import voucher_words

        return voucher_words.weekdays(fact)
    return fact


class _Facts(dict[str, object]):
    """Facts of an error; a field that was not given stays visible as its name."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def word_code(code: str, **facts: object) -> str:
    """The sentence for a code with its facts, in the language of now."""
    source = SENTENCES.get(code)
    known = translate("Wording", source if source is not None else _UNKNOWN)
    said = {name: _said(name, fact) for name, fact in facts.items()}
    return known.format_map(_Facts(said if source is not None else {"code": code}))


def word(error: UserError | EnvironmentProblem) -> str:
    """The sentence for an error: what happened and what to do."""
    return word_code(error.code, **error.facts)
