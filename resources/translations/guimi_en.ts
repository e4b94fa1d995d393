<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>AccountMenu</name>
    <message>
        <source>对账单</source>
        <translation>Statement</translation>
    </message>
    <message>
        <source>两个日期之间的每一笔，可打印、可导出</source>
        <translation>Every entry between two dates, to print or export</translation>
    </message>
    <message>
        <source>退卡</source>
        <translation>Card refund</translation>
    </message>
    <message>
        <source>登记申请、按法规计算、由另一人批准后付款</source>
        <translation>Record the request, compute it by law, have a second person approve, pay it out</translation>
    </message>
    <message>
        <source>挂失补卡</source>
        <translation>Lost card</translation>
    </message>
    <message>
        <source>旧卡作废，印一张新卡</source>
        <translation>Block the old card and print a new one</translation>
    </message>
    <message>
        <source>转给别人</source>
        <translation>Transfer balance</translation>
    </message>
    <message>
        <source>把余额转给另一位会员：双方在场，店长批准</source>
        <translation>Move the balance to another member: both present, a manager approves</translation>
    </message>
    <message>
        <source>合并记录</source>
        <translation>Merge records</translation>
    </message>
    <message>
        <source>同一个人登记了两次：并成一份</source>
        <translation>One person signed up twice: make one record of two</translation>
    </message>
    <message>
        <source>撤销合并</source>
        <translation>Undo a merge</translation>
    </message>
    <message>
        <source>并错了：把还在的还回去</source>
        <translation>Merged by mistake: give back what is still there</translation>
    </message>
    <message>
        <source>等级</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>现在的等级和来历；店长可以手动定级，写明原因和期限</source>
        <translation>The tier and how it came about; a manager may set it by hand, with a reason and an end</translation>
    </message>
    <message>
        <source>{name} 的账户</source>
        <translation>{name}&apos;s account</translation>
    </message>
    <message>
        <source>账户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>AccountPaper</name>
    <message>
        <source>退卡计算表（草稿）</source>
        <translation>Card refund worksheet (draft)</translation>
    </message>
    <message>
        <source>退卡计算表</source>
        <translation>Card refund worksheet</translation>
    </message>
</context>
<context>
    <name>AnonymousForm</name>
    <message>
        <source>数量（张）</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>批次名称</source>
        <translation>Name of the batch</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>派发人</source>
        <translation>Handed out by</translation>
    </message>
    <message>
        <source>例如：建设路商圈派发</source>
        <translation>e.g. Jianshe Road, handed out</translation>
    </message>
    <message>
        <source>起个名字，以后知道是哪一批。</source>
        <translation>Give it a name, so that you know this batch later.</translation>
    </message>
    <message>
        <source>要发多少张？</source>
        <translation>How many vouchers?</translation>
    </message>
</context>
<context>
    <name>ApprovalSheet</name>
    <message>
        <source>需要店长或老板的 PIN</source>
        <translation>PIN of a manager or the owner</translation>
    </message>
    <message>
        <source>需要老板的 PIN</source>
        <translation>The owner’s PIN is needed</translation>
    </message>
    <message>
        <source>要批准的：{what}</source>
        <translation>To approve: {what}</translation>
    </message>
</context>
<context>
    <name>BatchSheet</name>
    <message>
        <source>{name} · {count} 张</source>
        <translation>{name} · {count} vouchers</translation>
    </message>
    <message>
        <source>选一张或几张（Ctrl、Shift 点选，Ctrl+A 全选），再作废或延期。</source>
        <translation>Choose one or several (Ctrl or Shift and click, Ctrl+A for all), then void or extend them.</translation>
    </message>
    <message>
        <source>券</source>
        <translation>Vouchers</translation>
    </message>
    <message>
        <source>作废…</source>
        <translation>Void…</translation>
    </message>
    <message>
        <source>延期…</source>
        <translation>Extend…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>第几张</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>打印次数</source>
        <translation>Printed</translation>
    </message>
    <message>
        <source>一次最多 {most} 张：其余 {rest} 张之后再选。</source>
        <translation>At most {most} at once: select the other {rest} after.</translation>
    </message>
    <message>
        <source>选中的券都已经用掉或作废了。</source>
        <translation>The vouchers chosen are all used or void already.</translation>
    </message>
    <message>
        <source>已改好 {count} 张</source>
        <translation>{count} vouchers changed</translation>
    </message>
</context>
<context>
    <name>BatchesPane</name>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>批次</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>已发</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>核销</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>Ends</translation>
    </message>
    <message>
        <source>让利</source>
        <translation>Given</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>派发人</source>
        <translation>Handed out by</translation>
    </message>
    <message>
        <source>看票面</source>
        <translation>Show on paper</translation>
    </message>
    <message>
        <source>逐张查看…</source>
        <translation>One by one…</translation>
    </message>
    <message>
        <source>再打一次</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>核销 {redeemed} / {issued} · 过期 {expired} · 作废 {voided} · 消费 {turnover} · 让利 {discount}</source>
        <translation>Used {redeemed} of {issued} · expired {expired} · void {voided} · sales {turnover} · given {discount}</translation>
    </message>
</context>
<context>
    <name>BillHead</name>
    <message>
        <source>项目</source>
        <translation>Item</translation>
    </message>
    <message>
        <source>服务人</source>
        <translation>Served by</translation>
    </message>
    <message>
        <source>单价</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Qty</translation>
    </message>
    <message>
        <source>小计</source>
        <translation>Subtotal</translation>
    </message>
</context>
<context>
    <name>BillRow</name>
    <message>
        <source>少一个</source>
        <translation>One less</translation>
    </message>
    <message>
        <source>多一个</source>
        <translation>One more</translation>
    </message>
    <message>
        <source>删去这一行</source>
        <translation>Remove this line</translation>
    </message>
</context>
<context>
    <name>BillView</name>
    <message>
        <source>账单</source>
        <translation>Bill</translation>
    </message>
</context>
<context>
    <name>BirthdayField</name>
    <message>
        <source>生日</source>
        <translation>Birthday</translation>
    </message>
    <message>
        <source>1124 或 1990-11-24</source>
        <translation>1124 or 1990-11-24</translation>
    </message>
    <message>
        <source>公历</source>
        <translation>Solar</translation>
    </message>
    <message>
        <source>农历</source>
        <translation>Lunar</translation>
    </message>
    <message>
        <source>闰月</source>
        <translation>Leap month</translation>
    </message>
</context>
<context>
    <name>BugSheet</name>
    <message>
        <source>程序出了错</source>
        <translation>The program made a mistake</translation>
    </message>
    <message>
        <source>这一步没有完成；已保存的账不受影响，可以继续收银。请把下面的文字发给我们。</source>
        <translation>This step was not finished. What was saved is safe, and you can go on selling. Please send us the text below.</translation>
    </message>
    <message>
        <source>错误详情</source>
        <translation>Details of the mistake</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>CameraSheet</name>
    <message>
        <source>用摄像头扫码</source>
        <translation>Scan with the camera</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>摄像头的画面</source>
        <translation>What the camera sees</translation>
    </message>
    <message>
        <source>正在打开摄像头…</source>
        <translation>Switching the camera on…</translation>
    </message>
    <message>
        <source>也可以用扫码枪，或把券的照片、截图拖进窗口。</source>
        <translation>A scanner does it too, or drop a photo or screenshot of the voucher on the window.</translation>
    </message>
    <message>
        <source>扫到了</source>
        <translation>Got it</translation>
    </message>
    <message>
        <source>这个码不是券、闺蜜卡、会员卡，也不是商品条码。</source>
        <translation>This code is no voucher, friend card or member card, nor a product&apos;s barcode.</translation>
    </message>
    <message>
        <source>把券、闺蜜卡或会员卡上的码对着摄像头，离近一点，拿稳。</source>
        <translation>Hold the code of a voucher, friend card or member card close to the camera, and still.</translation>
    </message>
    <message>
        <source>没有找到摄像头。
插上后会自动打开。</source>
        <translation>No camera was found.
Plug one in and it starts by itself.</translation>
    </message>
    <message>
        <source>没有使用摄像头的权限。
请在系统设置里允许本程序使用摄像头，再试一次。</source>
        <translation>The camera may not be used.
Allow it for this program in the system&apos;s settings, then try again.</translation>
    </message>
    <message>
        <source>摄像头打不开，可能别的程序正在用它。
关掉那个程序，再试一次。</source>
        <translation>The camera can&apos;t be opened; another program may be using it.
Close that program, then try again.</translation>
    </message>
    <message>
        <source>摄像头拔掉了。
插回去会自动继续。</source>
        <translation>The camera was unplugged.
Plug it in again and it goes on by itself.</translation>
    </message>
    <message>
        <source>摄像头没有画面。
拔下来再插上，或再试一次。</source>
        <translation>The camera sends no picture.
Unplug it and plug it in again, or try again.</translation>
    </message>
</context>
<context>
    <name>CardRefund</name>
    <message>
        <source>顾客回来了</source>
        <translation>The customer is back</translation>
    </message>
    <message>
        <source>销户办错了</source>
        <translation>Closed by mistake</translation>
    </message>
    <message>
        <source>店里只有我一人</source>
        <translation>I am the only one here</translation>
    </message>
    <message>
        <source>搬家</source>
        <translation>Moving away</translation>
    </message>
    <message>
        <source>不常来了</source>
        <translation>Rarely comes</translation>
    </message>
    <message>
        <source>服务不满意</source>
        <translation>Not satisfied</translation>
    </message>
    <message>
        <source>本店停业</source>
        <translation>The shop closes</translation>
    </message>
    <message>
        <source>先登记申请：账户随即冻结，直到付款或撤回。下面是今天退卡的结果，供商量。</source>
        <translation>Record the request first: the account is frozen until it is paid out or withdrawn. Below is what it would come to today, to talk over.</translation>
    </message>
    <message>
        <source>{person} {at} 登记：{reason}。账户已冻结，要由另一位店长或老板批准。</source>
        <translation>Asked by {person}, {at}: {reason}. The account is frozen; another manager or owner has to approve.</translation>
    </message>
    <message>
        <source>这个账户已经退卡销户。顾客回来时写明原因重新启用，手机号和往来都还在。</source>
        <translation>This account was refunded and closed. When the customer comes back, open it again with a reason; the phone and the history are still there.</translation>
    </message>
    <message>
        <source>单人店铺：申请与批准为同一人。写明原因，再输一次自己的 PIN；计算表上会注明。</source>
        <translation>One-person shop: the same person asks and approves. Give a reason and type your own PIN again; the worksheet says so.</translation>
    </message>
    <message>
        <source>单人店铺：付款与批准为同一人。写明原因，再输一次自己的 PIN；记录里会注明。</source>
        <translation>One-person shop: the same person pays out and approves. Give a reason and type your own PIN again; the records say so.</translation>
    </message>
    <message>
        <source>{person} {at} 登记：{reason}。账户已冻结。</source>
        <translation>Asked for by {person} {at}: {reason}. The account is frozen.</translation>
    </message>
    <message>
        <source>{at} 退卡销户：{reason}（{person}）</source>
        <translation>{at} refunded and closed: {reason} ({person})</translation>
    </message>
    <message>
        <source>{at} 重新启用：{reason}（{person}）</source>
        <translation>{at} opened again: {reason} ({person})</translation>
    </message>
    <message>
        <source>账上有 {held}。</source>
        <translation>On the account: {held}. </translation>
    </message>
    <message>
        <source>退卡后作废：{lost}，以及方案送的券和次卡。</source>
        <translation>Ends with the refund: {lost}, and vouchers and packs that came with plans.</translation>
    </message>
    <message>
        <source>本金 {amount}</source>
        <translation>principal {amount}</translation>
    </message>
    <message>
        <source>次卡 {count} 张，值 {amount}</source>
        <translation>{count} pack(s) worth {amount}</translation>
    </message>
    <message>
        <source>赠金 {amount}</source>
        <translation>bonus {amount}</translation>
    </message>
    <message>
        <source>待领返现 {count} 期 {amount}</source>
        <translation>{count} instalments of {amount} in all</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>依据法释〔2025〕4号第十四至二十一条，按录入的数据计算。程序不是律师：情形由双方确认，赠送的商品是否退回或补偿（第二十一条）由双方商定，有争议时请咨询律师或消费者协会。</source>
        <translation>Computed from what was recorded, by Fa Shi [2025] No. 4, Arts. 14 to 21. The program is no lawyer: both sides confirm the cause, and whether gifts are given back or paid for (Art. 21) is for them to agree on. In a dispute ask a lawyer or the consumer association.</translation>
    </message>
</context>
<context>
    <name>CardsPane</name>
    <message>
        <source>第几张</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>到期</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>打印次数</source>
        <translation>Prints</translation>
    </message>
    <message>
        <source>朋友</source>
        <translation>Friend</translation>
    </message>
    <message>
        <source>第几张、朋友、种类</source>
        <translation>No., friend, kind</translation>
    </message>
    <message>
        <source>查找闺蜜卡</source>
        <translation>Find a friend card</translation>
    </message>
    <message>
        <source>手上的卡</source>
        <translation>Cards</translation>
    </message>
    <message>
        <source>闺蜜卡</source>
        <translation>Friend cards</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>交回</source>
        <translation>Hand in</translation>
    </message>
    <message>
        <source>作废…</source>
        <translation>Void…</translation>
    </message>
    <message>
        <source>手上的卡 · {found} / {count} 张</source>
        <translation>Cards · {found} of {count}</translation>
    </message>
    <message>
        <source>手上的卡 · {count} 张</source>
        <translation>Cards · {count}</translation>
    </message>
    <message>
        <source>作废 {count} 张闺蜜卡</source>
        <translation>Void {count} friend cards</translation>
    </message>
    <message>
        <source>作废的卡不能再用，已经送出去的也一样。</source>
        <translation>Void cards can&apos;t be used any more, not even those already handed on.</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
</context>
<context>
    <name>CarePane</name>
    <message>
        <source>朋友</source>
        <translation>Friend</translation>
    </message>
    <message>
        <source>奖励</source>
        <translation>Rewards</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>带来的朋友和奖励</source>
        <translation>Friends brought and rewards</translation>
    </message>
    <message>
        <source>复制关怀话术</source>
        <translation>Copy message</translation>
    </message>
    <message>
        <source>已复制：{text}</source>
        <translation>Copied: {text}</translation>
    </message>
</context>
<context>
    <name>CashSheet</name>
    <message>
        <source>备用金</source>
        <translation>Float</translation>
    </message>
    <message>
        <source>从保险箱拿进钱箱，开门找零用。</source>
        <translation>From the safe into the drawer, to give change.</translation>
    </message>
    <message>
        <source>存入现金</source>
        <translation>Put cash in</translation>
    </message>
    <message>
        <source>从保险箱或别处放进钱箱。</source>
        <translation>From the safe or elsewhere into the drawer.</translation>
    </message>
    <message>
        <source>取出现金</source>
        <translation>Take cash out</translation>
    </message>
    <message>
        <source>从钱箱拿走：送保险箱、买东西。</source>
        <translation>Out of the drawer: to the safe, or to buy something.</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>备用金 {amount} 已放进钱箱</source>
        <translation>Float of {amount} is in the drawer</translation>
    </message>
    <message>
        <source>已存入 {amount}</source>
        <translation>{amount} put in</translation>
    </message>
    <message>
        <source>已取出 {amount}</source>
        <translation>{amount} taken out</translation>
    </message>
</context>
<context>
    <name>CauseCard</name>
    <message>
        <source>非消费者原因</source>
        <translation>Not due to the customer</translation>
    </message>
    <message>
        <source>消费者原因</source>
        <translation>Due to the customer</translation>
    </message>
    <message>
        <source>商家停业、搬迁、服务不符等。按折扣价或优惠比例扣（第十八条），利息按一年期 LPR。</source>
        <translation>The shop closes, moves, doesn&apos;t serve as agreed … At the discounted price or in the ratio (Art. 18), interest by the one-year LPR.</translation>
    </message>
    <message>
        <source>顾客自己不想继续。按原价扣，不够也不补交（第十九、二十条），利息按一年期存款基准利率。</source>
        <translation>The customer doesn&apos;t want to go on. At list price, and never billed for more (Arts. 19, 20), interest by the one-year deposit benchmark.</translation>
    </message>
    <message>
        <source>对顾客最有利</source>
        <translation>Best for the customer</translation>
    </message>
    <message>
        <source>最有利</source>
        <translation>best</translation>
    </message>
</context>
<context>
    <name>Checkout</name>
    <message>
        <source>手动折扣</source>
        <translation>Discount by hand</translation>
    </message>
</context>
<context>
    <name>ClaimCard</name>
    <message>
        <source>领取</source>
        <translation>Collect</translation>
    </message>
    <message>
        <source>返现 {amount} 可领</source>
        <translation>{amount} rebate due</translation>
    </message>
    <message>
        <source>领这一期 {amount}</source>
        <translation>Collect this one: {amount}</translation>
    </message>
    <message>
        <source>返现 {amount} 待领</source>
        <translation>Rebate {amount} waiting</translation>
    </message>
    <message>
        <source>下期返现 {day} · {amount}</source>
        <translation>Next rebate {day} · {amount}</translation>
    </message>
    <message>
        <source>返现已过领取期</source>
        <translation>Rebate no longer to be had</translation>
    </message>
    <message>
        <source>领后余额 {balance}</source>
        <translation>Balance after {balance}</translation>
    </message>
    <message>
        <source>{day} 截止</source>
        <translation>until {day}</translation>
    </message>
    <message>
        <source>还有 {count} 期共 {amount}</source>
        <translation>{count} more, {amount} in all</translation>
    </message>
    <message>
        <source>{count} 期已过期</source>
        <translation>{count} lapsed</translation>
    </message>
</context>
<context>
    <name>ClaimDesk</name>
    <message>
        <source>先打开一位会员，再领返现。</source>
        <translation>Open a member first, then collect.</translation>
    </message>
    <message>
        <source>还没到日子：下期 {day} 可领 {amount}。</source>
        <translation>Not yet: {amount} on {day}.</translation>
    </message>
    <message>
        <source>这位会员没有可领的返现。</source>
        <translation>This member has no rebate to collect.</translation>
    </message>
</context>
<context>
    <name>ClockNotice</name>
    <message>
        <source>电脑时间没有错…</source>
        <translation>The clock is right…</translation>
    </message>
    <message>
        <source>按这台电脑现在的时间继续</source>
        <translation>Going on by this computer’s time</translation>
    </message>
</context>
<context>
    <name>CloseButton</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ClosePage</name>
    <message>
        <source>日结</source>
        <translation>Day close</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>接着刚才点到的继续。</source>
        <translation>Going on with what was counted.</translation>
    </message>
    <message>
        <source>差额较大的日结</source>
        <translation>A day close with a large difference</translation>
    </message>
    <message>
        <source>{number}日结已封存</source>
        <translation>Day close {number} is sealed</translation>
    </message>
</context>
<context>
    <name>CloseWords</name>
    <message>
        <source>营业</source>
        <translation>Sales</translation>
    </message>
    <message>
        <source>收到的钱</source>
        <translation>Money taken</translation>
    </message>
    <message>
        <source>储值</source>
        <translation>Stored value</translation>
    </message>
    <message>
        <source>次卡</source>
        <translation>Session packs</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>钱箱</source>
        <translation>Cash drawer</translation>
    </message>
    <message>
        <source>还欠会员</source>
        <translation>Owed to members</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>原价合计</source>
        <translation>List price</translation>
    </message>
    <message>
        <source>会员折扣</source>
        <translation>Tier discount</translation>
    </message>
    <message>
        <source>券抵扣</source>
        <translation>Vouchers</translation>
    </message>
    <message>
        <source>积分抵扣</source>
        <translation>Points spent</translation>
    </message>
    <message>
        <source>手工优惠</source>
        <translation>Manual discount</translation>
    </message>
    <message>
        <source>抹零</source>
        <translation>Rounding</translation>
    </message>
    <message>
        <source>营业额</source>
        <translation>Turnover</translation>
    </message>
    <message>
        <source>冲正消费</source>
        <translation>Sales reversed</translation>
    </message>
    <message>
        <source>冲正后营业额</source>
        <translation>After reversals</translation>
    </message>
    <message>
        <source>客单价</source>
        <translation>Average sale</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>充值本金</source>
        <translation>Principal topped up</translation>
    </message>
    <message>
        <source>充值赠金</source>
        <translation>Top-up bonus</translation>
    </message>
    <message>
        <source>领取返现</source>
        <translation>Rebates claimed</translation>
    </message>
    <message>
        <source>转介赠金</source>
        <translation>Referral bonus</translation>
    </message>
    <message>
        <source>冲正充值</source>
        <translation>Top-ups reversed</translation>
    </message>
    <message>
        <source>冲正赠金</source>
        <translation>Bonus reversed</translation>
    </message>
    <message>
        <source>耗卡本金</source>
        <translation>Principal consumed</translation>
    </message>
    <message>
        <source>耗卡赠金</source>
        <translation>Bonus consumed</translation>
    </message>
    <message>
        <source>退回本金</source>
        <translation>Principal put back</translation>
    </message>
    <message>
        <source>退回赠金</source>
        <translation>Bonus put back</translation>
    </message>
    <message>
        <source>退卡本金</source>
        <translation>Card refunds</translation>
    </message>
    <message>
        <source>退卡利息</source>
        <translation>Refund interest</translation>
    </message>
    <message>
        <source>退卡作废赠金</source>
        <translation>Bonus cancelled</translation>
    </message>
    <message>
        <source>到期赠金</source>
        <translation>Bonus expired</translation>
    </message>
    <message>
        <source>其他赠金</source>
        <translation>Other bonus</translation>
    </message>
    <message>
        <source>卖出次卡</source>
        <translation>Packs sold</translation>
    </message>
    <message>
        <source>冲正次卡</source>
        <translation>Packs reversed</translation>
    </message>
    <message>
        <source>用掉次卡</source>
        <translation>Sessions used</translation>
    </message>
    <message>
        <source>退掉次卡</source>
        <translation>Packs refunded</translation>
    </message>
    <message>
        <source>积分增加</source>
        <translation>Points earned</translation>
    </message>
    <message>
        <source>冲正积分</source>
        <translation>Points reversed</translation>
    </message>
    <message>
        <source>换礼和调整</source>
        <translation>Gifts and adjustments</translation>
    </message>
    <message>
        <source>到期积分</source>
        <translation>Points expired</translation>
    </message>
    <message>
        <source>上次留下</source>
        <translation>Left last time</translation>
    </message>
    <message>
        <source>备用金</source>
        <translation>Float</translation>
    </message>
    <message>
        <source>收到现金</source>
        <translation>Cash taken</translation>
    </message>
    <message>
        <source>存入</source>
        <translation>Cash in</translation>
    </message>
    <message>
        <source>取出</source>
        <translation>Cash out</translation>
    </message>
    <message>
        <source>记在以后的现金</source>
        <translation>Cash dated later</translation>
    </message>
    <message>
        <source>应有现金</source>
        <translation>Cash expected</translation>
    </message>
    <message>
        <source>点得现金</source>
        <translation>Cash counted</translation>
    </message>
    <message>
        <source>长短款</source>
        <translation>Over / short</translation>
    </message>
    <message>
        <source>第一次点钱，原有</source>
        <translation>First count, found</translation>
    </message>
    <message>
        <source>存进保险箱</source>
        <translation>To the safe</translation>
    </message>
    <message>
        <source>留在钱箱</source>
        <translation>Left in drawer</translation>
    </message>
    <message>
        <source>本金</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>待领返现</source>
        <translation>Rebates promised</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>支付宝</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <source>银行卡</source>
        <translation>Bank card</translation>
    </message>
    <message>
        <source>{count} 笔</source>
        <translation>{count}</translation>
    </message>
    <message>
        <source>{count} 次</source>
        <translation>{count} sessions</translation>
    </message>
    <message>
        <source>点完可见</source>
        <translation>After counting</translation>
    </message>
    <message>
        <source>{first} 到 {last}</source>
        <translation>{first} to {last}</translation>
    </message>
    <message>
        <source>第 {number} 次</source>
        <translation>No. {number}</translation>
    </message>
</context>
<context>
    <name>ClosedCard</name>
    <message>
        <source>已退卡销户</source>
        <translation>Refunded and closed</translation>
    </message>
    <message>
        <source>不能消费、充值和领取。顾客回来时先重新启用账户，一切从零开始；也可以放下会员，按散客收款。</source>
        <translation>Nothing can be sold, topped up or collected. Open the account again when the customer comes back: everything begins at zero. Or put the member aside and sell to a walk-in.</translation>
    </message>
    <message>
        <source>重新启用账户</source>
        <translation>Open the account again</translation>
    </message>
</context>
<context>
    <name>ClosesCard</name>
    <message>
        <source>次</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>营业日</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>营业额</source>
        <translation>Turnover</translation>
    </message>
    <message>
        <source>长短款</source>
        <translation>Over/short</translation>
    </message>
    <message>
        <source>以前的日结</source>
        <translation>Past closes</translation>
    </message>
    <message>
        <source>还没有日结：关店前点一次钱，封存当天的账</source>
        <translation>No day close yet: count the drawer before closing and seal the day</translation>
    </message>
</context>
<context>
    <name>CodeDesk</name>
    <message>
        <source>没有这个条码的商品。可到 设置 → 商品 添加。</source>
        <translation>No item has this barcode. Add it under Settings → Items and products.</translation>
    </message>
</context>
<context>
    <name>ComparePane</name>
    <message>
        <source>应有</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>点得</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>相差</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>相符</source>
        <translation>Agrees</translation>
    </message>
    <message>
        <source>第一次点钱，从这里算起</source>
        <translation>First count: it begins here</translation>
    </message>
    <message>
        <source>为什么不符</source>
        <translation>Why it differs</translation>
    </message>
    <message>
        <source>{tender}不符的原因</source>
        <translation>Why {tender} differs</translation>
    </message>
    <message>
        <source>比对</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>返回重点</source>
        <translation>Count again</translation>
    </message>
    <message>
        <source>封存{number}日结</source>
        <translation>Seal day close {number}</translation>
    </message>
    <message>
        <source>都对上了。</source>
        <translation>Everything agrees.</translation>
    </message>
    <message>
        <source>相差超过 {limit}，封存时要店长的 PIN。</source>
        <translation>The difference is above {limit}: sealing needs a manager&apos;s PIN.</translation>
    </message>
    <message>
        <source>放进保险箱 {deposit}，留在钱箱 {left}</source>
        <translation>To the safe {deposit}, left in the drawer {left}</translation>
    </message>
    <message>
        <source>不符的要写明原因。</source>
        <translation>Say why each difference is there.</translation>
    </message>
</context>
<context>
    <name>ConfirmSheet</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>ConsentField</name>
    <message>
        <source>客人看过并同意</source>
        <translation>The customer has read this and agrees</translation>
    </message>
    <message>
        <source>同意于 {time}</source>
        <translation>Agreed {time}</translation>
    </message>
</context>
<context>
    <name>ContractButton</name>
    <message>
        <source>充值合同…</source>
        <translation>Contract…</translation>
    </message>
</context>
<context>
    <name>ContractDesk</name>
    <message>
        <source>{line} · 合同 {key}</source>
        <translation>{line} · contract {key}</translation>
    </message>
    <message>
        <source>选一笔按方案充值的往来，再打印它的合同。</source>
        <translation>Choose a top-up by a plan, then print its contract.</translation>
    </message>
</context>
<context>
    <name>ContractSheet</name>
    <message>
        <source>充值合同</source>
        <translation>Top-up contract</translation>
    </message>
    <message>
        <source>一式两联，客户联带 {count} 张领取凭条。</source>
        <translation>Two copies; the customer&apos;s has {count} stubs.</translation>
    </message>
    <message>
        <source>一式两联：客户联和商户联。</source>
        <translation>Two copies: the customer&apos;s and the shop&apos;s.</translation>
    </message>
    <message>
        <source>纸张大小</source>
        <translation>Paper size</translation>
    </message>
    <message>
        <source>预览和打印</source>
        <translation>Look and print</translation>
    </message>
    <message>
        <source>不打印</source>
        <translation>Don&apos;t print</translation>
    </message>
    <message>
        <source>充值合同 {number}</source>
        <translation>Top-up contract {number}</translation>
    </message>
</context>
<context>
    <name>CountPane</name>
    <message>
        <source>点钱箱</source>
        <translation>Count the drawer</translation>
    </message>
    <message>
        <source>每种有几张，回车到下一种</source>
        <translation>How many of each; Enter goes to the next</translation>
    </message>
    <message>
        <source>点得</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>手机和刷卡机</source>
        <translation>Phone and terminal</translation>
    </message>
    <message>
        <source>照手机账单和刷卡机上的合计填，退出去的先减掉</source>
        <translation>As the phones and the card machine total it, less what was given back</translation>
    </message>
    <message>
        <source>这次只收了现金</source>
        <translation>Only cash was taken</translation>
    </message>
    <message>
        <source>留在钱箱</source>
        <translation>Left in drawer</translation>
    </message>
    <message>
        <source>明天找零用的，其余放进保险箱</source>
        <translation>Change for tomorrow; the rest goes to the safe</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>点好了，比对</source>
        <translation>Done counting, compare</translation>
    </message>
    <message>
        <source>{coin} 的张数</source>
        <translation>How many {coin}</translation>
    </message>
    <message>
        <source>放进保险箱 {amount}</source>
        <translation>To the safe {amount}</translation>
    </message>
    <message>
        <source>还有一种没有填合计；没有收到就填 0。</source>
        <translation>One total is missing; type 0 if nothing came in.</translation>
    </message>
    <message>
        <source>留下的比点得的还多。</source>
        <translation>More is to stay than was counted.</translation>
    </message>
</context>
<context>
    <name>CounterClaims</name>
    <message>
        <source>第 {n}/{of} 期</source>
        <translation>No. {n} of {of}</translation>
    </message>
    <message>
        <source>{of} 次充值共 {count} 期</source>
        <translation>{count} instalments of {of} top-ups</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>下期 {day}</source>
        <translation>next {day}</translation>
    </message>
    <message>
        <source>还可领 {amount}</source>
        <translation>{amount} still to collect</translation>
    </message>
    <message>
        <source>没有下一期了</source>
        <translation>none left to come</translation>
    </message>
</context>
<context>
    <name>CounterHistory</name>
    <message>
        <source>冲 {number}</source>
        <translation>reverses {number}</translation>
    </message>
    <message>
        <source>已部分冲正</source>
        <translation>partly reversed</translation>
    </message>
    <message>
        <source>已冲正</source>
        <translation>reversed</translation>
    </message>
    <message>
        <source>值 {amount}</source>
        <translation>worth {amount}</translation>
    </message>
    <message>
        <source>评 {stars}★</source>
        <translation>rated {stars}★</translation>
    </message>
</context>
<context>
    <name>CounterKeys</name>
    <message>
        <source>收银页</source>
        <translation>Counter page</translation>
    </message>
    <message>
        <source>找会员的搜索框</source>
        <translation>Search box for members</translation>
    </message>
    <message>
        <source>找项目的输入框</source>
        <translation>Box for items</translation>
    </message>
    <message>
        <source>账单</source>
        <translation>Bill</translation>
    </message>
    <message>
        <source>往来</source>
        <translation>History</translation>
    </message>
    <message>
        <source>找会员</source>
        <translation>Find a member</translation>
    </message>
    <message>
        <source>新会员</source>
        <translation>New member</translation>
    </message>
    <message>
        <source>消费：到找项目的输入框</source>
        <translation>Sale: go to the box for items</translation>
    </message>
    <message>
        <source>充值</source>
        <translation>Top up</translation>
    </message>
    <message>
        <source>领取返现：会员可领的一次领完</source>
        <translation>Rebate: collect all a member can have</translation>
    </message>
    <message>
        <source>核销：输入券码</source>
        <translation>redeem: type a voucher&apos;s code</translation>
    </message>
    <message>
        <source>用摄像头扫码</source>
        <translation>Scan with the camera</translation>
    </message>
    <message>
        <source>闺蜜卡：给卡、打印、看奖励</source>
        <translation>Friend cards: give, print, see rewards</translation>
    </message>
    <message>
        <source>用上最省的券</source>
        <translation>use the vouchers that save most</translation>
    </message>
    <message>
        <source>用会员的次卡</source>
        <translation>Use a member&apos;s session pack</translation>
    </message>
    <message>
        <source>卖次卡给会员</source>
        <translation>Sell a session pack to the member</translation>
    </message>
    <message>
        <source>其他金额</source>
        <translation>Other amount</translation>
    </message>
    <message>
        <source>挂单；账单空着时取单</source>
        <translation>Park the bill; with an empty bill, fetch one</translation>
    </message>
    <message>
        <source>手动折扣</source>
        <translation>Manual discount</translation>
    </message>
    <message>
        <source>到往来</source>
        <translation>Go to the history</translation>
    </message>
    <message>
        <source>选付款方式</source>
        <translation>Choose how it is paid</translation>
    </message>
    <message>
        <source>积分抵扣</source>
        <translation>Points spent</translation>
    </message>
    <message>
        <source>积分：换礼品、调整</source>
        <translation>Points: gifts, adjusting</translation>
    </message>
    <message>
        <source>评价，再按 1–5</source>
        <translation>Rate the visit, then 1–5</translation>
    </message>
    <message>
        <source>编辑会员</source>
        <translation>Edit the member</translation>
    </message>
    <message>
        <source>打印会员卡</source>
        <translation>Print the member card</translation>
    </message>
    <message>
        <source>会员的账户：对账单、退卡、转给别人、合并、补卡</source>
        <translation>The member&apos;s account: statement, refund, transfer, merge, lost card</translation>
    </message>
    <message>
        <source>重新启用已销户的账户</source>
        <translation>Open a closed account again</translation>
    </message>
    <message>
        <source>收款或充值</source>
        <translation>Take the money or top up</translation>
    </message>
    <message>
        <source>退一步</source>
        <translation>Step back</translation>
    </message>
    <message>
        <source>选结果</source>
        <translation>Choose a result</translation>
    </message>
    <message>
        <source>打开选中的或第一个会员</source>
        <translation>Open the chosen or first member</translation>
    </message>
    <message>
        <source>清空；已空时放下会员</source>
        <translation>Clear; when empty, put the member away</translation>
    </message>
    <message>
        <source>加入第一个；空着时收款</source>
        <translation>Add the first; when empty, take the money</translation>
    </message>
    <message>
        <source>一次加三个</source>
        <translation>Add three at once</translation>
    </message>
    <message>
        <source>改选中一行的数量</source>
        <translation>Change the quantity of the chosen line</translation>
    </message>
    <message>
        <source>空着时：选中一行加一、减一</source>
        <translation>When empty: one more or less of the chosen line</translation>
    </message>
    <message>
        <source>空着时到账单；否则选项目</source>
        <translation>When empty go to the bill, else choose an item</translation>
    </message>
    <message>
        <source>空着时：换一类项目</source>
        <translation>While empty: another category</translation>
    </message>
    <message>
        <source>选一行</source>
        <translation>Choose a line</translation>
    </message>
    <message>
        <source>数量</source>
        <translation>Qty</translation>
    </message>
    <message>
        <source>加一、减一</source>
        <translation>One more, one less</translation>
    </message>
    <message>
        <source>换服务人</source>
        <translation>Change who served</translation>
    </message>
    <message>
        <source>删去一行</source>
        <translation>Remove a line</translation>
    </message>
    <message>
        <source>收款</source>
        <translation>Take payment</translation>
    </message>
    <message>
        <source>退卡计算表</source>
        <translation>Card refund worksheet</translation>
    </message>
    <message>
        <source>补打小票</source>
        <translation>Reprint the receipt</translation>
    </message>
    <message>
        <source>充值合同</source>
        <translation>Top-up contract</translation>
    </message>
    <message>
        <source>冲正</source>
        <translation>Reverse</translation>
    </message>
</context>
<context>
    <name>CounterOffer</name>
    <message>
        <source>付 {pay} 得 {got}</source>
        <translation>Pay {pay}, get {got}</translation>
    </message>
    <message>
        <source>付 {pay}</source>
        <translation>Pay {pay}</translation>
    </message>
    <message>
        <source>返 {count}×{amount}</source>
        <translation>{count} × {amount} back</translation>
    </message>
    <message>
        <source>{count} 件（库存 {stock}）</source>
        <translation>{count} ({stock} in stock)</translation>
    </message>
    <message>
        <source>礼品 {name}</source>
        <translation>Gift: {name}</translation>
    </message>
    <message>
        <source>{count} 张</source>
        <translation>× {count}</translation>
    </message>
    <message>
        <source>次卡 {name}</source>
        <translation>Pack: {name}</translation>
    </message>
    <message>
        <source>券 {name}</source>
        <translation>Voucher: {name}</translation>
    </message>
    <message>
        <source>闺蜜卡 {name}</source>
        <translation>Friend card: {name}</translation>
    </message>
    <message>
        <source>分期返 {count} × {amount}</source>
        <translation>Instalments {count} × {amount}</translation>
    </message>
    <message>
        <source>{first} 起可领</source>
        <translation>from {first}</translation>
    </message>
    <message>
        <source>{first} 起每月一期，到 {last}</source>
        <translation>monthly from {first} to {last}</translation>
    </message>
    <message>
        <source>每期 {days} 天内领</source>
        <translation>{days} days for each</translation>
    </message>
</context>
<context>
    <name>CounterOutcome</name>
    <message>
        <source>扣本金 {principal} + 赠金 {bonus}</source>
        <translation>From principal {principal} + bonus {bonus}</translation>
    </message>
    <message>
        <source>扣本金 {principal}</source>
        <translation>From principal {principal}</translation>
    </message>
    <message>
        <source>扣赠金 {bonus}</source>
        <translation>From bonus {bonus}</translation>
    </message>
    <message>
        <source>{tender} {amount}</source>
        <translation>{tender} {amount}</translation>
    </message>
    <message>
        <source>已收款 {amount}</source>
        <translation>Paid {amount}</translation>
    </message>
    <message>
        <source>已充值 {amount}</source>
        <translation>Topped up {amount}</translation>
    </message>
    <message>
        <source>已冲正 {amount}</source>
        <translation>Reversed {amount}</translation>
    </message>
    <message>
        <source>已退卡 {amount}</source>
        <translation>Card refunded {amount}</translation>
    </message>
    <message>
        <source>已转 {amount}</source>
        <translation>Moved {amount}</translation>
    </message>
    <message>
        <source>已领返现 {amount}</source>
        <translation>Collected {amount}</translation>
    </message>
    <message>
        <source>已卖次卡 {amount}</source>
        <translation>Pack sold {amount}</translation>
    </message>
    <message>
        <source>已换礼品 · 还有 {points} 分</source>
        <translation>Gift handed out · {points} points left</translation>
    </message>
    <message>
        <source>已用次卡 · 计入消费 {amount}</source>
        <translation>Sessions used · counts as {amount}</translation>
    </message>
    <message>
        <source>找零 {change}</source>
        <translation>Change {change}</translation>
    </message>
    <message>
        <source>余额 {balance}</source>
        <translation>Balance {balance}</translation>
    </message>
    <message>
        <source>积分 +{points}</source>
        <translation>Points +{points}</translation>
    </message>
    <message>
        <source>付后余额 {balance}</source>
        <translation>Balance after {balance}</translation>
    </message>
    <message>
        <source>折扣超过 {percent}%：按 Enter 请店长输入 PIN</source>
        <translation>Discount above {percent} %: press Enter for a manager&apos;s PIN</translation>
    </message>
    <message>
        <source>充值后余额 {balance}（本金 {principal} + 赠金 {bonus}）</source>
        <translation>Balance after {balance} (principal {principal} + bonus {bonus})</translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>新会员</source>
        <translation>New member</translation>
    </message>
</context>
<context>
    <name>CounterTiers</name>
    <message>
        <source>再消费 {missing} 升{tier}</source>
        <translation>{missing} more to {tier}</translation>
    </message>
    <message>
        <source>本单付完升{tier}</source>
        <translation>{tier} with this bill</translation>
    </message>
    <message>
        <source>可以当场告诉顾客</source>
        <translation>Tell the customer now</translation>
    </message>
    <message>
        <source>之后再消费 {missing} 升{tier}</source>
        <translation>then {missing} more to {tier}</translation>
    </message>
    <message>
        <source>{tier}将在 {day} 降级：消费没到门槛</source>
        <translation>{tier} ends on {day}: too little spent</translation>
    </message>
    <message>
        <source>{tier}保留到 {day}</source>
        <translation>{tier} kept until {day}</translation>
    </message>
    <message>
        <source>恭喜升级{tier}</source>
        <translation>Reached {tier}</translation>
    </message>
    <message>
        <source>{count} 积分</source>
        <translation>{count} points</translation>
    </message>
    <message>
        <source>券 {count} 张</source>
        <translation>{count} voucher(s)</translation>
    </message>
    <message>
        <source>闺蜜卡 {count} 张</source>
        <translation>{count} friend card(s)</translation>
    </message>
    <message>
        <source>送{things}</source>
        <translation>With {things}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>打印新卡</source>
        <translation>New card</translation>
    </message>
    <message>
        <source>消费达到，升{tier}</source>
        <translation>{tier} by spending</translation>
    </message>
    <message>
        <source>消费不够，降为{tier}</source>
        <translation>down to {tier}: too little spent</translation>
    </message>
    <message>
        <source>手动定为{tier}</source>
        <translation>{tier} by hand</translation>
    </message>
    <message>
        <source>消费冲正，退回{tier}</source>
        <translation>back to {tier}: a sale was reversed</translation>
    </message>
    <message>
        <source>手动等级到期，改为{tier}</source>
        <translation>tier by hand ended: {tier}</translation>
    </message>
    <message>
        <source>无等级</source>
        <translation>No tier</translation>
    </message>
    <message>
        <source>{tier} · {day} 起</source>
        <translation>{tier} · since {day}</translation>
    </message>
    <message>
        <source>计入等级的消费 {progress}</source>
        <translation>Spending that counts {progress}</translation>
    </message>
    <message>
        <source>更早还有 {count} 次</source>
        <translation>{count} more before</translation>
    </message>
</context>
<context>
    <name>CounterWords</name>
    <message>
        <source>录错</source>
        <translation>Entered wrongly</translation>
    </message>
    <message>
        <source>收错</source>
        <translation>Charged wrongly</translation>
    </message>
    <message>
        <source>顾客退</source>
        <translation>Customer returns it</translation>
    </message>
    <message>
        <source>老顾客</source>
        <translation>Regular customer</translation>
    </message>
    <message>
        <source>店内活动</source>
        <translation>Shop campaign</translation>
    </message>
    <message>
        <source>服务补偿</source>
        <translation>Making up for service</translation>
    </message>
    <message>
        <source>充值后本金 {principal}，超过记名卡限额 {limit}（《单用途商业预付卡管理办法》）。</source>
        <translation>Principal will be {principal}, above the limit of a registered card, {limit} (rules on single-purpose prepaid cards).</translation>
    </message>
    <message>
        <source>一次充值满 {limit}，应由顾客银行转账，不收现金（《单用途商业预付卡管理办法》）。</source>
        <translation>A top-up of {limit} or more is to be paid by bank transfer, not in cash (rules on single-purpose prepaid cards).</translation>
    </message>
    <message>
        <source>充值后本金和没用的次卡合计 {principal}，超过记名卡限额 {limit}（《单用途商业预付卡管理办法》）。</source>
        <translation>After this, principal and unused packs come to {principal}, above the limit of {limit} for a registered card (prepaid card rules).</translation>
    </message>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>微信</source>
        <translation>WeChat</translation>
    </message>
    <message>
        <source>支付宝</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <source>银行卡</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>本金</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>抹零</source>
        <translation>Rounding off</translation>
    </message>
    <message>
        <source>次卡</source>
        <translation>Session packs</translation>
    </message>
    <message>
        <source>消费</source>
        <translation>Sale</translation>
    </message>
    <message>
        <source>充值</source>
        <translation>Top-up</translation>
    </message>
    <message>
        <source>冲正</source>
        <translation>Reversal</translation>
    </message>
    <message>
        <source>转介赠礼</source>
        <translation>Referral gift</translation>
    </message>
    <message>
        <source>领取返现</source>
        <translation>Rebate</translation>
    </message>
    <message>
        <source>买次卡</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>用次卡</source>
        <translation>Use a pack</translation>
    </message>
    <message>
        <source>退次卡</source>
        <translation>Pack refund</translation>
    </message>
    <message>
        <source>现金进出</source>
        <translation>Cash moves</translation>
    </message>
    <message>
        <source>过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>退卡</source>
        <translation>Card refund</translation>
    </message>
    <message>
        <source>转移</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>转给</source>
        <translation>Given to</translation>
    </message>
    <message>
        <source>转入自</source>
        <translation>Received from</translation>
    </message>
    <message>
        <source>并入</source>
        <translation>Merged into</translation>
    </message>
    <message>
        <source>合并自</source>
        <translation>Merged from</translation>
    </message>
    <message>
        <source>撤销合并，还给</source>
        <translation>Merge undone, back to</translation>
    </message>
    <message>
        <source>撤销合并，退回自</source>
        <translation>Merge undone, back from</translation>
    </message>
    <message>
        <source>积分、过期</source>
        <translation>Points, expiry</translation>
    </message>
    <message>
        <source>{points} 分</source>
        <translation>{points} pts</translation>
    </message>
    <message>
        <source>闺蜜卡见面礼</source>
        <translation>Friend card welcome gift</translation>
    </message>
    <message>
        <source>{tier}会员 {discount}</source>
        <translation>{tier} member {discount}</translation>
    </message>
    <message>
        <source>{zhe} 折</source>
        <translation>{percent}% off</translation>
    </message>
    <message>
        <source>免单</source>
        <translation>free</translation>
    </message>
    <message>
        <source>储值</source>
        <translation>Stored</translation>
    </message>
    <message>
        <source>本金和没用的次卡合计 {owed}，超过记名卡限额 {limit}（《单用途商业预付卡管理办法》）。</source>
        <translation>Principal and unused packs come to {owed}, above the limit of {limit} for a registered card (prepaid card rules).</translation>
    </message>
    <message>
        <source>一次付满 {limit}，应由顾客银行转账，不收现金（《单用途商业预付卡管理办法》）。</source>
        <translation>For {limit} or more at once the customer should pay by bank transfer, not in cash (prepaid card rules).</translation>
    </message>
</context>
<context>
    <name>DateEdit</name>
    <message>
        <source>年</source>
        <translation>y</translation>
    </message>
    <message>
        <source>月</source>
        <translation>m</translation>
    </message>
    <message>
        <source>日</source>
        <translation>d</translation>
    </message>
    <message>
        <source>没有这一天，请检查。</source>
        <translation>There is no such day; please check.</translation>
    </message>
</context>
<context>
    <name>DetailSheet</name>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>A4 打印</source>
        <translation>A4 page</translation>
    </message>
    <message>
        <source>日结</source>
        <translation>Day close</translation>
    </message>
    <message>
        <source>{number}日结 · {days}</source>
        <translation>Day close {number} · {days}</translation>
    </message>
    <message>
        <source>{at} 由 {name} 封存 · 封印 {seal}</source>
        <translation>Sealed {at} by {name} · seal {seal}</translation>
    </message>
    <message>
        <source> · {name} 核准</source>
        <translation> · approved by {name}</translation>
    </message>
    <message>
        <source> · 单号 {first} 到 {last}</source>
        <translation> · receipts {first} to {last}</translation>
    </message>
    <message>
        <source>日结单已送去打印（补打）</source>
        <translation>The sheet was sent to the printer (reprint)</translation>
    </message>
    <message>
        <source>日结 {number}</source>
        <translation>Day close {number}</translation>
    </message>
</context>
<context>
    <name>DiscountForm</name>
    <message>
        <source>或减多少元</source>
        <translation>or yuan off</translation>
    </message>
    <message>
        <source>减多少元</source>
        <translation>Yuan off</translation>
    </message>
    <message>
        <source>原因（必填）</source>
        <translation>Reason (required)</translation>
    </message>
    <message>
        <source>折扣原因</source>
        <translation>Reason for the discount</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>打折</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>取消折扣</source>
        <translation>Remove the discount</translation>
    </message>
    <message>
        <source>超过 {percent}% 要店长 PIN</source>
        <translation>Above {percent} % a manager&apos;s PIN is needed</translation>
    </message>
</context>
<context>
    <name>EditSheet</name>
    <message>
        <source>会员资料</source>
        <translation>Member profile</translation>
    </message>
    <message>
        <source>会员资料 · {name} · {number}</source>
        <translation>Member profile · {name} · {number}</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>显示手机号</source>
        <translation>Show the phone number</translation>
    </message>
    <message>
        <source>刚才别处也改了这位会员，还没有保存。载入最新资料后，您输入的仍然保留。</source>
        <translation>This member was just changed elsewhere, so nothing is saved yet. Loading the newest profile keeps what you typed.</translation>
    </message>
    <message>
        <source>载入最新</source>
        <translation>Load the newest</translation>
    </message>
    <message>
        <source>已保存 {name} 的资料</source>
        <translation>Profile of {name} saved</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>导出进度</source>
        <translation>Progress of the export</translation>
    </message>
    <message>
        <source>导出会员</source>
        <translation>Export members</translation>
    </message>
    <message>
        <source>表格文件 (*.csv)</source>
        <translation>Spreadsheets (*.csv)</translation>
    </message>
    <message>
        <source>正在导出 {done} / {total}</source>
        <translation>Exporting {done} / {total}</translation>
    </message>
    <message>
        <source>{told} · 约剩 {seconds} 秒</source>
        <translation>{told} · about {seconds} s left</translation>
    </message>
    <message>
        <source>已取消导出，没有留下文件</source>
        <translation>Export cancelled; no file was left</translation>
    </message>
    <message>
        <source>已导出 {count} 位会员到 {file}</source>
        <translation>{count} members exported to {file}</translation>
    </message>
</context>
<context>
    <name>ExtendPackSheet</name>
    <message>
        <source>次卡延期</source>
        <translation>Extend a session pack</translation>
    </message>
    <message>
        <source>延到哪天（那天还能用）</source>
        <translation>Until which day (usable that day)</translation>
    </message>
    <message>
        <source>原因（必填）</source>
        <translation>Reason (required)</translation>
    </message>
    <message>
        <source>延期原因</source>
        <translation>Reason for extending</translation>
    </message>
    <message>
        <source>延到哪天</source>
        <translation>Until which day</translation>
    </message>
    <message>
        <source>加 {days} 天</source>
        <translation>+{days} days</translation>
    </message>
    <message>
        <source>延到 {day}</source>
        <translation>Extend to {day}</translation>
    </message>
    <message>
        <source>延期</source>
        <translation>Extend</translation>
    </message>
    <message>
        <source>{name} 已延到 {day}</source>
        <translation>{name} extended to {day}</translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>{label}（{unit}）</source>
        <translation>{label} ({unit})</translation>
    </message>
    <message>
        <source>写送几张。</source>
        <translation>Say how many.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>全部清除</source>
        <translation>Clear all</translation>
    </message>
    <message>
        <source>还没有可选的</source>
        <translation>Nothing to choose yet</translation>
    </message>
    <message>
        <source>自己定范围…</source>
        <translation>Another range…</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>Any</translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message>
        <source>{filter}：{value}</source>
        <translation>{filter}: {value}</translation>
    </message>
    <message>
        <source>按 Delete 去掉</source>
        <translation>Delete removes it</translation>
    </message>
</context>
<context>
    <name>FindField</name>
    <message>
        <source>查找设置</source>
        <translation>Find a setting</translation>
    </message>
</context>
<context>
    <name>FormPane</name>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>不改了</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>已保存：{section}</source>
        <translation>Saved: {section}</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>会员会列在这里：余额、到店、生日，随时排序和筛选。先登记第一位。</source>
        <translation>Members are listed here: balances, visits, birthdays, sorted and filtered at will. Sign up the first one.</translation>
    </message>
    <message>
        <source>新会员</source>
        <translation>New member</translation>
    </message>
    <message>
        <source>没有符合这些条件的会员。</source>
        <translation>No member matches these conditions.</translation>
    </message>
    <message>
        <source>清除筛选</source>
        <translation>Clear the filters</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>在收银台打开</source>
        <translation>To the counter</translation>
    </message>
    <message>
        <source>修改资料</source>
        <translation>Edit the profile</translation>
    </message>
    <message>
        <source>账户…（Ctrl+M）</source>
        <translation>Account… (Ctrl+M)</translation>
    </message>
</context>
<context>
    <name>FreeAmountForm</name>
    <message>
        <source>其他金额</source>
        <translation>Other amount</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>说明（可不填）</source>
        <translation>Note (optional)</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>加入</source>
        <translation>Add</translation>
    </message>
</context>
<context>
    <name>FriendDesk</name>
    <message>
        <source>{giver} 得 {given}</source>
        <translation>{giver} gets {given}</translation>
    </message>
    <message>
        <source>{giver} {day} 起得 {given}</source>
        <translation>{giver} gets {given} from {day}</translation>
    </message>
    <message>
        <source>先打开一位会员，再给闺蜜卡。</source>
        <translation>Open a member first, then give friend cards.</translation>
    </message>
</context>
<context>
    <name>FriendKindSheet</name>
    <message>
        <source>满版色</source>
        <translation>Full colour</translation>
    </message>
    <message>
        <source>白底省墨</source>
        <translation>White, little ink</translation>
    </message>
    <message>
        <source>玫红</source>
        <translation>Rose</translation>
    </message>
    <message>
        <source>松绿</source>
        <translation>Pine</translation>
    </message>
    <message>
        <source>湖蓝</source>
        <translation>Lake</translation>
    </message>
    <message>
        <source>紫</source>
        <translation>Violet</translation>
    </message>
    <message>
        <source>墨</source>
        <translation>Ink</translation>
    </message>
</context>
<context>
    <name>FriendLine</name>
    <message>
        <source>闺蜜卡</source>
        <translation>Friend cards</translation>
    </message>
    <message>
        <source>剩 {left} / {given}</source>
        <translation>{left} of {given} left</translation>
    </message>
    <message>
        <source>已带来 {count} 位朋友</source>
        <translation>{count} friends</translation>
    </message>
    <message>
        <source>待发奖励 {count} 笔</source>
        <translation>{count} rewards pending</translation>
    </message>
</context>
<context>
    <name>FriendPaper</name>
    <message>
        <source>A4 · 2×5（90×54 mm）</source>
        <translation>A4 · 2×5 (90×54 mm)</translation>
    </message>
    <message>
        <source>A4 · 2×4</source>
        <translation>A4 · 2×4</translation>
    </message>
    <message>
        <source>单张 90×54 mm</source>
        <translation>Single 90×54 mm</translation>
    </message>
    <message>
        <source>80 mm 小票纸</source>
        <translation>80 mm roll</translation>
    </message>
    <message>
        <source>58 mm 小票纸</source>
        <translation>58 mm roll</translation>
    </message>
</context>
<context>
    <name>FriendSheet</name>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>闺蜜卡 · {name}</source>
        <translation>Friend cards · {name}</translation>
    </message>
    <message>
        <source>闺蜜卡</source>
        <translation>Friend cards</translation>
    </message>
    <message>
        <source>先打印前 {most} 张；其余 {rest} 张，选中后再打印。</source>
        <translation>The first {most} are printed; select the other {rest} to print them after.</translation>
    </message>
</context>
<context>
    <name>FriendWords</name>
    <message>
        <source>形象大使</source>
        <translation>Brand ambassador</translation>
    </message>
    <message>
        <source>荣誉股东</source>
        <translation>Honorary shareholder</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>券</source>
        <translation>Voucher</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Pending</translation>
    </message>
    <message>
        <source>已发</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>已收回</source>
        <translation>Taken back</translation>
    </message>
    <message>
        <source>不发</source>
        <translation>Not paid</translation>
    </message>
    <message>
        <source>可用</source>
        <translation>Usable</translation>
    </message>
    <message>
        <source>已用</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>已交回</source>
        <translation>Handed in</translation>
    </message>
    <message>
        <source>已作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>本月奖励已满</source>
        <translation>Month&apos;s limit reached</translation>
    </message>
    <message>
        <source>首单已冲正</source>
        <translation>First sale reversed</translation>
    </message>
    <message>
        <source>介绍人已更正</source>
        <translation>Referrer put right</translation>
    </message>
    <message>
        <source>赠卡人已退卡销户</source>
        <translation>the giver&apos;s card was refunded and the account closed</translation>
    </message>
    <message>
        <source>这位朋友原来已经是会员</source>
        <translation>The friend was a member already</translation>
    </message>
    <message>
        <source>闺蜜卡已作废</source>
        <translation>Friend card void</translation>
    </message>
    <message>
        <source>{yuan} 元赠金</source>
        <translation>¥{yuan} bonus</translation>
    </message>
    <message>
        <source>{count} 积分</source>
        <translation>{count} points</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>“{name}”</translation>
    </message>
    <message>
        <source>{count} 张“{name}”</source>
        <translation>{count} × “{name}”</translation>
    </message>
    <message>
        <source>朋友得 {benefit} · 赠卡人得 {reward}</source>
        <translation>Friend gets {benefit} · giver gets {reward}</translation>
    </message>
    <message>
        <source>您的闺蜜{friend}来啦，{reward} {day} 起到账</source>
        <translation>Your friend {friend} came by: {reward} arrives from {day}</translation>
    </message>
    <message>
        <source>您的闺蜜{friend}已经登记，首次消费后送您{reward}</source>
        <translation>Your friend {friend} has signed up: {reward} is yours after the first purchase</translation>
    </message>
    <message>
        <source>等首次消费</source>
        <translation>waits for the first sale</translation>
    </message>
    <message>
        <source>{day} 起发</source>
        <translation>paid from {day}</translation>
    </message>
    <message>
        <source>{reason} · {amount} 已花，未收回</source>
        <translation>{reason} · {amount} was spent, not taken back</translation>
    </message>
    <message>
        <source>您的闺蜜{friend}来啦，{reward}已到账</source>
        <translation>Your friend {friend} came by: {reward} has arrived</translation>
    </message>
</context>
<context>
    <name>GiftPane</name>
    <message>
        <source>进货、盘点…</source>
        <translation>Stock…</translation>
    </message>
    <message>
        <source>库存已记下</source>
        <translation>Stock booked</translation>
    </message>
</context>
<context>
    <name>GivePanel</name>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>张数</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>赠卡人的话（印在卡上，可不填）</source>
        <translation>Giver&apos;s words (optional)</translation>
    </message>
    <message>
        <source>版式</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>例如：剪头发找阿Ken</source>
        <translation>For example: ask for Ken</translation>
    </message>
    <message>
        <source>还没有闺蜜卡种类。请到 转介绍 → 闺蜜卡 先做一种。</source>
        <translation>There is no kind of friend card yet. Make one in Referrals → Friend cards.</translation>
    </message>
    <message>
        <source>给 {count} 张并打印</source>
        <translation>Give {count} and print</translation>
    </message>
    <message>
        <source>剩 {left} / {given} · 已带来 {friends} 位朋友</source>
        <translation>{left} of {given} left · brought {friends} friends</translation>
    </message>
    <message>
        <source>已给 {name} {count} 张闺蜜卡</source>
        <translation>{count} friend cards given to {name}</translation>
    </message>
</context>
<context>
    <name>HandedGifts</name>
    <message>
        <source>送出的礼品（第二十一条）</source>
        <translation>Gifts handed over (Art. 21)</translation>
    </message>
    <message>
        <source>入库 {count} 件</source>
        <translation>Restock {count}</translation>
    </message>
    <message>
        <source>{gift} 入库</source>
        <translation>Restock {gift}</translation>
    </message>
    <message>
        <source>顾客退回礼品，不扣款；还能再送的勾选入库。</source>
        <translation>The customer gives the gifts back and nothing is taken off. Tick what can be handed out again.</translation>
    </message>
    <message>
        <source>顾客留下礼品，按合同标明的价值从退款里扣，扣完为止。</source>
        <translation>The customer keeps the gifts; the value that the contract states comes off the refund as far as that reaches.</translation>
    </message>
    <message>
        <source>顾客留下礼品，不扣款。要退回或折价，由双方商定后在上面选。</source>
        <translation>The customer keeps the gifts and nothing is taken off. If both sides agree on something else, choose it above.</translation>
    </message>
</context>
<context>
    <name>HelpSheet</name>
    <message>
        <source>转介绍怎么算，为什么只有一层</source>
        <translation>How referrals work, and why there is one level only</translation>
    </message>
    <message>
        <source>怎么算</source>
        <translation>How it works</translation>
    </message>
    <message>
        <source>程序里没有、也加不上的</source>
        <translation>What the program does not have and can&apos;t be given</translation>
    </message>
    <message>
        <source>为什么</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>朋友登记时记下介绍人。朋友第一次用真金消费、过了退款期，介绍人得一次谢礼：赠金、积分或券。首单冲正，谢礼跟着收回。荣誉由老板授予，只让这一次的谢礼多一些。</source>
        <translation>The referrer is noted when a friend signs up. Once the friend has bought with real money and the refund window is over, the referrer gets one thank-you: bonus, points or vouchers. If that first sale is reversed, it is taken back. Honors are given by the owner and only raise this one thank-you.</translation>
    </message>
    <message>
        <source>第二层：朋友再带来的人，与最初的介绍人无关。
按人头给钱：只登记不消费，没有谢礼。
交钱入伙、买卖荣誉：荣誉不卖，也不代表股权。
从朋友以后的消费里抽成。</source>
        <translation>A second level: whom a friend brings has nothing to do with the first referrer.
Pay by the head: signing up without buying brings nothing.
Paying to join, or selling honors: honors are not sold and are no equity.
A share of what friends spend later.</translation>
    </message>
    <message>
        <source>《禁止传销条例》第七条把三件事定为传销：按发展的人数给报酬（拉人头）、交钱才能加入（入门费）、按下线业绩给报酬（团队计酬）。一层、一次、跟着真实消费走的谢礼，才是老顾客介绍新顾客。</source>
        <translation>Article 7 of the Regulations on Prohibition of Pyramid Selling names three things: pay by the number of people recruited, a fee for joining, and pay by what a downline sells. One level, once, tied to a real purchase: that is a customer recommending a shop.</translation>
    </message>
    <message>
        <source>这里说的是程序怎么做，不是法律意见。</source>
        <translation>This tells what the program does; it is no legal advice.</translation>
    </message>
    <message>
        <source>知道了</source>
        <translation>Got it</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>往来</source>
        <translation>History</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>筛选往来</source>
        <translation>Filter the history</translation>
    </message>
    <message>
        <source>补打</source>
        <translation>Reprint</translation>
    </message>
    <message>
        <source>冲正…</source>
        <translation>Reverse</translation>
    </message>
    <message>
        <source>全店最近</source>
        <translation>Latest of the shop</translation>
    </message>
    <message>
        <source>本年 {visits} 次 · {spent}</source>
        <translation>This year {visits} visits · {spent}</translation>
    </message>
    <message>
        <source>没有符合的往来</source>
        <translation>Nothing in the history matches</translation>
    </message>
    <message>
        <source>还没有往来</source>
        <translation>No history yet</translation>
    </message>
</context>
<context>
    <name>HonorSheet</name>
    <message>
        <source>授予荣誉 · {name}</source>
        <translation>Give an honor · {name}</translation>
    </message>
    <message>
        <source>荣誉</source>
        <translation>Honors</translation>
    </message>
    <message>
        <source>从哪天起</source>
        <translation>From which day</translation>
    </message>
    <message>
        <source>到哪天（空着：一直）</source>
        <translation>Until which day (empty: for good)</translation>
    </message>
    <message>
        <source>原因（老板写的）</source>
        <translation>Reason (the owner&apos;s words)</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>例如：一年带来 12 位常来的朋友</source>
        <translation>For example: brought 12 regulars in a year</translation>
    </message>
    <message>
        <source>只能授予，不能卖，也不代表股权：持有者一次性的转介奖励为 {percent}%，别无其他。</source>
        <translation>Given, never sold, and no equity: the bearer&apos;s one-off referral rewards are {percent}%, and that is all.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>授予并打印证书</source>
        <translation>Give and print the certificate</translation>
    </message>
    <message>
        <source>已授予 {name}</source>
        <translation>Honor given to {name}</translation>
    </message>
</context>
<context>
    <name>HonorsPane</name>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>荣誉</source>
        <translation>Honors</translation>
    </message>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到</source>
        <translation>Until</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>授予人</source>
        <translation>Given by</translation>
    </message>
    <message>
        <source>在右边选一位会员，由老板授予。荣誉只让一次性的转介奖励多一些，不能买卖。</source>
        <translation>Choose a member in the tree or the leaderboard; the owner gives it. An honor raises one-off referral rewards and can&apos;t be sold.</translation>
    </message>
    <message>
        <source>还没有授予过荣誉。
在关系树或排行里选一位会员，由老板授予形象大使或荣誉股东。</source>
        <translation>No honors yet.
Choose a member in the tree or the leaderboard; the owner names an ambassador or an honorary shareholder.</translation>
    </message>
    <message>
        <source>打印证书</source>
        <translation>Print certificate</translation>
    </message>
    <message>
        <source>结束…</source>
        <translation>End…</translation>
    </message>
    <message>
        <source>{name} 的{honor}到这一天为止；证书请收回。</source>
        <translation>{name} is {honor} until this day; please take the certificate back.</translation>
    </message>
    <message>
        <source>结束荣誉</source>
        <translation>End the honor</translation>
    </message>
    <message>
        <source>结束</source>
        <translation>End</translation>
    </message>
    <message>
        <source>荣誉已结束</source>
        <translation>The honor has ended</translation>
    </message>
</context>
<context>
    <name>HourEdit</name>
    <message>
        <source>请输入如 10:00 的时间。</source>
        <translation>Type a time such as 10:00.</translation>
    </message>
</context>
<context>
    <name>ImageEditor</name>
    <message>
        <source>选择图片…</source>
        <translation>Choose a picture…</translation>
    </message>
    <message>
        <source>移除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>选择图片</source>
        <translation>Choose a picture</translation>
    </message>
    <message>
        <source>图片 (*.png *.jpg *.jpeg)</source>
        <translation>Pictures (*.png *.jpg *.jpeg)</translation>
    </message>
</context>
<context>
    <name>IssuePanel</name>
    <message>
        <source>发券并打印</source>
        <translation>Issue and print</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>版式</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>按以往的核销率估算</source>
        <translation>Estimated from the usual rate</translation>
    </message>
    <message>
        <source>存为 PDF 文件…</source>
        <translation>Save as a PDF file…</translation>
    </message>
    <message>
        <source>只发券，先不打印</source>
        <translation>Issue only, don&apos;t print</translation>
    </message>
    <message>
        <source>发 {count} 张并打印</source>
        <translation>Issue and print {count}</translation>
    </message>
    <message>
        <source>发 {count} 张</source>
        <translation>Issue {count}</translation>
    </message>
    <message>
        <source>核销率 {rate}%，约回来 {back} 张</source>
        <translation>{rate}% come back: about {back}</translation>
    </message>
    <message>
        <source>，让利 {amount}</source>
        <translation>, {amount} given</translation>
    </message>
    <message>
        <source>存为 PDF 文件</source>
        <translation>Save as a PDF file</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
</context>
<context>
    <name>Issuing</name>
    <message>
        <source>正在发券</source>
        <translation>Issuing</translation>
    </message>
    <message>
        <source>已停下：{wanted} 张里发了 {issued} 张，都有效</source>
        <translation>Stopped: {issued} of {wanted} are issued, all of them valid</translation>
    </message>
    <message>
        <source>已发 {issued} 张</source>
        <translation>{issued} vouchers issued</translation>
    </message>
    <message>
        <source>已发 {issued} 张，{skipped} 位已经领满，跳过</source>
        <translation>{issued} vouchers issued; {skipped} members had all they may have</translation>
    </message>
</context>
<context>
    <name>ItemPicker</name>
    <message>
        <source>找项目</source>
        <translation>Find an item</translation>
    </message>
    <message>
        <source>服务和商品</source>
        <translation>Services and products</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>其他金额</source>
        <translation>Other amount</translation>
    </message>
    <message>
        <source>找项目、条码</source>
        <translation>Item or barcode</translation>
    </message>
    <message>
        <source>没有叫“{words}”的项目。Esc 清空，F8 收其他金额。</source>
        <translation>Nothing is called “{words}”. Esc clears, F8 takes another amount.</translation>
    </message>
    <message>
        <source>没有这个项目</source>
        <translation>No such item</translation>
    </message>
</context>
<context>
    <name>ItemsField</name>
    <message>
        <source>选择项目…</source>
        <translation>Choose items…</translation>
    </message>
</context>
<context>
    <name>ItemsSheet</name>
    <message>
        <source>适用项目</source>
        <translation>For which items</translation>
    </message>
    <message>
        <source>查找项目</source>
        <translation>Find an item</translation>
    </message>
    <message>
        <source>全场通用</source>
        <translation>Everything</translation>
    </message>
    <message>
        <source>选好了</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>一个都不选就是全场通用。</source>
        <translation>Choose none for everything.</translation>
    </message>
    <message>
        <source>还有 {count} 项没列出来，输入名称查找。</source>
        <translation>{count} more are not listed: type a name to find them.</translation>
    </message>
</context>
<context>
    <name>KindSheet</name>
    <message>
        <source>新的闺蜜卡种类</source>
        <translation>New friend card</translation>
    </message>
    <message>
        <source>修改闺蜜卡种类</source>
        <translation>Edit friend card</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>例如：闺蜜同行卡</source>
        <translation>For example: Bring-a-friend card</translation>
    </message>
    <message>
        <source>朋友得到（登记时就有）</source>
        <translation>Friend gets (at sign-up)</translation>
    </message>
    <message>
        <source>赠卡人得到（朋友首次真金消费后）</source>
        <translation>Giver gets (after the friend&apos;s first real purchase)</translation>
    </message>
    <message>
        <source>有效天数</source>
        <translation>Valid for (days)</translation>
    </message>
    <message>
        <source>首单至少付（可不填）</source>
        <translation>First sale at least (optional)</translation>
    </message>
    <message>
        <source>每人最多几张（空着：按全店设置）</source>
        <translation>Most open ones each (empty: the shop&apos;s setting)</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>样式</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>图片（PNG 或 JPEG，可不放）</source>
        <translation>Picture (PNG or JPEG, optional)</translation>
    </message>
    <message>
        <source>另写的条件（中文）</source>
        <translation>Your own conditions (Chinese)</translation>
    </message>
    <message>
        <source>另写的条件（英文）</source>
        <translation>Your own conditions (English)</translation>
    </message>
    <message>
        <source>还在发（停用后，发出去的照样有效）</source>
        <translation>Active (cards already given stay valid when stopped)</translation>
    </message>
    <message>
        <source>改了以后只用于新发的卡；已经给出去的卡不变。奖励一次性，不算第二层。</source>
        <translation>Changes hold for new cards; those given already stay as they are. The reward is one-off, there is no second level.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>剪头发找阿Ken，他懂我们</source>
        <translation>Ask for Ken, he gets us</translation>
    </message>
    <message>
        <source>王小美</source>
        <translation>Wang Xiaomei</translation>
    </message>
    <message>
        <source>已保存 {name}</source>
        <translation>Saved {name}</translation>
    </message>
</context>
<context>
    <name>KindsPane</name>
    <message>
        <source>种类</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>朋友得到</source>
        <translation>Friend gets</translation>
    </message>
    <message>
        <source>赠卡人得到</source>
        <translation>Giver gets</translation>
    </message>
    <message>
        <source>已给</source>
        <translation>Given</translation>
    </message>
    <message>
        <source>带来朋友</source>
        <translation>Friends</translation>
    </message>
    <message>
        <source>用卡率</source>
        <translation>Use rate</translation>
    </message>
    <message>
        <source>还可用</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>过期</source>
        <translation>Expired</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>给出时间</source>
        <translation>Given at</translation>
    </message>
    <message>
        <source>给谁</source>
        <translation>To whom</translation>
    </message>
    <message>
        <source>张数</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>已用</source>
        <translation>Used</translation>
    </message>
    <message>
        <source>交回作废</source>
        <translation>Back, void</translation>
    </message>
    <message>
        <source>闺蜜卡种类</source>
        <translation>Kinds of friend cards</translation>
    </message>
    <message>
        <source>给出的批次</source>
        <translation>Batches given</translation>
    </message>
    <message>
        <source>给一位会员：在收银打开这位会员，按 F7。</source>
        <translation>For one member: open them at the counter and press F7.</translation>
    </message>
    <message>
        <source>新种类</source>
        <translation>New kind</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>发给一批人…</source>
        <translation>Give to many…</translation>
    </message>
    <message>
        <source>打印这一批</source>
        <translation>Print this batch</translation>
    </message>
    <message>
        <source>版式</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>闺蜜卡：会员送给朋友，朋友首次到店有礼，会员得一次性的谢礼。
先定好两边各得什么。</source>
        <translation>Friend cards: members hand them on, the friend gets a gift on the first visit, the member a one-off thank-you.
First decide what each side gets.</translation>
    </message>
    <message>
        <source>在发</source>
        <translation>Active</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Stopped</translation>
    </message>
    <message>
        <source>{name} 等 {count} 位</source>
        <translation>{name} and more, {count} in all</translation>
    </message>
</context>
<context>
    <name>LeadersPane</name>
    <message>
        <source>名次</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>带来</source>
        <translation>Friends</translation>
    </message>
    <message>
        <source>已消费</source>
        <translation>Bought</translation>
    </message>
    <message>
        <source>再来率</source>
        <translation>Came again</translation>
    </message>
    <message>
        <source>带来消费</source>
        <translation>Turnover</translation>
    </message>
    <message>
        <source>已发赠金</source>
        <translation>Bonus paid</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Pending</translation>
    </message>
    <message>
        <source>每位成本</source>
        <translation>Cost each</translation>
    </message>
    <message>
        <source>荣誉</source>
        <translation>Honors</translation>
    </message>
    <message>
        <source>排行榜</source>
        <translation>Leaderboard</translation>
    </message>
    <message>
        <source>这段时间还没有人带来新会员</source>
        <translation>Nobody brought a new member in this time</translation>
    </message>
    <message>
        <source>导出排行榜</source>
        <translation>Export the leaderboard</translation>
    </message>
    <message>
        <source>表格文件 (*.csv)</source>
        <translation>Spreadsheet (*.csv)</translation>
    </message>
    <message>
        <source>转介绍排行</source>
        <translation>Referrers</translation>
    </message>
    <message>
        <source>会员号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>带来朋友</source>
        <translation>Friends</translation>
    </message>
    <message>
        <source>来过两次以上</source>
        <translation>Came twice or more</translation>
    </message>
    <message>
        <source>再来率 %</source>
        <translation>Came again %</translation>
    </message>
    <message>
        <source>待发赠金</source>
        <translation>Bonus pending</translation>
    </message>
    <message>
        <source>已发积分</source>
        <translation>Points given</translation>
    </message>
    <message>
        <source>已发券</source>
        <translation>Vouchers given</translation>
    </message>
    <message>
        <source>每位新客成本</source>
        <translation>Cost per new customer</translation>
    </message>
    <message>
        <source>已导出 {count} 位介绍人</source>
        <translation>{count} referrers exported</translation>
    </message>
</context>
<context>
    <name>LeftCard</name>
    <message>
        <source>现在剩</source>
        <translation>Left now</translation>
    </message>
    <message>
        <source>用后剩</source>
        <translation>Left after</translation>
    </message>
    <message>
        <source>这次计入消费</source>
        <translation>Counts as spent</translation>
    </message>
</context>
<context>
    <name>LiabilityPage</name>
    <message>
        <source>打开这一页</source>
        <translation>Opening this page</translation>
    </message>
    <message>
        <source>负债</source>
        <translation>Liabilities</translation>
    </message>
    <message>
        <source>赠金到期</source>
        <translation>Bonus expiring</translation>
    </message>
    <message>
        <source>分期待领</source>
        <translation>Instalments to come</translation>
    </message>
    <message>
        <source>近两年</source>
        <translation>Last two years</translation>
    </message>
    <message>
        <source>每月月底：绿 本金 · 红 赠金 · 蓝 次卡</source>
        <translation>Month ends: green principal · red bonus · blue session packs</translation>
    </message>
    <message>
        <source>没有会到期的赠金</source>
        <translation>No bonus with an end</translation>
    </message>
    <message>
        <source>没有待领的分期</source>
        <translation>No instalments to come</translation>
    </message>
    <message>
        <source>负债只给老板看</source>
        <translation>Liabilities are for the owner</translation>
    </message>
    <message>
        <source>老板验证</source>
        <translation>Owner&apos;s PIN</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>店里还不欠会员什么：充值、赠金、分期和次卡都会记在这里</source>
        <translation>The shop owes its members nothing yet: top-ups, bonus, instalments and session packs will stand here</translation>
    </message>
    <message>
        <source>去收银</source>
        <translation>Go to the counter</translation>
    </message>
    <message>
        <source>{month}：本金 {principal}，赠金 {bonus}，次卡 {packs}</source>
        <translation>{month}: principal {principal}, bonus {bonus}, packs {packs}</translation>
    </message>
    <message>
        <source>其中不过期 {amount}</source>
        <translation>{amount} of it never ends</translation>
    </message>
    <message>
        <source>约 {value}</source>
        <translation>about {value}</translation>
    </message>
    <message>
        <source>本金</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>会员付了、还没用</source>
        <translation>paid in, not used yet</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>{count} 期</source>
        <translation>{count} to claim</translation>
    </message>
    <message>
        <source>次卡</source>
        <translation>Session packs</translation>
    </message>
    <message>
        <source>付了、还没做的次数</source>
        <translation>sessions paid, not used yet</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>全部用完的标价</source>
        <translation>list price if all of it is used</translation>
    </message>
    <message>
        <source>如果每位会员都来用完：要服务标价 {all} 的项目和商品，按成本率 {rate}% 约花 {cost}。如果都来退卡：最多退 {back}。</source>
        <translation>If every member used up everything: {all} to be served at list price, costing about {cost} at {rate}%. If all asked for their money back: {back} at most.</translation>
    </message>
    <message>
        <source>{month}：{amount}</source>
        <translation>{month}: {amount}</translation>
    </message>
</context>
<context>
    <name>ListForm</name>
    <message>
        <source>标签</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>等级</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>多少天没来</source>
        <translation>Days since the last visit</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>Any</translation>
    </message>
    <message>
        <source>{name}：{count} 位会员</source>
        <translation>{name}: {count} members</translation>
    </message>
    <message>
        <source>符合的会员：{count} 位</source>
        <translation>{count} members fit</translation>
    </message>
    <message>
        <source>没有人符合，换个条件。</source>
        <translation>Nobody fits; try other conditions.</translation>
    </message>
</context>
<context>
    <name>ListPane</name>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>不改了</source>
        <translation>Discard</translation>
    </message>
    <message>
        <source>{name}（已停用）</source>
        <translation>{name} (retired)</translation>
    </message>
    <message>
        <source>停用</source>
        <translation>Retire</translation>
    </message>
    <message>
        <source>恢复使用</source>
        <translation>Bring back</translation>
    </message>
    <message>
        <source>“{name}”改过还没有保存。</source>
        <translation>“{name}” was changed and isn&apos;t saved yet.</translation>
    </message>
    <message>
        <source>还没有保存</source>
        <translation>Not saved yet</translation>
    </message>
    <message>
        <source>放弃修改</source>
        <translation>Discard the changes</translation>
    </message>
    <message>
        <source>已保存：{name}</source>
        <translation>Saved: {name}</translation>
    </message>
</context>
<context>
    <name>LockScreen</name>
    <message>
        <source>已锁屏。选择姓名，输入 PIN。</source>
        <translation>Locked. Choose your name and type your PIN.</translation>
    </message>
</context>
<context>
    <name>LostCard</name>
    <message>
        <source>丢了</source>
        <translation>Lost</translation>
    </message>
    <message>
        <source>被偷了</source>
        <translation>Stolen</translation>
    </message>
    <message>
        <source>坏了，扫不出</source>
        <translation>Broken, doesn&apos;t scan</translation>
    </message>
</context>
<context>
    <name>LostCardSheet</name>
    <message>
        <source>挂失补卡 · {name}</source>
        <translation>Lost card · {name}</translation>
    </message>
    <message>
        <source>挂失补卡</source>
        <translation>Lost card</translation>
    </message>
    <message>
        <source>旧卡马上作废，扫到会提示；印一张新卡给本人。钱在账户里，不在卡上，余额不受影响。</source>
        <translation>The old card stops working at once and says so when it is scanned; a new one is printed for the member. The money is in the account, not on the card: the balance stays.</translation>
    </message>
    <message>
        <source>作废旧卡并印新卡</source>
        <translation>Block and print a new card</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>闺蜜</source>
        <translation>Guimi</translation>
    </message>
    <message>
        <source>已存本机</source>
        <translation>Saved on this computer</translation>
    </message>
</context>
<context>
    <name>ManySheet</name>
    <message>
        <source>发给一批人 · {kind}</source>
        <translation>Give to many · {kind}</translation>
    </message>
    <message>
        <source>给谁</source>
        <translation>To whom</translation>
    </message>
    <message>
        <source>每人几张</source>
        <translation>Cards each</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>所有有荣誉的会员</source>
        <translation>All who bear an honor</translation>
    </message>
    <message>
        <source>{tier}会员</source>
        <translation>{tier} members</translation>
    </message>
    <message>
        <source>{members} 位会员；手上已有上限的跳过。给完在批次里打印。</source>
        <translation>{members} members; those at their limit are passed over. Print them from the batches afterwards.</translation>
    </message>
    <message>
        <source>发 {count} 张</source>
        <translation>Give {count}</translation>
    </message>
    <message>
        <source>正在发卡</source>
        <translation>Giving cards</translation>
    </message>
    <message>
        <source>已停下：发了 {cards} 张，都有效</source>
        <translation>Stopped: {cards} were given and are valid</translation>
    </message>
    <message>
        <source>已发 {cards} 张</source>
        <translation>{cards} cards given</translation>
    </message>
</context>
<context>
    <name>MemberColumns</name>
    <message>
        <source>会员号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>手机号</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>等级</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>储值余额</source>
        <translation>Stored value</translation>
    </message>
    <message>
        <source>本金</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>到店次数</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>累计消费</source>
        <translation>Spent in all</translation>
    </message>
    <message>
        <source>最近到店</source>
        <translation>Last visit</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>生日</source>
        <translation>Birthday</translation>
    </message>
    <message>
        <source>入会日</source>
        <translation>Member since</translation>
    </message>
    <message>
        <source>等级始于</source>
        <translation>Tier since</translation>
    </message>
    <message>
        <source>等级到</source>
        <translation>Tier until</translation>
    </message>
</context>
<context>
    <name>MemberField</name>
    <message>
        <source>手机尾号 · 姓名 · 拼音</source>
        <translation>Phone · name · pinyin</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>换一位会员</source>
        <translation>Another member</translation>
    </message>
</context>
<context>
    <name>MemberFilters</name>
    <message>
        <source>已停用</source>
        <translation>Retired</translation>
    </message>
    <message>
        <source>{days} 天以上没来</source>
        <translation>Not here for {days} days or more</translation>
    </message>
    <message>
        <source>{days} 天内来过</source>
        <translation>Here within {days} days</translation>
    </message>
    <message>
        <source>{low}–{high} 天没来</source>
        <translation>Not here for {low}–{high} days</translation>
    </message>
    <message>
        <source>没有余额</source>
        <translation>No balance</translation>
    </message>
    <message>
        <source>{amount} 以上</source>
        <translation>{amount} or more</translation>
    </message>
    <message>
        <source>不超过 {amount}</source>
        <translation>Up to {amount}</translation>
    </message>
    <message>
        <source>有余额</source>
        <translation>Any balance</translation>
    </message>
    <message>
        <source>{low} 到 {high}</source>
        <translation>{low} to {high}</translation>
    </message>
    <message>
        <source>{month} 月</source>
        <translation>Month {month}</translation>
    </message>
    <message>
        <source>等级</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>来源</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>最近到店</source>
        <translation>Last visit</translation>
    </message>
    <message>
        <source>储值余额</source>
        <translation>Stored value</translation>
    </message>
    <message>
        <source>生日月份</source>
        <translation>Birthday month</translation>
    </message>
</context>
<context>
    <name>MemberFinder</name>
    <message>
        <source>找会员：手机尾号 · 姓名 · 拼音</source>
        <translation>Find: phone · name · pinyin</translation>
    </message>
    <message>
        <source>找会员</source>
        <translation>Find a member</translation>
    </message>
</context>
<context>
    <name>MemberForm</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>手机号</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Gender</translation>
    </message>
    <message>
        <source>生日（可不填）</source>
        <translation>Birthday (optional)</translation>
    </message>
    <message>
        <source>怎么知道本店的</source>
        <translation>How they found us</translation>
    </message>
    <message>
        <source>介绍人（可不填）</source>
        <translation>Referred by (optional)</translation>
    </message>
    <message>
        <source>等级</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>未定</source>
        <translation>Not set</translation>
    </message>
    <message>
        <source>例如：张晓明</source>
        <translation>For example: 张晓明</translation>
    </message>
    <message>
        <source>请在结果里选一位，或清空这一格。</source>
        <translation>Choose one of the results, or empty this field.</translation>
    </message>
</context>
<context>
    <name>MemberPanel</name>
    <message>
        <source>搜索或扫卡打开会员。
不选会员也能直接收款（散客）。
新来的顾客，先登记。</source>
        <translation>Search or scan a card to open a member.
A walk-in can pay without one.
Somebody new? Sign them up first.</translation>
    </message>
    <message>
        <source>新会员</source>
        <translation>New member</translation>
    </message>
    <message>
        <source>编辑</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>打印卡</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>账户</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>显示手机号</source>
        <translation>Show the phone number</translation>
    </message>
    <message>
        <source>无手机号</source>
        <translation>No phone</translation>
    </message>
    <message>
        <source>{month} 入会</source>
        <translation>member since {month}</translation>
    </message>
    <message>
        <source>还没有消费过</source>
        <translation>No sale yet</translation>
    </message>
    <message>
        <source>到店 {visits} 次 · 上次 {last} · 累计 {spent}</source>
        <translation>{visits} visits · last {last} · {spent} in all</translation>
    </message>
    <message>
        <source>退卡办理中，余额冻结</source>
        <translation>Card refund under way, balance frozen</translation>
    </message>
    <message>
        <source>已并入别的会员</source>
        <translation>Merged into another member</translation>
    </message>
    <message>
        <source>{days} 天后</source>
        <translation>in {days} days</translation>
    </message>
    <message>
        <source>就是今天</source>
        <translation>today</translation>
    </message>
    <message>
        <source>生日 {day} · {when}</source>
        <translation>Birthday {day} · {when}</translation>
    </message>
    <message>
        <source>赠金 {amount} · {days} 天内过期</source>
        <translation>Bonus {amount} · expires within {days} days</translation>
    </message>
    <message>
        <source>赠金 {amount} · 今天过期</source>
        <translation>Bonus {amount} · expires today</translation>
    </message>
    <message>
        <source>{points} 积分月底到期</source>
        <translation>{points} points end with the month</translation>
    </message>
</context>
<context>
    <name>MemberSearch</name>
    <message>
        <source>手机尾号 · 姓名 · 拼音首字母 · 会员号 · 扫卡扫券</source>
        <translation>Phone · name · pinyin · number · scan a card or voucher</translation>
    </message>
    <message>
        <source>找会员</source>
        <translation>Find a member</translation>
    </message>
    <message>
        <source>这里不能选 {name}。</source>
        <translation>{name} can&apos;t be chosen here.</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nobody found for “{text}”</translation>
    </message>
</context>
<context>
    <name>MemberTable</name>
    <message>
        <source>会员列表</source>
        <translation>List of members</translation>
    </message>
</context>
<context>
    <name>MemberWords</name>
    <message>
        <source>女</source>
        <translation>Female</translation>
    </message>
    <message>
        <source>男</source>
        <translation>Male</translation>
    </message>
    <message>
        <source>不填</source>
        <translation>Not said</translation>
    </message>
    <message>
        <source>闰</source>
        <translation>leap </translation>
    </message>
    <message>
        <source>{month}月{day}日</source>
        <translation>{month}-{day}</translation>
    </message>
    <message>
        <source>{year}年{month}月{day}日</source>
        <translation>{year}-{month}-{day}</translation>
    </message>
    <message>
        <source>农历{months}{days}</source>
        <translation>lunar {leap}month {month}, day {day}</translation>
    </message>
    <message>
        <source>农历{year}年{months}{days}</source>
        <translation>lunar {leap}month {month}, day {day} of {year}</translation>
    </message>
    <message>
        <source>我同意本店登记我的姓名、手机号和生日等资料，仅用于会员储值、积分、到店服务和与我联系。我可以随时查看、更正、要求删除，或撤回同意；不愿收到优惠消息时，告诉店员即可停止。未满十四岁的由监护人同意。</source>
        <translation>I agree that this shop keeps my name, phone number, birthday and the like, only for stored value, points, service and contacting me. I may see or correct them, have them deleted or withdraw this consent at any time; offers stop as soon as I say so. Under fourteen, a guardian agrees.</translation>
    </message>
</context>
<context>
    <name>MembersPage</name>
    <message>
        <source>会员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>正在查找</source>
        <translation>Searching</translation>
    </message>
    <message>
        <source>手机尾号 · 姓名 · 拼音 · 会员号</source>
        <translation>Phone · name · pinyin · number</translation>
    </message>
    <message>
        <source>列</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>导出</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>新会员</source>
        <translation>New member</translation>
    </message>
    <message>
        <source>共 {total} 位</source>
        <translation>{total} in all</translation>
    </message>
    <message>
        <source>符合 {found} 位，共 {total} 位</source>
        <translation>{found} match of {total}</translation>
    </message>
    <message>
        <source>导出会员</source>
        <translation>Exporting members</translation>
    </message>
    <message>
        <source>会员 {day}</source>
        <translation>Members {day}</translation>
    </message>
</context>
<context>
    <name>MembersPane</name>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>笔数</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>金额</source>
        <translation>Amount</translation>
    </message>
    <message>
        <source>点一根柱子，看看背后的会员；双击打开会员</source>
        <translation>Press a bar to see the members behind it; double-click opens a member</translation>
    </message>
    <message>
        <source>是哪些会员</source>
        <translation>Which members</translation>
    </message>
    <message>
        <source>{month} 赠金到期的会员</source>
        <translation>Members whose bonus ends in {month}</translation>
    </message>
    <message>
        <source>{month} 可领分期的会员</source>
        <translation>Members who can claim in {month}</translation>
    </message>
</context>
<context>
    <name>MergeSheet</name>
    <message>
        <source>合并重复的会员 · {name}</source>
        <translation>Merge two records · {name}</translation>
    </message>
    <message>
        <source>合并重复的会员</source>
        <translation>Merge two records</translation>
    </message>
    <message>
        <source>同一个人登记了两次时用。余额、积分、次卡、返现、券、闺蜜卡和介绍的朋友都并到一处，流水照原样保留；被并的手机号、卡和编号以后都找到留下的这位。可以撤销。</source>
        <translation>For one person who signed up twice. Balance, points, packs, rebates, vouchers, friend cards and friends brought come together; entries stay as they were written. The phone, card and number of the merged record find the one that stays. It can be undone.</translation>
    </message>
    <message>
        <source>另一份记录</source>
        <translation>The other record</translation>
    </message>
    <message>
        <source>例如：换了手机号，又登记了一次</source>
        <translation>For example: a new phone number, signed up again</translation>
    </message>
    <message>
        <source>换一份留下</source>
        <translation>Keep the other</translation>
    </message>
    <message>
        <source>{gone} 并入 {kept}</source>
        <translation>{gone} goes into {kept}</translation>
    </message>
    <message>
        <source>合并</source>
        <translation>Merge</translation>
    </message>
    <message>
        <source>次卡</source>
        <translation>Session packs</translation>
    </message>
    <message>
        <source>待领返现</source>
        <translation>Rebates promised</translation>
    </message>
    <message>
        <source>券</source>
        <translation>Vouchers</translation>
    </message>
    <message>
        <source>闺蜜卡</source>
        <translation>Friend cards</translation>
    </message>
    <message>
        <source>介绍的朋友</source>
        <translation>Friends brought</translation>
    </message>
    <message>
        <source>并入的本金</source>
        <translation>Principal that comes over</translation>
    </message>
    <message>
        <source>并入的赠金</source>
        <translation>Bonus that comes over</translation>
    </message>
    <message>
        <source>并入的积分</source>
        <translation>Points that come over</translation>
    </message>
    <message>
        <source>合并后储值</source>
        <translation>Stored value afterwards</translation>
    </message>
    <message>
        <source>等级取高的一个：{tier}</source>
        <translation>The higher tier counts: {tier}</translation>
    </message>
    <message>
        <source>标签加上：{tags}</source>
        <translation>Tags added: {tags}</translation>
    </message>
    <message>
        <source>已合并到 {name}</source>
        <translation>Merged into {name}</translation>
    </message>
</context>
<context>
    <name>MovingSheet</name>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>NameSheet</name>
    <message>
        <source>存为视图</source>
        <translation>Save as a view</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>例如：九十天没来的钻石会员</source>
        <translation>For example: diamond members away for ninety days</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>NewPinSheet</name>
    <message>
        <source>再输一次 {name} 的新 PIN</source>
        <translation>The new PIN of {name} once more</translation>
    </message>
    <message>
        <source>{name} 的新 PIN</source>
        <translation>New PIN of {name}</translation>
    </message>
    <message>
        <source>两次不一样，请重新输入。</source>
        <translation>The two differ; please type it again.</translation>
    </message>
</context>
<context>
    <name>NumberEdit</name>
    <message>
        <source>请输入 {low} 到 {high} 的整数。</source>
        <translation>Please type a whole number from {low} to {high}.</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>随方案得到</source>
        <translation>What comes with the plan</translation>
    </message>
</context>
<context>
    <name>OnPaper</name>
    <message>
        <source>会员卡已送去打印，旧卡作废</source>
        <translation>The member card is being printed; the old one is void</translation>
    </message>
    <message>
        <source>会员卡</source>
        <translation>Member card</translation>
    </message>
    <message>
        <source>小票已送去打印（补打）</source>
        <translation>The receipt is being printed again</translation>
    </message>
    <message>
        <source>小票</source>
        <translation>Receipt</translation>
    </message>
</context>
<context>
    <name>OneForm</name>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>数量（张）</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>发给哪位会员？</source>
        <translation>For which member?</translation>
    </message>
    <message>
        <source>要发多少张？</source>
        <translation>How many vouchers?</translation>
    </message>
</context>
<context>
    <name>OutputSheet</name>
    <message>
        <source>{count} 张，在后台一页一页地印，可以随时停下；收银照常。用过和作废的会跳过。</source>
        <translation>{count} of them, printed page by page in the background; stop whenever you like, the counter goes on. Used and void ones are left out.</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>打印 {count} 张</source>
        <translation>Print {count}</translation>
    </message>
    <message>
        <source>存为 PDF 文件…</source>
        <translation>Save as a PDF file…</translation>
    </message>
    <message>
        <source>第一页</source>
        <translation>First page</translation>
    </message>
    <message>
        <source>存为 PDF 文件</source>
        <translation>Save as a PDF file</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>本营业日已结，之后的收款计入明天的账；今天到期的券、赠金和返现今晚仍可用。</source>
        <translation>This business day is sealed: what is taken now goes into tomorrow&apos;s books. What ends today can still be used tonight.</translation>
    </message>
    <message>
        <source>{days} 还没有日结：先点钱封存，再开始今天的收款。</source>
        <translation>{days} is not closed yet: count and seal it before today&apos;s first sale.</translation>
    </message>
    <message>
        <source>上次之后有几天没有日结：这一次从 {first} 结到今天。</source>
        <translation>Some days were not closed: this one covers {first} until today.</translation>
    </message>
    <message>
        <source>还没有点过钱箱：先记下备用金，或在日结时点出原有的现金。</source>
        <translation>The drawer was never counted: note the float first, or count what is there at the close.</translation>
    </message>
    <message>
        <source>{count} 笔 · 客单 {average}</source>
        <translation>{count} sales · average {average}</translation>
    </message>
    <message>
        <source>本金 {principal} · 赠金 {bonus}</source>
        <translation>Principal {principal} · bonus {bonus}</translation>
    </message>
    <message>
        <source>营业额</source>
        <translation>Turnover</translation>
    </message>
    <message>
        <source>收到的钱</source>
        <translation>Money taken</translation>
    </message>
    <message>
        <source>充值</source>
        <translation>Top-ups</translation>
    </message>
    <message>
        <source>耗卡（储值消费）</source>
        <translation>Stored value consumed</translation>
    </message>
    <message>
        <source>还欠会员</source>
        <translation>Owed to members</translation>
    </message>
    <message>
        <source>点完可见</source>
        <translation>After counting</translation>
    </message>
    <message>
        <source>{count} 笔 · 赠金 {bonus}</source>
        <translation>{count} · bonus {bonus}</translation>
    </message>
</context>
<context>
    <name>PackDesk</name>
    <message>
        <source>先打开一位会员，再卖或用次卡。</source>
        <translation>Open a member first, then sell or use a pack.</translation>
    </message>
    <message>
        <source>还没有可卖的次卡，请先到设置里加。</source>
        <translation>There are no packs to sell yet: add one in the settings.</translation>
    </message>
</context>
<context>
    <name>PackList</name>
    <message>
        <source>次卡</source>
        <translation>Session packs</translation>
    </message>
    <message>
        <source>查找次卡</source>
        <translation>Find a pack</translation>
    </message>
    <message>
        <source>卖次卡</source>
        <translation>Sell a pack</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Less</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>{count} 张</source>
        <translation>{count}</translation>
    </message>
</context>
<context>
    <name>PackRefundSheet</name>
    <message>
        <source>退次卡 · {name}</source>
        <translation>Refund a session pack · {name}</translation>
    </message>
    <message>
        <source>退次卡</source>
        <translation>Pack refund</translation>
    </message>
    <message>
        <source>怎样算出来的</source>
        <translation>How it is computed</translation>
    </message>
    <message>
        <source>退次卡的原因（必填）</source>
        <translation>Reason for the refund (required)</translation>
    </message>
    <message>
        <source>退次卡的原因</source>
        <translation>Reason for the refund</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>{item} · 付了 {paid} · 用了 {used} / {sessions} 次。退了以后这张次卡作废，其余照常。</source>
        <translation>{item} · paid {paid} · {used} of {sessions} sessions used. This pack ends with the refund; everything else goes on.</translation>
    </message>
    <message>
        <source>退回本金 {amount}</source>
        <translation>back to principal {amount}</translation>
    </message>
    <message>
        <source>付给顾客 {amount}</source>
        <translation>to the customer {amount}</translation>
    </message>
    <message>
        <source>其中利息 {amount}</source>
        <translation>of which interest {amount}</translation>
    </message>
    <message>
        <source>现金照付 {amount}</source>
        <translation>Pay {amount} in cash all the same</translation>
    </message>
    <message>
        <source>退 {amount}</source>
        <translation>Refund {amount}</translation>
    </message>
    <message>
        <source>已退次卡 {amount}，单号 {number}</source>
        <translation>Pack refunded {amount}, no. {number}</translation>
    </message>
</context>
<context>
    <name>PackSheet</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>PackWords</name>
    <message>
        <source>剩 {left} / {sessions} 次</source>
        <translation>{left} of {sessions} left</translation>
    </message>
    <message>
        <source>不过期</source>
        <translation>no expiry</translation>
    </message>
    <message>
        <source>{day} 到期</source>
        <translation>until {day}</translation>
    </message>
    <message>
        <source>{day} 已过期</source>
        <translation>expired {day}</translation>
    </message>
    <message>
        <source>{days} 天后过期</source>
        <translation>expires in {days} days</translation>
    </message>
    <message>
        <source>今天过期</source>
        <translation>expires today</translation>
    </message>
    <message>
        <source>{count} 次</source>
        <translation>{count} sessions</translation>
    </message>
    <message>
        <source>{days} 天有效</source>
        <translation>{days} days</translation>
    </message>
    <message>
        <source>可带人</source>
        <translation>+ companion</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>收银</source>
        <translation>Counter</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>券与卡</source>
        <translation>Vouchers</translation>
    </message>
    <message>
        <source>转介绍</source>
        <translation>Referrals</translation>
    </message>
    <message>
        <source>日结</source>
        <translation>Day close</translation>
    </message>
    <message>
        <source>负债</source>
        <translation>Liabilities</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
</context>
<context>
    <name>Pane</name>
    <message>
        <source>只能看：修改“{section}”要{role}的权限。</source>
        <translation>To be looked at only: changing “{section}” takes the role {role}.</translation>
    </message>
    <message>
        <source>输入 PIN 修改</source>
        <translation>Type a PIN to change it</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>消费</source>
        <translation>Sale</translation>
    </message>
    <message>
        <source>充值</source>
        <translation>Top up</translation>
    </message>
    <message>
        <source>核销</source>
        <translation>Redeem</translation>
    </message>
    <message>
        <source>闺蜜卡</source>
        <translation>Friend card</translation>
    </message>
    <message>
        <source>往来</source>
        <translation>History</translation>
    </message>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>领取</source>
        <translation>Collect</translation>
    </message>
</context>
<context>
    <name>ParkedView</name>
    <message>
        <source>点选项目，或输入名称、首字母，按 Enter 加入账单</source>
        <translation>Press an item, or type its name or initials and Enter to put it on the bill</translation>
    </message>
    <message>
        <source>店里还没有项目和商品。
按 F8 输入金额就能收款；要常用的按钮，老板或店长在设置里添加（Ctrl+9）。</source>
        <translation>No services or products yet.
F8 takes any amount; the owner or a manager adds buttons for what is sold often in the settings (Ctrl+9).</translation>
    </message>
    <message>
        <source>挂单 {count}</source>
        <translation>Parked {count}</translation>
    </message>
</context>
<context>
    <name>PayOut</name>
    <message>
        <source>现金</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>微信支付</source>
        <translation>WeChat Pay</translation>
    </message>
    <message>
        <source>支付宝</source>
        <translation>Alipay</translation>
    </message>
    <message>
        <source>银行卡</source>
        <translation>Bank card</translation>
    </message>
    <message>
        <source>还差 {amount}</source>
        <translation>{amount} missing</translation>
    </message>
    <message>
        <source>多了 {amount}</source>
        <translation>{amount} too much</translation>
    </message>
    <message>
        <source>余额在 {limit} 以内才宜退现金，其余应退回原来的付款账户（单用途商业预付卡管理办法）。</source>
        <translation>Cash should be at most {limit}; the rest goes back to the account it came from (rules on prepaid cards).</translation>
    </message>
</context>
<context>
    <name>PersonPanel</name>
    <message>
        <source>选一位会员，看带来了谁、得了什么</source>
        <translation>Choose a member to see whom they brought and what they got</translation>
    </message>
    <message>
        <source>带来朋友</source>
        <translation>Friends</translation>
    </message>
    <message>
        <source>已消费的</source>
        <translation>Of these bought</translation>
    </message>
    <message>
        <source>带来消费</source>
        <translation>Turnover</translation>
    </message>
    <message>
        <source>已发赠金</source>
        <translation>Bonus paid</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Pending</translation>
    </message>
    <message>
        <source>手上闺蜜卡</source>
        <translation>Cards left</translation>
    </message>
    <message>
        <source>最近的奖励</source>
        <translation>Latest rewards</translation>
    </message>
    <message>
        <source>到收银打开</source>
        <translation>To the counter</translation>
    </message>
    <message>
        <source>闺蜜卡…</source>
        <translation>Friend cards…</translation>
    </message>
    <message>
        <source>授予荣誉…</source>
        <translation>Give an honor…</translation>
    </message>
    <message>
        <source>由 {name} 带来</source>
        <translation>brought by {name}</translation>
    </message>
    <message>
        <source>{count} 积分</source>
        <translation>{count} points</translation>
    </message>
    <message>
        <source>{count} 张券</source>
        <translation>{count} vouchers</translation>
    </message>
</context>
<context>
    <name>PersonPin</name>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
</context>
<context>
    <name>PhoneField</name>
    <message>
        <source>手机号</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>11 位；境外加 + 和国家代码</source>
        <translation>11 digits; abroad: + and country code</translation>
    </message>
    <message>
        <source>没有手机号的原因</source>
        <translation>Why there is no phone</translation>
    </message>
    <message>
        <source>为什么没有，例如：不愿提供</source>
        <translation>Why, for example: rather not say</translation>
    </message>
    <message>
        <source>没有手机号</source>
        <translation>No phone</translation>
    </message>
    <message>
        <source>这个手机号已经是会员：{name}</source>
        <translation>This phone is already a member&apos;s: {name}</translation>
    </message>
    <message>
        <source>打开 {name}</source>
        <translation>Open {name}</translation>
    </message>
</context>
<context>
    <name>PieceView</name>
    <message>
        <source>印出来的样子</source>
        <translation>As it prints</translation>
    </message>
    <message>
        <source>这些字打印机没有字形，会印成 □：{characters}</source>
        <translation>No glyph for these characters, they print as □: {characters}</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message>
        <source>确定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>退格</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
</context>
<context>
    <name>PointsForm</name>
    <message>
        <source>积分抵扣</source>
        <translation>Points spent</translation>
    </message>
    <message>
        <source>用多少积分</source>
        <translation>How many points</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>抵扣</source>
        <translation>Apply</translation>
    </message>
    <message>
        <source>不用积分</source>
        <translation>No points</translation>
    </message>
    <message>
        <source>有 {has} 分 · 这单最多用 {most} 分</source>
        <translation>{has} points · at most {most} on this bill</translation>
    </message>
    <message>
        <source>最多 {most} 分</source>
        <translation>At most {most} points</translation>
    </message>
</context>
<context>
    <name>PointsSheet</name>
    <message>
        <source>{name} 的积分</source>
        <translation>Points of {name}</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>换礼品</source>
        <translation>Gifts</translation>
    </message>
    <message>
        <source>调整</source>
        <translation>Adjust</translation>
    </message>
    <message>
        <source>礼品</source>
        <translation>Gift</translation>
    </message>
    <message>
        <source>还没有可以用积分换的礼品。在“设置 · 礼品”里写上要多少积分。</source>
        <translation>No gifts for points yet. Say in the settings, among the gifts, how many points one costs.</translation>
    </message>
    <message>
        <source>几件</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>减</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>加或减多少分</source>
        <translation>Points to add or take</translation>
    </message>
    <message>
        <source>多少分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>原因（必填）</source>
        <translation>Reason (required)</translation>
    </message>
    <message>
        <source>调整原因</source>
        <translation>Reason for adjusting</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>其中 {points} 分在 {day} 到期</source>
        <translation>{points} of them expire on {day}</translation>
    </message>
    <message>
        <source>{points} 分 · 剩 {stock}</source>
        <translation>{points} points · {stock} left</translation>
    </message>
    <message>
        <source>之后有 {points} 分</source>
        <translation>{points} points afterwards</translation>
    </message>
    <message>
        <source>换 {name}</source>
        <translation>Give {name}</translation>
    </message>
    <message>
        <source>调整 {points}</source>
        <translation>Adjust {points}</translation>
    </message>
    <message>
        <source>已换 {name} · 还有 {points} 分</source>
        <translation>{name} handed out · {points} points left</translation>
    </message>
    <message>
        <source>积分已调整 · 现有 {points} 分</source>
        <translation>Points adjusted · {points} now</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>上一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>看整页</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>选一个券种，这里就是它印出来的样子</source>
        <translation>Choose a template to see it on paper</translation>
    </message>
    <message>
        <source>打印预览</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>这些字打印机没有字形，会印成 □：{characters}</source>
        <translation>No font here has these characters, they print as □: {characters}</translation>
    </message>
    <message>
        <source>{layout} · 第 {page} / {pages} 页</source>
        <translation>{layout} · page {page} of {pages}</translation>
    </message>
</context>
<context>
    <name>PrintPreview</name>
    <message>
        <source>共 {count} 页</source>
        <translation>Pages: {count}</translation>
    </message>
    <message>
        <source>打印预览</source>
        <translation>Print preview</translation>
    </message>
    <message>
        <source>缩小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>放大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>其他打印机</source>
        <translation>Other printer</translation>
    </message>
    <message>
        <source>另存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>这些字打印机没有字形，会印成 □：{characters}</source>
        <translation>The printer&apos;s font lacks these characters and prints them as □: {characters}</translation>
    </message>
    <message>
        <source>已送到打印机</source>
        <translation>Sent to the printer</translation>
    </message>
    <message>
        <source>PDF 文件 (*.pdf)</source>
        <translation>PDF files (*.pdf)</translation>
    </message>
    <message>
        <source>已保存 {file}</source>
        <translation>Saved {file}</translation>
    </message>
    <message>
        <source>打印机没有回应。请检查打印机再打印一次，或另存为 PDF。</source>
        <translation>The printer doesn&apos;t answer. Check it and print again, or save as PDF.</translation>
    </message>
</context>
<context>
    <name>PrintRun</name>
    <message>
        <source>正在生成 PDF</source>
        <translation>Making the PDF</translation>
    </message>
    <message>
        <source>正在打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>已停下：印了 {count} 张</source>
        <translation>Stopped: {count} are printed</translation>
    </message>
    <message>
        <source>已停下，没有留下文件；都还有效</source>
        <translation>Stopped, no file was left; all are still valid</translation>
    </message>
    <message>
        <source>{count} 张已存到 {file}</source>
        <translation>{count} saved in {file}</translation>
    </message>
    <message>
        <source>{count} 张已送到打印机</source>
        <translation>{count} sent to the printer</translation>
    </message>
</context>
<context>
    <name>PrintWatch</name>
    <message>
        <source>正在打印 {count} 张</source>
        <translation>Printing {count}</translation>
    </message>
    <message>
        <source>未设小票机</source>
        <translation>No receipt printer set up</translation>
    </message>
    <message>
        <source>{count} 张没打出</source>
        <translation>{count} not printed</translation>
    </message>
    <message>
        <source>小票已打完</source>
        <translation>Receipts are printed</translation>
    </message>
    <message>
        <source>打印机没有回应，{count} 张在等。账已保存，可以继续收银。</source>
        <translation>The printer doesn&apos;t answer; {count} waiting. The books are saved, carry on.</translation>
    </message>
    <message>
        <source>再打一次</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>不打了</source>
        <translation>Don&apos;t print</translation>
    </message>
    <message>
        <source>打印机设置</source>
        <translation>Printer settings</translation>
    </message>
</context>
<context>
    <name>PrintersPane</name>
    <message>
        <source>打印测试页</source>
        <translation>Print a test page</translation>
    </message>
    <message>
        <source>查找系统打印机</source>
        <translation>Find system printers</translation>
    </message>
    <message>
        <source>再打一次</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>全部不打了</source>
        <translation>Don&apos;t print any</translation>
    </message>
    <message>
        <source>打印队列</source>
        <translation>Print queue</translation>
    </message>
    <message>
        <source>正在打印…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>测试页已发出，请看打印机。</source>
        <translation>The test page is sent; look at the printer.</translation>
    </message>
    <message>
        <source>没有找到系统打印机，请先在系统里装好。</source>
        <translation>No system printer was found; please install one in the system first.</translation>
    </message>
    <message>
        <source>找到：{names}</source>
        <translation>Found: {names}</translation>
    </message>
    <message>
        <source>打印队列：{waiting} 张在等，{failed} 张没打出</source>
        <translation>Print queue: {waiting} waiting, {failed} failed</translation>
    </message>
    <message>
        <source>打印队列：没有在等的</source>
        <translation>Print queue: nothing is waiting</translation>
    </message>
    <message>
        <source>会员卡</source>
        <translation>Member card</translation>
    </message>
    <message>
        <source>日结单</source>
        <translation>Day close</translation>
    </message>
    <message>
        <source>日报表</source>
        <translation>X report</translation>
    </message>
    <message>
        <source>券，还有 {count} 张</source>
        <translation>Vouchers, {count} left</translation>
    </message>
    <message>
        <source>闺蜜卡，还有 {count} 张</source>
        <translation>Friend cards, {count} left</translation>
    </message>
    <message>
        <source>小票</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>试过 {count} 次</source>
        <translation>tried {count} ×</translation>
    </message>
    <message>
        <source>没打出</source>
        <translation>not printed</translation>
    </message>
    <message>
        <source>在等</source>
        <translation>waiting</translation>
    </message>
</context>
<context>
    <name>ProfitCard</name>
    <message>
        <source>保本成本率</source>
        <translation>Break-even cost</translation>
    </message>
    <message>
        <source>毛利</source>
        <translation>Margin</translation>
    </message>
    <message>
        <source>毛利率</source>
        <translation>Margin rate</translation>
    </message>
    <message>
        <source>全部兑现</source>
        <translation>All claimed</translation>
    </message>
    <message>
        <source>兑现 {rate}%</source>
        <translation>{rate}% claimed</translation>
    </message>
    <message>
        <source>为什么还要做（老板填写）</source>
        <translation>Why all the same (by the owner)</translation>
    </message>
    <message>
        <source>为什么还要做</source>
        <translation>Why all the same</translation>
    </message>
    <message>
        <source>盈亏试算</source>
        <translation>Profit check</translation>
    </message>
    <message>
        <source>顾客付 {pays}，得到 {gets}</source>
        <translation>The customer pays {pays} and gets {gets}</translation>
    </message>
    <message>
        <source>（兑现 {rate}% 时 {gets}）</source>
        <translation> ({gets} at {rate}% claimed)</translation>
    </message>
    <message>
        <source>{zhe} 折</source>
        <translation>{percent}% off</translation>
    </message>
    <message>
        <source>不打折</source>
        <translation>No discount</translation>
    </message>
    <message>
        <source>低于底线 {floor}：只有老板能启用，要写明原因。服务成本按售价的 {cost} 计算。</source>
        <translation>Below the floor of {floor}: only the owner can start it, with a reason. Services are reckoned to cost {cost} of their price.</translation>
    </message>
</context>
<context>
    <name>ProfitParts</name>
    <message>
        <source>本金 {value}</source>
        <translation>principal {value}</translation>
    </message>
    <message>
        <source>赠金 {value}</source>
        <translation>bonus {value}</translation>
    </message>
    <message>
        <source>分期返 {value}</source>
        <translation>instalments {value}</translation>
    </message>
    <message>
        <source>礼品 {value}</source>
        <translation>gifts {value}</translation>
    </message>
    <message>
        <source>次卡 {value}</source>
        <translation>packs {value}</translation>
    </message>
    <message>
        <source>券 {value}</source>
        <translation>vouchers {value}</translation>
    </message>
    <message>
        <source>闺蜜卡奖励 {value}</source>
        <translation>friend card rewards {value}</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>正在准备 {percent} %</source>
        <translation>Preparing {percent} %</translation>
    </message>
    <message>
        <source>正在准备…</source>
        <translation>Preparing…</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>进度</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>{told} · 约剩 {seconds} 秒</source>
        <translation>{told} · about {seconds} s left</translation>
    </message>
</context>
<context>
    <name>PurchaseBack</name>
    <message>
        <source>分期返现 {count} 期</source>
        <translation>{count} instalments</translation>
    </message>
    <message>
        <source>同时取消：{what}</source>
        <translation>Cancelled with it: {what}</translation>
    </message>
    <message>
        <source>礼品已交回，放回库存：{pieces}</source>
        <translation>Gifts were handed back, into stock: {pieces}</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>锁屏</source>
        <translation>Lock</translation>
    </message>
</context>
<context>
    <name>RangeSheet</name>
    <message>
        <source>至少（元）</source>
        <translation>At least (yuan)</translation>
    </message>
    <message>
        <source>至少几天没来</source>
        <translation>Days away, at least</translation>
    </message>
    <message>
        <source>至多（元）</source>
        <translation>At most (yuan)</translation>
    </message>
    <message>
        <source>至多几天没来</source>
        <translation>Days away, at most</translation>
    </message>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>要比左边的大。</source>
        <translation>Must be more than the one at the left.</translation>
    </message>
</context>
<context>
    <name>ReasonSheet</name>
    <message>
        <source>{count} 张券延期</source>
        <translation>Extend {count} vouchers</translation>
    </message>
    <message>
        <source>作废 {count} 张券</source>
        <translation>Void {count} vouchers</translation>
    </message>
    <message>
        <source>有效到</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>最后一天</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>延期</source>
        <translation>Extend</translation>
    </message>
    <message>
        <source>作废</source>
        <translation>Void</translation>
    </message>
</context>
<context>
    <name>ReceiptRoll</name>
    <message>
        <source>小票打印机</source>
        <translation>Receipt printer</translation>
    </message>
    <message>
        <source>{count} 张交给了小票打印机，收银小票会先打</source>
        <translation>{count} handed to the receipt printer; receipts go first</translation>
    </message>
</context>
<context>
    <name>ReceiversForm</name>
    <message>
        <source>发给</source>
        <translation>For</translation>
    </message>
    <message>
        <source>不记名 · 派发</source>
        <translation>Nobody by name · to hand out</translation>
    </message>
    <message>
        <source>一位会员</source>
        <translation>One member</translation>
    </message>
    <message>
        <source>一群会员</source>
        <translation>A group of members</translation>
    </message>
    <message>
        <source>（不写）</source>
        <translation>(none)</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>Any</translation>
    </message>
</context>
<context>
    <name>RedeemForm</name>
    <message>
        <source>扫券，或输入券码：7KQ2 M9XA 4TZ</source>
        <translation>Scan a voucher, or type its code: 7KQ2 M9XA 4TZ</translation>
    </message>
    <message>
        <source>券码</source>
        <translation>Voucher code</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>核销</source>
        <translation>Redeem</translation>
    </message>
    <message>
        <source>输错五次了，等 {seconds} 秒再输；扫码随时可用。</source>
        <translation>Five wrong codes: wait {seconds} s. Scanning always works.</translation>
    </message>
    <message>
        <source>{name} ×</source>
        <translation>{name} ×</translation>
    </message>
    <message>
        <source>不用 {name}</source>
        <translation>Don&apos;t use {name}</translation>
    </message>
    <message>
        <source>最省：省 {saving}</source>
        <translation>Best: save {saving}</translation>
    </message>
</context>
<context>
    <name>Redeeming</name>
    <message>
        <source>已用上：{name}</source>
        <translation>{name} is on the bill</translation>
    </message>
</context>
<context>
    <name>ReferralTree</name>
    <message>
        <source>会员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>带来</source>
        <translation>Friends</translation>
    </message>
    <message>
        <source>到店</source>
        <translation>Visits</translation>
    </message>
    <message>
        <source>累计消费</source>
        <translation>Spent</translation>
    </message>
    <message>
        <source>入会</source>
        <translation>Joined</translation>
    </message>
    <message>
        <source>{name} {honor}，会员号 {number}，带来 {friends} 位朋友</source>
        <translation>{name} {honor}, member number {number}, brought {friends} friends</translation>
    </message>
    <message>
        <source>谁带来了谁</source>
        <translation>Who brought whom</translation>
    </message>
</context>
<context>
    <name>ReferralsPage</name>
    <message>
        <source>转介绍</source>
        <translation>Referrals</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>上月</source>
        <translation>Last month</translation>
    </message>
    <message>
        <source>今年</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All time</translation>
    </message>
    <message>
        <source>关系树</source>
        <translation>Tree</translation>
    </message>
    <message>
        <source>排行榜</source>
        <translation>Leaderboard</translation>
    </message>
    <message>
        <source>奖励</source>
        <translation>Rewards</translation>
    </message>
    <message>
        <source>荣誉</source>
        <translation>Honors</translation>
    </message>
    <message>
        <source>闺蜜卡</source>
        <translation>Friend cards</translation>
    </message>
    <message>
        <source>为什么只有一层</source>
        <translation>Why one level only</translation>
    </message>
    <message>
        <source>导出排行</source>
        <translation>Export</translation>
    </message>
</context>
<context>
    <name>RefundSheet</name>
    <message>
        <source>退卡</source>
        <translation>Card refund</translation>
    </message>
    <message>
        <source>{what} · {name}</source>
        <translation>{what} · {name}</translation>
    </message>
    <message>
        <source>利息从哪天起</source>
        <translation>Interest from</translation>
    </message>
    <message>
        <source>付款日</source>
        <translation>payment day</translation>
    </message>
    <message>
        <source>申请日（合同解除）</source>
        <translation>request day (contract ends)</translation>
    </message>
    <message>
        <source>怎样算出来的</source>
        <translation>How it was computed</translation>
    </message>
    <message>
        <source>原因（必填）</source>
        <translation>Reason (required)</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>一人办理的原因（必填）</source>
        <translation>Why one person does both (required)</translation>
    </message>
    <message>
        <source>一人办理的原因</source>
        <translation>Why one person does both</translation>
    </message>
    <message>
        <source>怎样付给顾客</source>
        <translation>How it is paid out</translation>
    </message>
    <message>
        <source>销户</source>
        <translation>Close the account</translation>
    </message>
    <message>
        <source>保留账户，余额为零</source>
        <translation>Keep it, at zero</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>打印草稿</source>
        <translation>Print a draft</translation>
    </message>
    <message>
        <source>撤回申请</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>现金照付 {amount}</source>
        <translation>Pay {amount} in cash all the same</translation>
    </message>
    <message>
        <source>付款 {amount}</source>
        <translation>Pay {amount}</translation>
    </message>
    <message>
        <source>重新启用账户</source>
        <translation>Open the account again</translation>
    </message>
    <message>
        <source>登记申请并冻结账户</source>
        <translation>Record the request and freeze the account</translation>
    </message>
    <message>
        <source>账户已重新启用</source>
        <translation>Account open again</translation>
    </message>
    <message>
        <source>已登记退卡申请，账户冻结</source>
        <translation>Card refund asked for, account frozen</translation>
    </message>
    <message>
        <source>已退卡 {amount}，单号 {number}</source>
        <translation>Card refunded: {amount}, no. {number}</translation>
    </message>
    <message>
        <source>已撤回退卡申请，账户照常使用</source>
        <translation>Card refund withdrawn, the account goes on</translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>没有找到“{text}”。换个写法再试，或按 F2 登记新会员。</source>
        <translation>Nothing found for “{text}”. Try it another way, or press F2 to sign up a new member.</translation>
    </message>
</context>
<context>
    <name>ReversalSheet</name>
    <message>
        <source>冲正</source>
        <translation>Reverse</translation>
    </message>
    <message>
        <source>冲正多少（已付金额）</source>
        <translation>How much to reverse (of what was paid)</translation>
    </message>
    <message>
        <source>冲正金额</source>
        <translation>Amount to reverse</translation>
    </message>
    <message>
        <source>原因（必填）</source>
        <translation>Reason (required)</translation>
    </message>
    <message>
        <source>冲正原因</source>
        <translation>Reason for reversing</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>冲正 {amount}</source>
        <translation>Reverse {amount}</translation>
    </message>
    <message>
        <source>改为冲正 {amount}</source>
        <translation>Reverse {amount} instead</translation>
    </message>
</context>
<context>
    <name>RewardsPane</name>
    <message>
        <source>介绍人</source>
        <translation>Referrer</translation>
    </message>
    <message>
        <source>朋友</source>
        <translation>Friend</translation>
    </message>
    <message>
        <source>奖励</source>
        <translation>Rewards</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>首单</source>
        <translation>First sale</translation>
    </message>
    <message>
        <source>待发</source>
        <translation>Pending</translation>
    </message>
    <message>
        <source>已发</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>收回和不发</source>
        <translation>Taken back, not paid</translation>
    </message>
    <message>
        <source>不发…</source>
        <translation>Don&apos;t pay…</translation>
    </message>
    <message>
        <source>朋友首次真金消费、过了退款期才发；首单冲正就收回</source>
        <translation>Paid when the friend has bought with real money and the refund window is over; taken back with that sale</translation>
    </message>
    <message>
        <source>这里没有奖励</source>
        <translation>No rewards here</translation>
    </message>
    <message>
        <source>{giver} 因 {friend} 得的 {given} 不再发。</source>
        <translation>{giver} will not get {given} for {friend}.</translation>
    </message>
    <message>
        <source>不发这笔奖励</source>
        <translation>Don&apos;t pay this reward</translation>
    </message>
    <message>
        <source>不发</source>
        <translation>Not paid</translation>
    </message>
    <message>
        <source>这笔奖励不发了</source>
        <translation>This reward will not be paid</translation>
    </message>
</context>
<context>
    <name>Rights</name>
    <message>
        <source>更改设置</source>
        <translation>Changing settings</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>收银员</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>店长</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>老板</source>
        <translation>Owner</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>发出起若干天</source>
        <translation>Days from issue</translation>
    </message>
    <message>
        <source>固定日期</source>
        <translation>Fixed dates</translation>
    </message>
    <message>
        <source>可与会员等级折扣同用</source>
        <translation>Goes with the tier&apos;s discount</translation>
    </message>
    <message>
        <source>可与手动折扣同用</source>
        <translation>Goes with a discount by hand</translation>
    </message>
    <message>
        <source>可与其他券同用（对方也允许时）</source>
        <translation>Goes with other vouchers that allow it too</translation>
    </message>
    <message>
        <source>仅限会员第一次消费</source>
        <translation>Only on a member&apos;s first purchase</translation>
    </message>
    <message>
        <source>例如：护发精油小样 1 支</source>
        <translation>e.g. 1 sample of hair oil</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>Any</translation>
    </message>
    <message>
        <source>给什么</source>
        <translation>What it gives</translation>
    </message>
    <message>
        <source>体验价</source>
        <translation>Trial price</translation>
    </message>
    <message>
        <source>减多少</source>
        <translation>Amount off</translation>
    </message>
    <message>
        <source>打几折</source>
        <translation>Price in tenths</translation>
    </message>
    <message>
        <source>8 是八折，8.5 是八五折。</source>
        <translation>8 is 20% off, 8.5 is 15% off.</translation>
    </message>
    <message>
        <source>送什么（写明几份）</source>
        <translation>Which gift, and how many</translation>
    </message>
    <message>
        <source>满多少可用</source>
        <translation>From which sum</translation>
    </message>
    <message>
        <source>会员折扣之后的金额；不限就留空。</source>
        <translation>After the tier&apos;s discount; empty for any.</translation>
    </message>
    <message>
        <source>最多减多少</source>
        <translation>Most taken off</translation>
    </message>
    <message>
        <source>不封顶就留空。</source>
        <translation>Empty for no limit.</translation>
    </message>
    <message>
        <source>适用项目</source>
        <translation>For which items</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>Valid</translation>
    </message>
    <message>
        <source>有效天数</source>
        <translation>Days valid</translation>
    </message>
    <message>
        <source>发出当天算第一天。</source>
        <translation>The day of issue is the first.</translation>
    </message>
    <message>
        <source>几天后才能用</source>
        <translation>Starts after days</translation>
    </message>
    <message>
        <source>当天可用就留空。</source>
        <translation>Empty to start at once.</translation>
    </message>
    <message>
        <source>从</source>
        <translation>From</translation>
    </message>
    <message>
        <source>留空：发出当天起。</source>
        <translation>Empty: from the day of issue.</translation>
    </message>
    <message>
        <source>到（含当天）</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>哪几天可用</source>
        <translation>On which weekdays</translation>
    </message>
    <message>
        <source>一个都不选就是每天。</source>
        <translation>Choose none for every day.</translation>
    </message>
    <message>
        <source>几点到几点</source>
        <translation>Between which hours</translation>
    </message>
    <message>
        <source>全天可用就留空，例如 10:00 – 17:00。</source>
        <translation>Empty for all day; e.g. 10:00 – 17:00.</translation>
    </message>
    <message>
        <source>每单最多几张</source>
        <translation>Most on one bill</translation>
    </message>
    <message>
        <source>每人最多几张</source>
        <translation>Most for one person</translation>
    </message>
    <message>
        <source>一共最多发几张</source>
        <translation>At most in all</translation>
    </message>
    <message>
        <source>消费冲正以后</source>
        <translation>When the sale is reversed</translation>
    </message>
    <message>
        <source>退回时延长几天</source>
        <translation>Days longer when it returns</translation>
    </message>
    <message>
        <source>同用与对象</source>
        <translation>Together with, and for whom</translation>
    </message>
    <message>
        <source>到哪一天为止？</source>
        <translation>Until which day?</translation>
    </message>
</context>
<context>
    <name>SaleTab</name>
    <message>
        <source>评价 {key}</source>
        <translation>Rating {key}</translation>
    </message>
    <message>
        <source>折扣</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>取单 {count}</source>
        <translation>Fetch {count}</translation>
    </message>
    <message>
        <source>挂单</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>收款 {due}</source>
        <translation>Take {due}</translation>
    </message>
    <message>
        <source>店长 PIN</source>
        <translation>Manager&apos;s PIN</translation>
    </message>
</context>
<context>
    <name>SealNotice</name>
    <message>
        <source>这台电脑见过第 {remembered} 次日结，这个文件里没有（现在到第 {found} 次）：它可能是旧备份。</source>
        <translation>This computer has seen day close no. {remembered}, which this file lacks (it ends at no. {found}): it may be an old backup.</translation>
    </message>
    <message>
        <source>这台电脑见过的第 {remembered} 次日结，和这个文件里的不一样：它可能是旧备份，后来又接着用过。</source>
        <translation>Day close no. {remembered} as this computer saw it isn’t the one in this file: it may be an old backup that was worked on.</translation>
    </message>
    <message>
        <source>就用这个文件…</source>
        <translation>Go on with this file…</translation>
    </message>
    <message>
        <source>就用这个文件</source>
        <translation>Going by this file</translation>
    </message>
</context>
<context>
    <name>SectionNav</name>
    <message>
        <source>没有这样的设置。换个词，或用拼音首字母试试。</source>
        <translation>No such setting. Try another word, or Pinyin initials.</translation>
    </message>
</context>
<context>
    <name>SellPackSheet</name>
    <message>
        <source>卖次卡</source>
        <translation>Sell a pack</translation>
    </message>
    <message>
        <source>几张</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>次卡</source>
        <translation>Session packs</translation>
    </message>
    <message>
        <source>少一张</source>
        <translation>One less</translation>
    </message>
    <message>
        <source>多一张</source>
        <translation>One more</translation>
    </message>
    <message>
        <source>已了解，继续</source>
        <translation>Understood, go on</translation>
    </message>
    <message>
        <source>收款 {amount}</source>
        <translation>Take {amount}</translation>
    </message>
    <message>
        <source>还差 {missing}，请选付款方式。</source>
        <translation>{missing} still to pay: choose how.</translation>
    </message>
    <message>
        <source>得 {count} 次</source>
        <translation>{count} sessions</translation>
    </message>
    <message>
        <source>用到 {day}</source>
        <translation>until {day}</translation>
    </message>
    <message>
        <source>不过期</source>
        <translation>no expiry</translation>
    </message>
    <message>
        <source>付后本金 {principal}</source>
        <translation>principal after {principal}</translation>
    </message>
    <message>
        <source>赠金不能买次卡</source>
        <translation>bonus doesn&apos;t buy packs</translation>
    </message>
</context>
<context>
    <name>SettingsDetails</name>
    <message>
        <source>第 {n} 位</source>
        <translation>Position {n}</translation>
    </message>
    <message>
        <source>服务</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>付 {pay} 送 {bonus}</source>
        <translation>Pay {pay}, get {bonus}</translation>
    </message>
    <message>
        <source>付 {pay}</source>
        <translation>Pay {pay}</translation>
    </message>
    <message>
        <source>赠金 {days} 天有效</source>
        <translation>Bonus valid for {days} days</translation>
    </message>
    <message>
        <source>返 {amount} × {count} 期</source>
        <translation>{amount} × {count} months back</translation>
    </message>
    <message>
        <source>礼品 {count} 件</source>
        <translation>gifts: {count}</translation>
    </message>
    <message>
        <source>次卡 {count} 张</source>
        <translation>packs: {count}</translation>
    </message>
    <message>
        <source>券 {count} 张</source>
        <translation>{count} vouchers</translation>
    </message>
    <message>
        <source>闺蜜卡 {count} 张</source>
        <translation>{count} friend cards</translation>
    </message>
    <message>
        <source>价值 {value}</source>
        <translation>Worth {value}</translation>
    </message>
    <message>
        <source>库存 {count}</source>
        <translation>{count} in stock</translation>
    </message>
    <message>
        <source>{points} 积分可换</source>
        <translation>{points} points each</translation>
    </message>
    <message>
        <source>不打折</source>
        <translation>No discount</translation>
    </message>
    <message>
        <source>{tenths} 折</source>
        <translation>pays {tenths}/10</translation>
    </message>
    <message>
        <source>消费满 {threshold}</source>
        <translation>from {threshold} spent</translation>
    </message>
    <message>
        <source>收银员</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>店长</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>老板</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>{count} 次 {price} · 每次约 ¥{each}</source>
        <translation>{count} sessions {price} · about ¥{each} each</translation>
    </message>
    <message>
        <source>{days} 天有效</source>
        <translation>{days} days</translation>
    </message>
</context>
<context>
    <name>SettingsEditors</name>
    <message>
        <source>这里要填。</source>
        <translation>This must be filled in.</translation>
    </message>
    <message>
        <source>太长了：最多 {limit} 个字，现在 {length} 个。</source>
        <translation>Too long: at most {limit} characters, now {length}.</translation>
    </message>
    <message>
        <source>请输入 {low} 到 {high}，最多两位小数。</source>
        <translation>Please type {low} to {high}, with at most two decimals.</translation>
    </message>
    <message>
        <source>（不分）</source>
        <translation>(none)</translation>
    </message>
    <message>
        <source>{name}（已停用）</source>
        <translation>{name} (retired)</translation>
    </message>
    <message>
        <source>年、月、日都要填，或都不填。</source>
        <translation>Fill in year, month and day, or none of them.</translation>
    </message>
    <message>
        <source>写送几份。</source>
        <translation>How many?</translation>
    </message>
    <message>
        <source>（不送）</source>
        <translation>(none)</translation>
    </message>
</context>
<context>
    <name>SettingsTables</name>
    <message>
        <source>项目与商品</source>
        <translation>Items and products</translation>
    </message>
    <message>
        <source>收银台上可以点选的服务和商品。改价不影响已经成交的单据。</source>
        <translation>Services and products at the counter. A new price never changes past sales.</translation>
    </message>
    <message>
        <source>新增项目</source>
        <translation>New item</translation>
    </message>
    <message>
        <source>还没有项目。先加一个常做的服务，比如“洗剪吹”。</source>
        <translation>No items yet. Begin with a common service, such as a haircut.</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>服务</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>分类</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>售价</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>成本</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>用来算毛利；不知道就填 0。</source>
        <translation>For the gross profit; 0 when you don&apos;t know it.</translation>
    </message>
    <message>
        <source>条码</source>
        <translation>Barcode</translation>
    </message>
    <message>
        <source>顺序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>小的排在前面。</source>
        <translation>Small numbers come first.</translation>
    </message>
    <message>
        <source>计积分</source>
        <translation>Earns points</translation>
    </message>
    <message>
        <source>享受等级折扣</source>
        <translation>Gets the tier discount</translation>
    </message>
    <message>
        <source>项目分类</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>收银台上项目的分组。</source>
        <translation>Groups of items at the counter.</translation>
    </message>
    <message>
        <source>新增分类</source>
        <translation>New category</translation>
    </message>
    <message>
        <source>还没有分类。项目少的时候可以不分。</source>
        <translation>No categories yet. With few items none are needed.</translation>
    </message>
    <message>
        <source>充值方案</source>
        <translation>Top-up plans</translation>
    </message>
    <message>
        <source>新增方案</source>
        <translation>New plan</translation>
    </message>
    <message>
        <source>还没有方案。比如“充 500 送 80”。没有方案也能按任意金额充值。</source>
        <translation>No plans yet. For example: pay 500, get 80. Any amount can be topped up without one.</translation>
    </message>
    <message>
        <source>例如：充 500 送 80</source>
        <translation>For example: pay 500, get 80</translation>
    </message>
    <message>
        <source>付款</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>赠金有效期</source>
        <translation>Bonus valid for</translation>
    </message>
    <message>
        <source>从付款那天算起；留空为永久有效。本金永不过期。</source>
        <translation>Counted from the day of payment; empty means for ever. Principal never expires.</translation>
    </message>
    <message>
        <source>次卡</source>
        <translation>Session packs</translation>
    </message>
    <message>
        <source>预付若干次同一项服务。改动只对以后卖的有效；卖出的按当时的次数、价格和日期。</source>
        <translation>Sessions of one service, paid beforehand. Changes hold for packs sold from now on; sold ones keep their sessions, price and dates.</translation>
    </message>
    <message>
        <source>新增次卡</source>
        <translation>New pack</translation>
    </message>
    <message>
        <source>还没有次卡。比如“头皮护理十次卡”，10 次 ¥980。</source>
        <translation>No packs yet. For example “Scalp care ×10”, 10 sessions for ¥980.</translation>
    </message>
    <message>
        <source>哪项服务</source>
        <translation>Which service</translation>
    </message>
    <message>
        <source>卖出那天的单价会记在卡上，退卡时按它计算。</source>
        <translation>The price of one on the day of sale stays with the pack; refunds are computed with it.</translation>
    </message>
    <message>
        <source>请选择</source>
        <translation>Please choose</translation>
    </message>
    <message>
        <source>次数</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>有效期</source>
        <translation>Valid for</translation>
    </message>
    <message>
        <source>从卖出那天算起；留空为不过期。过期没用完的仍可退。</source>
        <translation>From the day of sale; empty for no expiry. What is unused after it can still be refunded.</translation>
    </message>
    <message>
        <source>领取返现</source>
        <translation>Rebate claims</translation>
    </message>
    <message>
        <source>分期返现怎么领。充值时的规则跟着那次充值走，印在合同上；这里改了，只管以后卖的。</source>
        <translation>How instalments of a rebate are collected. A top-up keeps the rules of its day, printed on its contract; changes here are for what is sold from now on.</translation>
    </message>
    <message>
        <source>错过的月份</source>
        <translation>Missed months</translation>
    </message>
    <message>
        <source>一直留着，来了补领</source>
        <translation>Stay: collected at the next visit</translation>
    </message>
    <message>
        <source>过了领取期作废</source>
        <translation>Lapse after the claim period</translation>
    </message>
    <message>
        <source>领取期</source>
        <translation>Claim period</translation>
    </message>
    <message>
        <source>会作废时，每期从到期那天起这么多天内能领。</source>
        <translation>Where months lapse: so many days from each due day.</translation>
    </message>
    <message>
        <source>天</source>
        <translation>days</translation>
    </message>
    <message>
        <source>当天至少消费</source>
        <translation>Minimum purchase that day</translation>
    </message>
    <message>
        <source>领的那天先消费满这么多，用储值付的也算。0 为不限。</source>
        <translation>To be bought first on the day of the claim, however it is paid. 0: none.</translation>
    </message>
    <message>
        <source>来一次</source>
        <translation>At one visit</translation>
    </message>
    <message>
        <source>到期的几期一起领</source>
        <translation>All that is due</translation>
    </message>
    <message>
        <source>同一次充值每天只领一期</source>
        <translation>One a day of each top-up</translation>
    </message>
    <message>
        <source>领到的赠金有效期</source>
        <translation>The bonus is valid for</translation>
    </message>
    <message>
        <source>从领的那天算起；留空为永久有效。</source>
        <translation>From the day of the claim; empty: it never expires.</translation>
    </message>
    <message>
        <source>可以带同伴一起用</source>
        <translation>A companion may use it too</translation>
    </message>
    <message>
        <source>返几个月</source>
        <translation>Instalments</translation>
    </message>
    <message>
        <source>每月到店领一次；留空为不返。</source>
        <translation>One a month, collected in the shop; empty for none.</translation>
    </message>
    <message>
        <source>分期返现</source>
        <translation>Instalment rebate</translation>
    </message>
    <message>
        <source>期</source>
        <translation>months</translation>
    </message>
    <message>
        <source>每期返</source>
        <translation>Each brings</translation>
    </message>
    <message>
        <source>领到的是赠金，不能兑现金。</source>
        <translation>Collected as bonus, never in cash.</translation>
    </message>
    <message>
        <source>第一期</source>
        <translation>The first one</translation>
    </message>
    <message>
        <source>下个月的今天起</source>
        <translation>In a month</translation>
    </message>
    <message>
        <source>当场就能领</source>
        <translation>At once</translation>
    </message>
    <message>
        <source>送礼品</source>
        <translation>Gifts</translation>
    </message>
    <message>
        <source>充值时从库存里给；库存不够就卖不出去。</source>
        <translation>Taken from stock with the top-up; without stock it can&apos;t be sold.</translation>
    </message>
    <message>
        <source>礼品和次卡</source>
        <translation>Gifts and session packs</translation>
    </message>
    <message>
        <source>送次卡</source>
        <translation>Session packs</translation>
    </message>
    <message>
        <source>送券</source>
        <translation>Voucher</translation>
    </message>
    <message>
        <source>充值后马上到会员名下；冲正时没用的一起收回。</source>
        <translation>The member holds them at once; reversing the top-up takes the unused ones back.</translation>
    </message>
    <message>
        <source>券和闺蜜卡</source>
        <translation>Vouchers and friend cards</translation>
    </message>
    <message>
        <source>不送</source>
        <translation>None</translation>
    </message>
    <message>
        <source>券的张数</source>
        <translation>Voucher count</translation>
    </message>
    <message>
        <source>送闺蜜卡</source>
        <translation>Friend card</translation>
    </message>
    <message>
        <source>给会员转送朋友；已到每人上限的不再多给。</source>
        <translation>For the member to pass on to friends; never more than a member may hold.</translation>
    </message>
    <message>
        <source>闺蜜卡的张数</source>
        <translation>Card count</translation>
    </message>
    <message>
        <source>谁能买</source>
        <translation>For whom</translation>
    </message>
    <message>
        <source>卖给谁</source>
        <translation>Limits</translation>
    </message>
    <message>
        <source>所有会员</source>
        <translation>All members</translation>
    </message>
    <message>
        <source>第一次充值的</source>
        <translation>First top-up</translation>
    </message>
    <message>
        <source>按等级</source>
        <translation>By tier</translation>
    </message>
    <message>
        <source>按标签</source>
        <translation>By tag</translation>
    </message>
    <message>
        <source>哪些等级</source>
        <translation>Which tiers</translation>
    </message>
    <message>
        <source>哪些标签</source>
        <translation>Which tags</translation>
    </message>
    <message>
        <source>每人最多买几次</source>
        <translation>Times per member</translation>
    </message>
    <message>
        <source>留空为不限。</source>
        <translation>Empty for no limit.</translation>
    </message>
    <message>
        <source>从哪天起卖</source>
        <translation>Sold from</translation>
    </message>
    <message>
        <source>卖到哪天</source>
        <translation>Sold until</translation>
    </message>
    <message>
        <source>这一天还卖；留空为一直卖。</source>
        <translation>That day included; empty for no end.</translation>
    </message>
    <message>
        <source>付多少、送什么，可以任意搭配。改动只对以后的充值有效：已经卖出的按当时的内容。</source>
        <translation>What is paid and what comes with it, in any mix. Changes count from the next top-up on: what was sold stays as it was.</translation>
    </message>
    <message>
        <source>盈亏底线</source>
        <translation>Profit floor</translation>
    </message>
    <message>
        <source>新方案启用前，按这些数试算会不会亏。低于底线的，只有老板能启用。</source>
        <translation>A plan is reckoned with these before it starts. Below the floor only the owner can start it.</translation>
    </message>
    <message>
        <source>服务成本占售价</source>
        <translation>Cost of services</translation>
    </message>
    <message>
        <source>材料、提成、房租摊到每一百元里有多少。</source>
        <translation>Material, commission and rent in each hundred of the price.</translation>
    </message>
    <message>
        <source>预计会兑现</source>
        <translation>Expected claims</translation>
    </message>
    <message>
        <source>返现和券平均有多少会真的来领、来用。</source>
        <translation>How much of instalments and vouchers is really collected and used.</translation>
    </message>
    <message>
        <source>最低毛利</source>
        <translation>Minimum margin</translation>
    </message>
    <message>
        <source>全部兑现时，至少留下付款的百分之几。</source>
        <translation>What has to be left of what is paid when everything is claimed.</translation>
    </message>
    <message>
        <source>礼品</source>
        <translation>Gifts</translation>
    </message>
    <message>
        <source>随充值方案送出、或用积分换的东西。价值印在合同上，退卡时按它计算。</source>
        <translation>Things given with top-ups or for points. Their value is printed on the contract and counts in a card refund.</translation>
    </message>
    <message>
        <source>新增礼品</source>
        <translation>Add a gift</translation>
    </message>
    <message>
        <source>还没有礼品。比如“护发礼盒”，价值 500。</source>
        <translation>No gifts yet. For example a hair care box worth 500.</translation>
    </message>
    <message>
        <source>价值</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>平时卖多少钱；要真实，宣传和退卡都按它。</source>
        <translation>What it usually sells for; it has to be true, for advertising and refunds go by it.</translation>
    </message>
    <message>
        <source>进价</source>
        <translation>Cost</translation>
    </message>
    <message>
        <source>只用来算毛利，不会印出来。</source>
        <translation>Only for the margin; never printed.</translation>
    </message>
    <message>
        <source>换一件要的积分</source>
        <translation>Points for one</translation>
    </message>
    <message>
        <source>留空为不能用积分换。</source>
        <translation>Empty: not for points.</translation>
    </message>
    <message>
        <source>会员等级</source>
        <translation>Tiers</translation>
    </message>
    <message>
        <source>客人来源</source>
        <translation>Sources</translation>
    </message>
    <message>
        <source>会员看得见的等级：折扣、消费多少升上来、升级送什么。</source>
        <translation>Tiers as members see them: discount, what reaches them, what they bring.</translation>
    </message>
    <message>
        <source>新增等级</source>
        <translation>New tier</translation>
    </message>
    <message>
        <source>还没有等级。</source>
        <translation>No tiers yet.</translation>
    </message>
    <message>
        <source>折扣</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>9 是九折，8.8 是八八折，10 是不打折。</source>
        <translation>9 means the member pays 9/10 of the price; 10 means no discount.</translation>
    </message>
    <message>
        <source>折</source>
        <translation>tenths</translation>
    </message>
    <message>
        <source>高低</source>
        <translation>Rank</translation>
    </message>
    <message>
        <source>数字大的等级高。</source>
        <translation>A larger number is a higher tier.</translation>
    </message>
    <message>
        <source>消费到多少升级</source>
        <translation>Reached by spending</translation>
    </message>
    <message>
        <source>收款时当场升；充值不算消费。0 为只能手动定级。</source>
        <translation>At once when the bill is paid; top-ups don&apos;t count. 0: by hand only.</translation>
    </message>
    <message>
        <source>送积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>升级时送</source>
        <translation>Reaching it brings</translation>
    </message>
    <message>
        <source>送几张券</source>
        <translation>How many vouchers</translation>
    </message>
    <message>
        <source>送几张闺蜜卡</source>
        <translation>How many friend cards</translation>
    </message>
    <message>
        <source>升级和降级</source>
        <translation>Tier changes</translation>
    </message>
    <message>
        <source>等级自己升降的规则。冲正会收回它挣到的等级；手动定的等级不受影响。</source>
        <translation>When tiers move by themselves. A reversal takes back the tier it had earned; tiers set by hand stay.</translation>
    </message>
    <message>
        <source>算最近多久的消费</source>
        <translation>Spending that counts</translation>
    </message>
    <message>
        <source>例如 12：最近十二个月。0 为累计消费，只升不降。</source>
        <translation>For example 12: the last twelve months. 0: all spending ever; nobody moves down.</translation>
    </message>
    <message>
        <source>降级宽限</source>
        <translation>Grace before moving down</translation>
    </message>
    <message>
        <source>消费不到门槛以后，再保留多少天。</source>
        <translation>How many days a tier is kept once spending is below its threshold.</translation>
    </message>
    <message>
        <source>员工</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>每人一个 PIN。冲正和大额优惠要店长的 PIN。</source>
        <translation>Everyone has a PIN. Reversing and large discounts need a manager&apos;s.</translation>
    </message>
    <message>
        <source>新增员工</source>
        <translation>New member of staff</translation>
    </message>
    <message>
        <source>还没有员工。</source>
        <translation>No staff yet.</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>角色</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>只有老板能任命店长和老板。</source>
        <translation>Only an owner can appoint managers and owners.</translation>
    </message>
    <message>
        <source>收银员</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>店长</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>老板</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>客人是怎么找到店里的。</source>
        <translation>How customers found the shop.</translation>
    </message>
    <message>
        <source>新增来源</source>
        <translation>New source</translation>
    </message>
    <message>
        <source>还没有来源。比如：小区、逛街、朋友介绍。</source>
        <translation>No sources yet. For example: residents, passers-by, friends.</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>贴在会员上的短词：染发过敏、喜欢安静、要停车位。</source>
        <translation>Short words on a member: allergic to dye, likes it quiet, needs parking.</translation>
    </message>
    <message>
        <source>新增标签</source>
        <translation>New tag</translation>
    </message>
    <message>
        <source>还没有标签。</source>
        <translation>No tags yet.</translation>
    </message>
    <message>
        <source>店铺</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>印在小票和会员卡上的店铺资料。</source>
        <translation>What receipts and member cards say about the shop.</translation>
    </message>
    <message>
        <source>店铺名称</source>
        <translation>Name of the shop</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>店标</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>PNG 或 JPEG 图片，会缩小后存进店铺文件。</source>
        <translation>PNG or JPEG; made smaller and kept in the shop file.</translation>
    </message>
    <message>
        <source>小票结尾语</source>
        <translation>Words at the end of a receipt</translation>
    </message>
    <message>
        <source>例如：谢谢光临，欢迎再来。</source>
        <translation>For example: Thank you, see you again.</translation>
    </message>
    <message>
        <source>会员同意书</source>
        <translation>Members&apos; consent</translation>
    </message>
    <message>
        <source>新会员登记时给客人看的文字；同意时连同时间一起记录。留空则用内置文字。</source>
        <translation>What customers read when they sign up; kept with the time when they agree. Empty means the built-in text.</translation>
    </message>
    <message>
        <source>规则</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>扣款、抹零、积分和法律限额。程序提醒，不能代替律师。</source>
        <translation>Spending, rounding, points and the limits of the law. The program reminds; it doesn&apos;t replace a lawyer.</translation>
    </message>
    <message>
        <source>储值先扣哪一部分</source>
        <translation>Which part of stored value is spent first</translation>
    </message>
    <message>
        <source>随每张单据一起保存；以后改了，不影响以前的单据。赠金总是先扣最早到期的。</source>
        <translation>Kept with each sale; a change never touches past ones. Bonus always goes earliest expiry first.</translation>
    </message>
    <message>
        <source>按比例：本金和赠金按各自余额的比例扣</source>
        <translation>In proportion: principal and bonus by their balances</translation>
    </message>
    <message>
        <source>先本金：本金用完再用赠金</source>
        <translation>Principal first, then bonus</translation>
    </message>
    <message>
        <source>先赠金：赠金用完再用本金</source>
        <translation>Bonus first, then principal</translation>
    </message>
    <message>
        <source>扣款和优惠</source>
        <translation>Spending and discounts</translation>
    </message>
    <message>
        <source>抹零</source>
        <translation>Rounding</translation>
    </message>
    <message>
        <source>不抹零：128.37 收 128.37</source>
        <translation>None: 128.37 stays 128.37</translation>
    </message>
    <message>
        <source>抹分：128.37 收 128.30</source>
        <translation>Drop the fen: 128.37 becomes 128.30</translation>
    </message>
    <message>
        <source>抹角分：128.37 收 128.00</source>
        <translation>Drop jiao and fen: 128.37 becomes 128.00</translation>
    </message>
    <message>
        <source>每元积分</source>
        <translation>Points per yuan</translation>
    </message>
    <message>
        <source>只按真正付的钱算；充值和赠金不积分。0 为不积分。</source>
        <translation>Only for money really spent; top-ups and bonus earn none. 0 for no points.</translation>
    </message>
    <message>
        <source>收银员优惠上限</source>
        <translation>A cashier&apos;s discount limit</translation>
    </message>
    <message>
        <source>手工优惠超过账单的这个比例，要店长的 PIN。</source>
        <translation>A manual discount above this share of the bill needs a manager&apos;s PIN.</translation>
    </message>
    <message>
        <source>记名卡余额上限</source>
        <translation>Limit of a registered card</translation>
    </message>
    <message>
        <source>《单用途商业预付卡管理办法》：记名卡不超过 5,000 元。超过时提醒。</source>
        <translation>Rules on single-purpose prepaid cards: a registered card holds at most 5,000 yuan. Crossing it warns.</translation>
    </message>
    <message>
        <source>法律限额</source>
        <translation>Limits by law</translation>
    </message>
    <message>
        <source>须转账的金额</source>
        <translation>Amount to be paid by transfer</translation>
    </message>
    <message>
        <source>同一办法：个人一次购卡 50,000 元以上应当银行转账。超过时提醒。</source>
        <translation>The same rules: an individual paying 50,000 yuan or more does so by bank transfer. Crossing it warns.</translation>
    </message>
    <message>
        <source>日结差异上限</source>
        <translation>Day close difference limit</translation>
    </message>
    <message>
        <source>日结时相差超过这个金额，要店长的 PIN。</source>
        <translation>A larger difference at the day close needs a manager&apos;s PIN.</translation>
    </message>
    <message>
        <source>营业日</source>
        <translation>Business day</translation>
    </message>
    <message>
        <source>营业日换日时间</source>
        <translation>The business day begins at</translation>
    </message>
    <message>
        <source>凌晨这个钟点以前的单据算前一天。</source>
        <translation>Sales before this hour of the night count for the day before.</translation>
    </message>
    <message>
        <source>点</source>
        <translation>o&apos;clock</translation>
    </message>
    <message>
        <source>时区</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>店铺所在的地方；单据的日期和时间按它算。</source>
        <translation>Where the shop is; dates and times of receipts follow it.</translation>
    </message>
    <message>
        <source>无人操作时锁屏</source>
        <translation>Lock when nobody is there</translation>
    </message>
    <message>
        <source>多少分钟没有人动就锁上。</source>
        <translation>After how many minutes without a touch.</translation>
    </message>
    <message>
        <source>分钟</source>
        <translation>minutes</translation>
    </message>
    <message>
        <source>锁屏和打印</source>
        <translation>Lock and printing</translation>
    </message>
    <message>
        <source>收款后自动打印小票</source>
        <translation>Print a receipt after every payment</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Printing</translation>
    </message>
    <message>
        <source>小票往哪里打。打印失败不影响已经收的钱，任务留在队列里。</source>
        <translation>Where receipts go. A failed print never undoes money; it stays in the queue.</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>不打印（可预览、存 PDF）</source>
        <translation>None (preview and PDF)</translation>
    </message>
    <message>
        <source>系统打印机</source>
        <translation>System printer</translation>
    </message>
    <message>
        <source>网络小票机（ESC/POS）</source>
        <translation>Network receipt printer (ESC/POS)</translation>
    </message>
    <message>
        <source>USB 小票机（ESC/POS）</source>
        <translation>USB receipt printer (ESC/POS)</translation>
    </message>
    <message>
        <source>串口小票机（ESC/POS）</source>
        <translation>Serial receipt printer (ESC/POS)</translation>
    </message>
    <message>
        <source>文件或设备（ESC/POS）</source>
        <translation>File or device (ESC/POS)</translation>
    </message>
    <message>
        <source>存成 PDF 文件夹</source>
        <translation>Folder of PDFs</translation>
    </message>
    <message>
        <source>系统打印机：名称；网络：192.168.1.50 或带端口；USB：04b8:0e15；串口：COM3；文件夹：路径。</source>
        <translation>System printer: its name; network: 192.168.1.50, port optional; USB: 04b8:0e15; serial: COM3; folder: its path.</translation>
    </message>
    <message>
        <source>纸宽</source>
        <translation>Paper width</translation>
    </message>
    <message>
        <source>80 毫米</source>
        <translation>80 mm</translation>
    </message>
    <message>
        <source>58 毫米</source>
        <translation>58 mm</translation>
    </message>
    <message>
        <source>份数</source>
        <translation>Copies</translation>
    </message>
    <message>
        <source>显示</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>语言、明暗和字的大小，选了马上生效。</source>
        <translation>Language, theme and text size; they change at once.</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>明暗</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>文字大小</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>转介绍与券</source>
        <translation>Referrals and vouchers</translation>
    </message>
    <message>
        <source>老带新的谢礼和下次来用的券。谢礼只有一层，只给一次。</source>
        <translation>Thank-yous for bringing friends, and the voucher for the next visit. One level, once per friend.</translation>
    </message>
    <message>
        <source>没有闺蜜卡的谢礼</source>
        <translation>Thank-you without a friend card</translation>
    </message>
    <message>
        <source>朋友没带闺蜜卡、登记时写了介绍人：介绍人得这么多赠金。0 为不送。</source>
        <translation>A friend came without a friend card and named a referrer: the referrer gets this much bonus. 0 for none.</translation>
    </message>
    <message>
        <source>谢礼赠金有效期</source>
        <translation>That bonus is valid for</translation>
    </message>
    <message>
        <source>从到账那天算起；留空为永久有效。</source>
        <translation>Counted from the day it arrives; empty for no end.</translation>
    </message>
    <message>
        <source>首单至少</source>
        <translation>First sale at least</translation>
    </message>
    <message>
        <source>朋友首单真正付的钱不到这个数，没有谢礼；闺蜜卡写得更高的按卡算。</source>
        <translation>No thank-you when the friend pays less real money in the first sale. A friend card that asks for more counts instead.</translation>
    </message>
    <message>
        <source>退款期</source>
        <translation>Refund window</translation>
    </message>
    <message>
        <source>谢礼等这么多天才到账；预付款七天内可以退（法释〔2025〕4号第十四条）。0 为当场到账。</source>
        <translation>A thank-you waits this long: prepayments can be taken back within seven days (Fa Shi [2025] No. 4, Art. 14). 0 pays at once.</translation>
    </message>
    <message>
        <source>每月谢礼上限</source>
        <translation>Thank-yous per month</translation>
    </message>
    <message>
        <source>一位介绍人一个月最多得几次谢礼。0 为不限。</source>
        <translation>The most one referrer gets in a calendar month. 0 for no limit.</translation>
    </message>
    <message>
        <source>次</source>
        <translation>times</translation>
    </message>
    <message>
        <source>荣誉会员的谢礼</source>
        <translation>Thank-you with an honor</translation>
    </message>
    <message>
        <source>有荣誉的介绍人得一般谢礼的百分之几；150 是一倍半。</source>
        <translation>What bearers of an honor get of the usual thank-you; 150 is one and a half times.</translation>
    </message>
    <message>
        <source>每人手上的闺蜜卡</source>
        <translation>Friend cards per member</translation>
    </message>
    <message>
        <source>一位会员最多同时拿着几张没用的闺蜜卡。0 为不给。</source>
        <translation>The most unused friend cards a member may hold at a time. 0 for none.</translation>
    </message>
    <message>
        <source>张</source>
        <translation>cards</translation>
    </message>
    <message>
        <source>下次来用的券</source>
        <translation>Voucher for the next visit</translation>
    </message>
    <message>
        <source>每笔消费后送一张：会员记在名下，散客印在小票上。</source>
        <translation>Every sale brings one: members hold it, walk-ins find it on the receipt.</translation>
    </message>
    <message>
        <source>北京时间（上海）</source>
        <translation>Beijing time (Shanghai)</translation>
    </message>
    <message>
        <source>乌鲁木齐</source>
        <translation>Ürümqi</translation>
    </message>
    <message>
        <source>香港</source>
        <translation>Hong Kong</translation>
    </message>
    <message>
        <source>澳门</source>
        <translation>Macau</translation>
    </message>
    <message>
        <source>台北</source>
        <translation>Taipei</translation>
    </message>
    <message>
        <source>新加坡</source>
        <translation>Singapore</translation>
    </message>
    <message>
        <source>吉隆坡</source>
        <translation>Kuala Lumpur</translation>
    </message>
    <message>
        <source>曼谷</source>
        <translation>Bangkok</translation>
    </message>
    <message>
        <source>雅加达</source>
        <translation>Jakarta</translation>
    </message>
    <message>
        <source>马尼拉</source>
        <translation>Manila</translation>
    </message>
    <message>
        <source>东京</source>
        <translation>Tokyo</translation>
    </message>
    <message>
        <source>首尔</source>
        <translation>Seoul</translation>
    </message>
    <message>
        <source>迪拜</source>
        <translation>Dubai</translation>
    </message>
    <message>
        <source>伦敦</source>
        <translation>London</translation>
    </message>
    <message>
        <source>巴黎</source>
        <translation>Paris</translation>
    </message>
    <message>
        <source>马德里</source>
        <translation>Madrid</translation>
    </message>
    <message>
        <source>罗马</source>
        <translation>Rome</translation>
    </message>
    <message>
        <source>柏林</source>
        <translation>Berlin</translation>
    </message>
    <message>
        <source>纽约</source>
        <translation>New York</translation>
    </message>
    <message>
        <source>多伦多</source>
        <translation>Toronto</translation>
    </message>
    <message>
        <source>芝加哥</source>
        <translation>Chicago</translation>
    </message>
    <message>
        <source>洛杉矶</source>
        <translation>Los Angeles</translation>
    </message>
    <message>
        <source>温哥华</source>
        <translation>Vancouver</translation>
    </message>
    <message>
        <source>悉尼</source>
        <translation>Sydney</translation>
    </message>
    <message>
        <source>墨尔本</source>
        <translation>Melbourne</translation>
    </message>
    <message>
        <source>奥克兰</source>
        <translation>Auckland</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>“{day}”不是日期，请写成 2026-12-24。</source>
        <translation>“{day}” is no date. Write it like 2026-12-24.</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>每元积几分在“规则”里。这里是多积、抵扣和到期；改了只管以后。</source>
        <translation>Points per yuan are among the rules. Here: extra points, paying with points and expiry. Changes hold from now on.</translation>
    </message>
    <message>
        <source>一分抵多少钱</source>
        <translation>A point is worth</translation>
    </message>
    <message>
        <source>例如 0.01：一百分抵一元。0 为积分不抵钱，只换礼品。</source>
        <translation>For example 0.01: a hundred points pay one yuan. 0: points are for gifts only.</translation>
    </message>
    <message>
        <source>抵扣</source>
        <translation>Paying with points</translation>
    </message>
    <message>
        <source>最多抵一张单的</source>
        <translation>Up to this share of a bill</translation>
    </message>
    <message>
        <source>积分抵掉的部分不再积分。</source>
        <translation>What points pay earns no points.</translation>
    </message>
    <message>
        <source>积分有效期</source>
        <translation>Points are valid for</translation>
    </message>
    <message>
        <source>一个月里得的积分，过这么多个月后的月底到期，先得的先用。0 为不到期。</source>
        <translation>Points earned in a month expire at the end of the month so many months later; the oldest are spent first. 0: never.</translation>
    </message>
    <message>
        <source>个月</source>
        <translation>months</translation>
    </message>
    <message>
        <source>每周双倍的日子</source>
        <translation>Double points every</translation>
    </message>
    <message>
        <source>多积</source>
        <translation>Extra points</translation>
    </message>
    <message>
        <source>双倍的日期</source>
        <translation>Days with double points</translation>
    </message>
    <message>
        <source>例如：2026-11-11 2026-12-24。同一天只算最多的一种。</source>
        <translation>For example: 2026-11-11 2026-12-24. Of what applies to a day the largest counts once.</translation>
    </message>
    <message>
        <source>生日当天</source>
        <translation>On the birthday</translation>
    </message>
    <message>
        <source>200 是双倍，100 是照常。</source>
        <translation>200 is double, 100 as usual.</translation>
    </message>
    <message>
        <source>单独规定的项目</source>
        <translation>Items with a rule of their own</translation>
    </message>
    <message>
        <source>200 是双倍，50 是一半。不积分的项目在“项目”里关掉。</source>
        <translation>200 is double, 50 half. Items that earn none are switched off among the items.</translation>
    </message>
    <message>
        <source>（照常）</source>
        <translation>(as usual)</translation>
    </message>
    <message>
        <source>看不懂“{line}”，请写成 2025-05-20 3.00 1.50：日期、LPR、存款利率。</source>
        <translation>Can&apos;t read “{line}”; write 2025-05-20 3.00 1.50: day, LPR, deposit rate.</translation>
    </message>
    <message>
        <source>退卡</source>
        <translation>Card refunds</translation>
    </message>
    <message>
        <source>退卡按法释〔2025〕4号计算，利率用合同成立那天的。利率变了就加一行，旧的留着。程序不是律师。</source>
        <translation>Card refunds are computed by Fa Shi [2025] No. 4, with the rates of the day of the contract. When a rate changes, add a line and keep the old ones. This is no legal advice.</translation>
    </message>
    <message>
        <source>无理由全退</source>
        <translation>Full refund, no reason needed</translation>
    </message>
    <message>
        <source>付款后这么多天内、之前没有来消费过的，全部退还。法规是 7 天。</source>
        <translation>Within so many days of paying, to who hadn&apos;t been served before. The law says 7.</translation>
    </message>
    <message>
        <source>现金最多退</source>
        <translation>Cash limit</translation>
    </message>
    <message>
        <source>超过时提醒：其余应退回原来的付款账户。</source>
        <translation>Warns beyond it: the rest goes back to the account it came from.</translation>
    </message>
    <message>
        <source>利率（每行：从哪天起、一年期 LPR、一年期存款基准利率，%）</source>
        <translation>Rates (a line each: from which day, one-year LPR, one-year deposit benchmark, %)</translation>
    </message>
    <message>
        <source>非消费者原因用 LPR，消费者原因用存款利率。</source>
        <translation>LPR where it isn&apos;t due to the customer, the deposit rate where it is.</translation>
    </message>
    <message>
        <source>本店</source>
        <translation>This shop</translation>
    </message>
    <message>
        <source>价格与优惠</source>
        <translation>Prices and offers</translation>
    </message>
    <message>
        <source>储值与次卡</source>
        <translation>Stored value and packs</translation>
    </message>
    <message>
        <source>会员与积分</source>
        <translation>Members and points</translation>
    </message>
    <message>
        <source>员工与设备</source>
        <translation>Staff and devices</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>还没保存。再按一次 Esc 就放弃已填的内容。</source>
        <translation>Not saved yet. Esc once more throws away what was typed.</translation>
    </message>
</context>
<context>
    <name>SheetView</name>
    <message>
        <source>开单</source>
        <translation>Rung up</translation>
    </message>
    <message>
        <source>服务业绩</source>
        <translation>Served</translation>
    </message>
    <message>
        <source>充值</source>
        <translation>Top-ups</translation>
    </message>
    <message>
        <source>冲正</source>
        <translation>Reversed</translation>
    </message>
    <message>
        <source>核对</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>应有</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>点得</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>相差</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
</context>
<context>
    <name>SideForm</name>
    <message>
        <source>赠金（元）</source>
        <translation>Bonus (¥)</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>哪种券</source>
        <translation>Which voucher</translation>
    </message>
    <message>
        <source>几张</source>
        <translation>How many</translation>
    </message>
    <message>
        <source>选一种券</source>
        <translation>Choose a voucher</translation>
    </message>
</context>
<context>
    <name>SignUpSheet</name>
    <message>
        <source>新会员</source>
        <translation>New member</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Sign up</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>闺蜜 {giver} 送的卡：{gift}</source>
        <translation>A friend card from {giver}: {gift}</translation>
    </message>
    <message>
        <source>已登记 {name}，会员号 {number}</source>
        <translation>{name} is signed up, number {number}</translation>
    </message>
</context>
<context>
    <name>StaffPane</name>
    <message>
        <source>设置 PIN…</source>
        <translation>Set a PIN…</translation>
    </message>
    <message>
        <source>{name} 的 PIN 已设好</source>
        <translation>The PIN of {name} is set</translation>
    </message>
</context>
<context>
    <name>StarRating</name>
    <message>
        <source>未评分</source>
        <translation>not rated</translation>
    </message>
    <message>
        <source>{stars} 星</source>
        <translation>{stars} stars</translation>
    </message>
</context>
<context>
    <name>StatementSheet</name>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>上月</source>
        <translation>Last month</translation>
    </message>
    <message>
        <source>今年</source>
        <translation>This year</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>Everything</translation>
    </message>
    <message>
        <source>至</source>
        <translation>to</translation>
    </message>
    <message>
        <source>从哪天起</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到哪天</source>
        <translation>To</translation>
    </message>
    <message>
        <source>对账单</source>
        <translation>Statement</translation>
    </message>
    <message>
        <source>这段时间没有往来。</source>
        <translation>Nothing happened in this time.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>导出表格</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>单号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>付款</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>本金</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>本金余额</source>
        <translation>Principal after</translation>
    </message>
    <message>
        <source>赠金余额</source>
        <translation>Bonus after</translation>
    </message>
    <message>
        <source>对账单 · {name}</source>
        <translation>Statement · {name}</translation>
    </message>
    <message>
        <source>期初 本金 {principal} 赠金 {bonus} 积分 {points}&#x3000;→&#x3000;期末 本金 {after} 赠金 {bonus_after} 积分 {points_after}</source>
        <translation>Opening: principal {principal}, bonus {bonus}, points {points} → Closing: principal {after}, bonus {bonus_after}, points {points_after}</translation>
    </message>
    <message>
        <source>还可领返现 {count} 期，共 {amount}，下一期 {day}</source>
        <translation>{count} instalments to come, {amount} in all, the next on {day}</translation>
    </message>
    <message>
        <source>{name} 剩 {left} 次</source>
        <translation>{name}: {left} left</translation>
    </message>
    <message>
        <source>；</source>
        <translation>; </translation>
    </message>
    <message>
        <source>对账单 {name}</source>
        <translation>Statement {name}</translation>
    </message>
    <message>
        <source>导出对账单</source>
        <translation>Export the statement</translation>
    </message>
    <message>
        <source>表格文件 (*.csv)</source>
        <translation>Spreadsheet files (*.csv)</translation>
    </message>
    <message>
        <source>已导出 {count} 笔</source>
        <translation>{count} entries exported</translation>
    </message>
</context>
<context>
    <name>StockSheet</name>
    <message>
        <source>进货</source>
        <translation>Came in</translation>
    </message>
    <message>
        <source>盘点</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>进货还是盘点</source>
        <translation>Came in or counted</translation>
    </message>
    <message>
        <source>现在库存 {count} 件</source>
        <translation>{count} in stock now</translation>
    </message>
    <message>
        <source>实际有几件</source>
        <translation>How many are there</translation>
    </message>
    <message>
        <source>进了几件</source>
        <translation>How many came in</translation>
    </message>
    <message>
        <source>为什么和库存不一样</source>
        <translation>Why it differs from the stock</translation>
    </message>
    <message>
        <source>备注（可不填）</source>
        <translation>Note (optional)</translation>
    </message>
    <message>
        <source>记下</source>
        <translation>Book it</translation>
    </message>
</context>
<context>
    <name>TemplateList</name>
    <message>
        <source>券种</source>
        <translation>Templates</translation>
    </message>
</context>
<context>
    <name>TemplateSheet</name>
    <message>
        <source>新券种</source>
        <translation>New template</translation>
    </message>
    <message>
        <source>修改券种</source>
        <translation>Change the template</translation>
    </message>
    <message>
        <source>名称（印在券上）</source>
        <translation>Name (printed on it)</translation>
    </message>
    <message>
        <source>例如：满100减20</source>
        <translation>e.g. ¥20 off from ¥100</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>颜色</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>款式</source>
        <translation>Design</translation>
    </message>
    <message>
        <source>图片（PNG 或 JPEG，可不放）</source>
        <translation>Picture (PNG or JPEG, optional)</translation>
    </message>
    <message>
        <source>另外的说明（中文，一行一条）</source>
        <translation>More conditions (Chinese, one a line)</translation>
    </message>
    <message>
        <source>另外的说明（英文，一行一条）</source>
        <translation>More conditions (English, one a line)</translation>
    </message>
    <message>
        <source>在用（停用后不能再发，已经发出的照样能用）</source>
        <translation>In use (no more are issued once it isn&apos;t; those issued stay valid)</translation>
    </message>
    <message>
        <source>改动只影响以后发的券；已经发出的，规则和样子都不变。</source>
        <translation>Changes count for vouchers issued from now on; those issued keep their rule and look.</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>已保存：{name}</source>
        <translation>Saved: {name}</translation>
    </message>
</context>
<context>
    <name>TenderBar</name>
    <message>
        <source>找零 {change}</source>
        <translation>Change {change}</translation>
    </message>
</context>
<context>
    <name>TenthsEdit</name>
    <message>
        <source>请输入 0 到 9.99，例如 8 或 8.5。</source>
        <translation>Type 0 to 9.99, such as 8 or 8.5.</translation>
    </message>
</context>
<context>
    <name>ThingList</name>
    <message>
        <source>查找名称或条码</source>
        <translation>Find a name or barcode</translation>
    </message>
    <message>
        <source>查找名称</source>
        <translation>Find by name</translation>
    </message>
    <message>
        <source>也显示停用的（{count}）</source>
        <translation>Show retired ones too ({count})</translation>
    </message>
    <message>
        <source>已停用</source>
        <translation>Retired</translation>
    </message>
    <message>
        <source>商品</source>
        <translation>Product</translation>
    </message>
</context>
<context>
    <name>TierSheet</name>
    <message>
        <source>{name} 的等级</source>
        <translation>Tier of {name}</translation>
    </message>
    <message>
        <source>等级</source>
        <translation>Tier</translation>
    </message>
    <message>
        <source>手动定级</source>
        <translation>Set by hand</translation>
    </message>
    <message>
        <source>消费不够也不降到它以下</source>
        <translation>Stay at least here, however little is spent</translation>
    </message>
    <message>
        <source>到哪天为止（留空为一直）</source>
        <translation>Through (empty: no end)</translation>
    </message>
    <message>
        <source>到哪天为止</source>
        <translation>Through</translation>
    </message>
    <message>
        <source>原因（必填）</source>
        <translation>Reason (required)</translation>
    </message>
    <message>
        <source>定级原因</source>
        <translation>Reason for the tier</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>定为{tier}</source>
        <translation>Set to {tier}</translation>
    </message>
    <message>
        <source>改为无等级</source>
        <translation>Take the tier away</translation>
    </message>
    <message>
        <source>等级已改</source>
        <translation>Tier changed</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>备用金</source>
        <translation>Float</translation>
    </message>
    <message>
        <source>存入</source>
        <translation>Cash in</translation>
    </message>
    <message>
        <source>取出</source>
        <translation>Cash out</translation>
    </message>
    <message>
        <source>打印</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>点钱并日结</source>
        <translation>Close day</translation>
    </message>
    <message>
        <source>看 X 报表</source>
        <translation>Reading the X report</translation>
    </message>
    <message>
        <source>日报表</source>
        <translation>X report</translation>
    </message>
    <message>
        <source>日报表已送去打印</source>
        <translation>The X report was sent to the printer</translation>
    </message>
</context>
<context>
    <name>TopUpTab</name>
    <message>
        <source>充值要先打开一位会员：搜索、扫卡，或按 F2 登记。</source>
        <translation>A top-up needs a member: search, scan a card, or press F2 to sign one up.</translation>
    </message>
    <message>
        <source>找会员</source>
        <translation>Find a member</translation>
    </message>
    <message>
        <source>其他金额（没有赠金）</source>
        <translation>Another amount (no bonus)</translation>
    </message>
    <message>
        <source>充值金额</source>
        <translation>Amount to top up</translation>
    </message>
    <message>
        <source>充值方案</source>
        <translation>Top-up plans</translation>
    </message>
    <message>
        <source>已了解，继续充值</source>
        <translation>Understood, top up</translation>
    </message>
    <message>
        <source>充值 {amount}</source>
        <translation>Top up {amount}</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>应付</source>
        <translation>Due</translation>
    </message>
    <message>
        <source>合计</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>手动减</source>
        <translation>Manual discount</translation>
    </message>
    <message>
        <source>积分抵扣 {points} 分</source>
        <translation>{points} points</translation>
    </message>
    <message>
        <source>抹零</source>
        <translation>Rounding</translation>
    </message>
    <message>
        <source>券 {count} 张</source>
        <translation>{count} vouchers</translation>
    </message>
    <message>
        <source>券 {name}</source>
        <translation>Voucher {name}</translation>
    </message>
    <message>
        <source>送 {gift}</source>
        <translation>gift: {gift}</translation>
    </message>
</context>
<context>
    <name>TotalsBar</name>
    <message>
        <source>带来朋友</source>
        <translation>Friends</translation>
    </message>
    <message>
        <source>已消费</source>
        <translation>Bought</translation>
    </message>
    <message>
        <source>再来率</source>
        <translation>Came again</translation>
    </message>
    <message>
        <source>带来消费</source>
        <translation>Turnover</translation>
    </message>
    <message>
        <source>已发赠金</source>
        <translation>Bonus paid</translation>
    </message>
    <message>
        <source>每位新客成本</source>
        <translation>Cost per new customer</translation>
    </message>
    <message>
        <source>占新会员 {percent}%</source>
        <translation>{percent}% of new members</translation>
    </message>
    <message>
        <source>由 {count} 位会员带来</source>
        <translation>brought by {count} members</translation>
    </message>
    <message>
        <source>{count} 位来过两次以上</source>
        <translation>{count} came twice or more</translation>
    </message>
    <message>
        <source>待发 {amount}</source>
        <translation>{amount} pending</translation>
    </message>
    <message>
        <source>这些朋友到今天为止</source>
        <translation>by these friends until today</translation>
    </message>
    <message>
        <source>赠金 ÷ 已消费的朋友</source>
        <translation>bonus ÷ friends who bought</translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>转给另一位会员 · {name}</source>
        <translation>Transfer balance · {name}</translation>
    </message>
    <message>
        <source>转给另一位会员</source>
        <translation>Transfer balance</translation>
    </message>
    <message>
        <source>余额从这位会员转到另一位：本金还是本金，赠金还是赠金，到期日不变；不产生积分和奖励。</source>
        <translation>From this member&apos;s balance to another&apos;s: principal stays principal, bonus stays bonus with its last day; nothing is earned with it.</translation>
    </message>
    <message>
        <source>转给谁</source>
        <translation>To whom</translation>
    </message>
    <message>
        <source>转多少</source>
        <translation>How much</translation>
    </message>
    <message>
        <source>本金金额</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>全部：本金和能用的赠金</source>
        <translation>Everything: principal and usable bonus</translation>
    </message>
    <message>
        <source>一部分本金</source>
        <translation>Part of the principal</translation>
    </message>
    <message>
        <source>例如：送给妹妹</source>
        <translation>For example: a gift to her sister</translation>
    </message>
    <message>
        <source>双方都在场，都同意</source>
        <translation>Both are here and agree</translation>
    </message>
    <message>
        <source>本金 {amount}</source>
        <translation>principal {amount}</translation>
    </message>
    <message>
        <source>赠金 {amount}</source>
        <translation>bonus {amount}</translation>
    </message>
    <message>
        <source>转 {parts}</source>
        <translation>Moves {parts}</translation>
    </message>
    <message>
        <source>知道了，仍然转</source>
        <translation>Understood, move it</translation>
    </message>
    <message>
        <source>转</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>转 {amount}</source>
        <translation>Transfer {amount}</translation>
    </message>
    <message>
        <source>转入后本金超过记名卡限额 {limit}（《单用途商业预付卡管理办法》）。</source>
        <translation>Afterwards the principal is above the limit of {limit} for a registered card (Measures for Single-Purpose Prepaid Cards).</translation>
    </message>
    <message>
        <source>已转 {amount} 给 {name}</source>
        <translation>Moved {amount} to {name}</translation>
    </message>
</context>
<context>
    <name>TreePane</name>
    <message>
        <source>还没有人带来朋友。
登记新会员时填介绍人，或给老会员闺蜜卡（F7），这里就会长出来。</source>
        <translation>Nobody has brought a friend yet.
Name the referrer when signing up, or give members friend cards (F7): the tree will grow here.</translation>
    </message>
    <message>
        <source>← → 收起展开 · Enter 到收银打开这位会员</source>
        <translation>← → close and open · Enter opens the member at the counter</translation>
    </message>
</context>
<context>
    <name>TroubleWindow</name>
    <message>
        <source>闺蜜</source>
        <translation>Guimi</translation>
    </message>
    <message>
        <source>店铺文件打不开</source>
        <translation>The shop file can&apos;t be opened</translation>
    </message>
    <message>
        <source>用备份恢复（{backup}）</source>
        <translation>Restore the backup ({backup})</translation>
    </message>
    <message>
        <source>仍然打开</source>
        <translation>Open it all the same</translation>
    </message>
    <message>
        <source>打开另一个文件…</source>
        <translation>Open another file…</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>UnmergeSheet</name>
    <message>
        <source>撤销合并</source>
        <translation>Undo a merge</translation>
    </message>
    <message>
        <source>例如：原来是两个人</source>
        <translation>For example: they are two people</translation>
    </message>
    <message>
        <source>哪一份记录</source>
        <translation>Which record</translation>
    </message>
    <message>
        <source>没有别的记录并入过这位会员。</source>
        <translation>No other record was merged into this member.</translation>
    </message>
    <message>
        <source>并入时带来的余额、积分和没用掉的次卡、返现、券都还回去；之后用掉的留在用的地方。余额已经用掉一部分时不能撤销。</source>
        <translation>Balance and points that came with it, and packs, rebates and vouchers not used yet, go back; what was used since stays where it was used. It can&apos;t be undone when part of that balance is spent.</translation>
    </message>
    <message>
        <source>本金</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>{at} 并入：{reason}</source>
        <translation>Merged {at}: {reason}</translation>
    </message>
    <message>
        <source>已撤销，{name} 又是一份记录</source>
        <translation>Undone: {name} is a record of its own again</translation>
    </message>
</context>
<context>
    <name>Upkeep</name>
    <message>
        <source>这是示例店，里面的人都是虚构的。可以放心练习。</source>
        <translation>This is the example shop; everyone in it is made up. Practise freely.</translation>
    </message>
    <message>
        <source>开自己的店</source>
        <translation>Open your own shop</translation>
    </message>
    <message>
        <source>备份没有成功：{reason}</source>
        <translation>The backup failed: {reason}</translation>
    </message>
    <message>
        <source>上次备份 {at}</source>
        <translation>Last backup {at}</translation>
    </message>
</context>
<context>
    <name>UsePackSheet</name>
    <message>
        <source>用次卡</source>
        <translation>Use a pack</translation>
    </message>
    <message>
        <source>用几次</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>谁服务</source>
        <translation>Served by</translation>
    </message>
    <message>
        <source>评价</source>
        <translation>Rating</translation>
    </message>
    <message>
        <source>哪张次卡</source>
        <translation>Which pack</translation>
    </message>
    <message>
        <source>少一次</source>
        <translation>One less</translation>
    </message>
    <message>
        <source>多一次</source>
        <translation>One more</translation>
    </message>
    <message>
        <source>有同伴一起用</source>
        <translation>With a companion</translation>
    </message>
    <message>
        <source>延期…</source>
        <translation>Extend…</translation>
    </message>
    <message>
        <source>退这张…</source>
        <translation>Refund…</translation>
    </message>
    <message>
        <source>用 {count} 次</source>
        <translation>Use {count}</translation>
    </message>
</context>
<context>
    <name>ViewsButton</name>
    <message>
        <source>视图</source>
        <translation>Views</translation>
    </message>
    <message>
        <source>还没有存过视图</source>
        <translation>No view saved yet</translation>
    </message>
    <message>
        <source>把现在的筛选存为视图…</source>
        <translation>Save these filters as a view…</translation>
    </message>
    <message>
        <source>删除视图</source>
        <translation>Delete a view</translation>
    </message>
    <message>
        <source>视图已保存</source>
        <translation>View saved</translation>
    </message>
    <message>
        <source>删除视图“{name}”？会员资料不受影响。</source>
        <translation>Delete the view “{name}”? Members aren&apos;t touched.</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>VoucherCards</name>
    <message>
        <source>可用券</source>
        <translation>Vouchers</translation>
    </message>
    <message>
        <source>查找券</source>
        <translation>Find a voucher</translation>
    </message>
    <message>
        <source>{count} 张</source>
        <translation>{count}</translation>
    </message>
    <message>
        <source>收起</source>
        <translation>Fewer</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>省 {saving}：{names}</source>
        <translation>Save {saving}: {names}</translation>
    </message>
    <message>
        <source>{day} 到期</source>
        <translation>until {day}</translation>
    </message>
    <message>
        <source>已用</source>
        <translation>On the bill</translation>
    </message>
    <message>
        <source>{day} 起</source>
        <translation>from {day}</translation>
    </message>
    <message>
        <source>已用满</source>
        <translation>Used up</translation>
    </message>
    <message>
        <source>{days} 天后过期</source>
        <translation>{days} days left</translation>
    </message>
    <message>
        <source>今天过期</source>
        <translation>Last day</translation>
    </message>
</context>
<context>
    <name>VoucherLooks</name>
    <message>
        <source>店色</source>
        <translation>Shop&apos;s own</translation>
    </message>
    <message>
        <source>玫红</source>
        <translation>Rose</translation>
    </message>
    <message>
        <source>墨绿</source>
        <translation>Green</translation>
    </message>
    <message>
        <source>藏青</source>
        <translation>Navy</translation>
    </message>
    <message>
        <source>琥珀</source>
        <translation>Amber</translation>
    </message>
    <message>
        <source>绛紫</source>
        <translation>Plum</translation>
    </message>
    <message>
        <source>柔彩</source>
        <translation>Soft colour</translation>
    </message>
    <message>
        <source>黑白（省墨、可复印）</source>
        <translation>Black and white (saves ink, can be copied)</translation>
    </message>
</context>
<context>
    <name>VoucherPaper</name>
    <message>
        <source>A4 · 2×4</source>
        <translation>A4 · 2×4</translation>
    </message>
    <message>
        <source>A4 · 2×5</source>
        <translation>A4 · 2×5</translation>
    </message>
    <message>
        <source>单张 90×54 mm</source>
        <translation>Single 90×54 mm</translation>
    </message>
    <message>
        <source>80 mm 小票纸</source>
        <translation>80 mm roll</translation>
    </message>
    <message>
        <source>58 mm 小票纸</source>
        <translation>58 mm roll</translation>
    </message>
    <message>
        <source>发给一位会员</source>
        <translation>To one member</translation>
    </message>
    <message>
        <source>发给名单</source>
        <translation>To a list</translation>
    </message>
    <message>
        <source>消费后送</source>
        <translation>With a purchase</translation>
    </message>
    <message>
        <source>充值送</source>
        <translation>With a top-up</translation>
    </message>
    <message>
        <source>不记名</source>
        <translation>Handed out</translation>
    </message>
    <message>
        <source>闺蜜卡</source>
        <translation>Friend card</translation>
    </message>
    <message>
        <source>可用</source>
        <translation>Usable</translation>
    </message>
    <message>
        <source>已核销</source>
        <translation>Redeemed</translation>
    </message>
    <message>
        <source>已作废</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>已过期</source>
        <translation>Expired</translation>
    </message>
</context>
<context>
    <name>VoucherTemplates</name>
    <message>
        <source>已发 {issued} · 核销 {redeemed} · {rate}%</source>
        <translation>{issued} issued · {redeemed} used · {rate}%</translation>
    </message>
    <message>
        <source>还没有发过</source>
        <translation>None issued yet</translation>
    </message>
    <message>
        <source>已停用 · {told}</source>
        <translation>Not in use · {told}</translation>
    </message>
</context>
<context>
    <name>VoucherWords</name>
    <message>
        <source>免费</source>
        <translation>FREE</translation>
    </message>
    <message>
        <source>礼</source>
        <translation>GIFT</translation>
    </message>
    <message>
        <source>体验</source>
        <translation>TRIAL</translation>
    </message>
    <message>
        <source>减金额</source>
        <translation>Amount off</translation>
    </message>
    <message>
        <source>打折</source>
        <translation>Percent off</translation>
    </message>
    <message>
        <source>免费一份</source>
        <translation>One for free</translation>
    </message>
    <message>
        <source>送礼</source>
        <translation>Gift</translation>
    </message>
    <message>
        <source>体验价</source>
        <translation>Trial price</translation>
    </message>
    <message>
        <source>算用过了</source>
        <translation>It counts as used</translation>
    </message>
    <message>
        <source>退回给客人</source>
        <translation>It can be used again</translation>
    </message>
    <message>
        <source>退回并延长</source>
        <translation>Again, and longer</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>{first}至{last}</source>
        <translation>{first}–{last}</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>{zhe} 折</source>
        <translation>{percent}% off</translation>
    </message>
    <message>
        <source>立减 {amount}</source>
        <translation>{amount} off</translation>
    </message>
    <message>
        <source>满 {minimum} 减 {amount}</source>
        <translation>{amount} off from {minimum}</translation>
    </message>
    <message>
        <source>满 {minimum} 可用</source>
        <translation>from {minimum}</translation>
    </message>
    <message>
        <source>最多减 {cap}</source>
        <translation>{cap} at most</translation>
    </message>
    <message>
        <source>送 {gift}</source>
        <translation>{gift} as a gift</translation>
    </message>
    <message>
        <source>体验价 {amount}</source>
        <translation>trial for {amount}</translation>
    </message>
    <message>
        <source>限 {items}</source>
        <translation>for {items}</translation>
    </message>
    <message>
        <source>限 {items} 等 {count} 项</source>
        <translation>for {items} and more, {count} items</translation>
    </message>
    <message>
        <source>全场通用</source>
        <translation>Everything</translation>
    </message>
    <message>
        <source>发出起 {days} 天</source>
        <translation>{days} days from issue</translation>
    </message>
    <message>
        <source>发出 {after} 天后起 {days} 天</source>
        <translation>{days} days, starting {after} days after issue</translation>
    </message>
    <message>
        <source>{first} 至 {last}</source>
        <translation>{first} to {last}</translation>
    </message>
    <message>
        <source>即日起至 {last}</source>
        <translation>from now to {last}</translation>
    </message>
    <message>
        <source>仅限首次消费</source>
        <translation>first purchase only</translation>
    </message>
    <message>
        <source>不与会员折扣同用</source>
        <translation>not with the tier&apos;s discount</translation>
    </message>
    <message>
        <source>不与手动折扣同用</source>
        <translation>not with a discount by hand</translation>
    </message>
    <message>
        <source>可与其他券同用</source>
        <translation>goes with other vouchers</translation>
    </message>
    <message>
        <source>每单最多 {count} 张</source>
        <translation>up to {count} on a bill</translation>
    </message>
    <message>
        <source>每人最多 {count} 张</source>
        <translation>up to {count} a person</translation>
    </message>
    <message>
        <source>共 {count} 张</source>
        <translation>{count} in all</translation>
    </message>
</context>
<context>
    <name>VouchersButton</name>
    <message>
        <source>给这些人发券</source>
        <translation>Issue vouchers to these members</translation>
    </message>
    <message>
        <source>会员页的名单</source>
        <translation>List of the Members page</translation>
    </message>
</context>
<context>
    <name>VouchersPage</name>
    <message>
        <source>券与卡</source>
        <translation>Vouchers</translation>
    </message>
    <message>
        <source>扫券或输入券码核销，回车</source>
        <translation>Scan or type a code to redeem, Enter</translation>
    </message>
    <message>
        <source>券码</source>
        <translation>Voucher code</translation>
    </message>
    <message>
        <source>摄像头</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>新券种</source>
        <translation>New template</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>券种</source>
        <translation>Templates</translation>
    </message>
    <message>
        <source>核销率</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>打印预览</source>
        <translation>Preview</translation>
    </message>
    <message>
        <source>批次</source>
        <translation>Batches</translation>
    </message>
    <message>
        <source>券把客人带回来：满减、折扣、体验、送礼。
先做一个券种，再发给会员或印出来派发。</source>
        <translation>Vouchers bring customers back: money off, trials, gifts.
Make a template, then issue it to members or print it to hand out.</translation>
    </message>
    <message>
        <source>也显示停用的（{count}）</source>
        <translation>Show those not in use ({count})</translation>
    </message>
</context>
<context>
    <name>WelcomeWindow</name>
    <message>
        <source>闺蜜</source>
        <translation>Guimi</translation>
    </message>
    <message>
        <source>欢迎使用闺蜜</source>
        <translation>Welcome to Guimi</translation>
    </message>
    <message>
        <source>会员、储值、收银，都在这一台电脑上。一分钟就能登记第一位会员。</source>
        <translation>Members, stored value and the till, all on this one computer. The first member is signed up within a minute.</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>店名</source>
        <translation>Name of the shop</translation>
    </message>
    <message>
        <source>老板称呼</source>
        <translation>Owner&apos;s name</translation>
    </message>
    <message>
        <source>老板 PIN（4–12 位数字）</source>
        <translation>Owner&apos;s PIN (4–12 digits)</translation>
    </message>
    <message>
        <source>再输一次 PIN</source>
        <translation>The PIN once more</translation>
    </message>
    <message>
        <source>如：小雅美发 · 建设路店</source>
        <translation>For example: Xiaoya Hair · Jianshe Road</translation>
    </message>
    <message>
        <source>老板</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>开新店</source>
        <translation>Open a new shop</translation>
    </message>
    <message>
        <source>先用示例店练习</source>
        <translation>Practise in the example shop</translation>
    </message>
    <message>
        <source>打开已有的店…</source>
        <translation>Open an existing shop…</translation>
    </message>
    <message>
        <source>资料只存在本机。PIN 忘了找不回来，请记好。</source>
        <translation>Everything stays on this computer. A forgotten PIN can&apos;t be recovered; remember it well.</translation>
    </message>
    <message>
        <source>请给店起个名字。</source>
        <translation>Please give the shop a name.</translation>
    </message>
    <message>
        <source>两次输入的 PIN 不一样，请再输一次。</source>
        <translation>The two PINs differ; please type it again.</translation>
    </message>
    <message>
        <source>PIN 要 4 到 12 位数字。</source>
        <translation>A PIN has 4 to 12 digits.</translation>
    </message>
    <message>
        <source>打开已有的店</source>
        <translation>Open an existing shop</translation>
    </message>
    <message>
        <source>闺蜜店铺文件 (*.guimi);;所有文件 (*)</source>
        <translation>Guimi shop files (*.guimi);;All files (*)</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>没有完成。请记下代码 {code}，再试一次。</source>
        <translation>That wasn&apos;t done. Please note the code {code} and try again.</translation>
    </message>
    <message>
        <source>请输入金额。</source>
        <translation>Please type an amount.</translation>
    </message>
    <message>
        <source>看不懂这个金额，请输入如 68 或 68.50。</source>
        <translation>This isn&apos;t an amount; please type something like 68 or 68.50.</translation>
    </message>
    <message>
        <source>金额太大了，请检查。</source>
        <translation>The amount is too large; please check.</translation>
    </message>
    <message>
        <source>金额要大于零。</source>
        <translation>The amount must be more than zero.</translation>
    </message>
    <message>
        <source>请输入手机号。</source>
        <translation>Please type a phone number.</translation>
    </message>
    <message>
        <source>手机号不对：大陆手机 11 位，境外号码以 + 和国家代码开头。</source>
        <translation>This isn&apos;t a phone number: mainland mobiles have 11 digits, others begin with + and the country code.</translation>
    </message>
    <message>
        <source>认不出这个码，请检查后再输。</source>
        <translation>This code isn&apos;t known; please check and type it again.</translation>
    </message>
    <message>
        <source>PIN 不对，请再试。</source>
        <translation>Wrong PIN; please try again.</translation>
    </message>
    <message>
        <source>错误次数太多，请等 {seconds} 秒再试。</source>
        <translation>Too many wrong PINs; please wait {seconds} s.</translation>
    </message>
    <message>
        <source>磁盘满了，没有保存。请清出空间后再试一次。</source>
        <translation>The disk is full and nothing was saved. Please make room and try again.</translation>
    </message>
    <message>
        <source>磁盘读写出错，没有保存。请检查磁盘后再试一次。</source>
        <translation>The disk failed and nothing was saved. Please check it and try again.</translation>
    </message>
    <message>
        <source>文件或文件夹是只读的，不能保存。请换一个可写的位置。</source>
        <translation>The file or folder is read-only, so nothing can be saved. Please use a place that can be written to.</translation>
    </message>
    <message>
        <source>找不到店铺文件 {path}。</source>
        <translation>The shop file {path} isn&apos;t there.</translation>
    </message>
    <message>
        <source>店铺文件已损坏，不能收款。请用备份恢复。</source>
        <translation>The shop file is damaged, so nothing can be sold. Please restore a backup.</translation>
    </message>
    <message>
        <source>这不是闺蜜的店铺文件。请选择另一个文件。</source>
        <translation>This isn&apos;t a shop file of Guimi. Please choose another one.</translation>
    </message>
    <message>
        <source>这个文件来自更新的版本。请先升级程序再打开。</source>
        <translation>This file is from a newer version. Please update the program first.</translation>
    </message>
    <message>
        <source>电脑时间是 {now}，比最近一笔账（{last}）还早。请校准；之前先按最近一笔的时间记账，赠金不会过期。</source>
        <translation>This computer&apos;s clock says {now}, which is before the newest entry ({last}). Please set it; until then entries carry the time of the newest one and no bonus expires.</translation>
    </message>
    <message>
        <source>电脑时间是 {now}，离最近一笔账（{last}）太远。请核对；之前先按最近一笔的时间记账，赠金不会过期。</source>
        <translation>This computer&apos;s clock says {now}, far from the newest entry ({last}). Please check it; until then entries carry the time of the newest one and no bonus expires.</translation>
    </message>
    <message>
        <source>示例店没有建完，什么都没有留下。</source>
        <translation>The example shop was not finished; nothing of it is left.</translation>
    </message>
    <message>
        <source>店铺文件正忙，没有保存。请再试一次。</source>
        <translation>The shop file is busy, so nothing was saved. Please try again.</translation>
    </message>
    <message>
        <source>那里已经有文件 {path}，没有动它。请换一个名字。</source>
        <translation>There is a file {path} already; it wasn&apos;t touched. Please choose another name.</translation>
    </message>
    <message>
        <source>{host} 上的另一个闺蜜（进程 {pid}）正开着这个店铺文件。请用那一个，或先关掉它。</source>
        <translation>Another Guimi (process {pid} on {host}) has this shop file open. Please use that one, or close it first.</translation>
    </message>
    <message>
        <source>这个文件是单独复制出来的，最近的账可能不全。请用程序里的备份。</source>
        <translation>This file was copied without its companions, so the latest sales may be missing. Please use a backup made by the program.</translation>
    </message>
    <message>
        <source>数据库组件太旧，不安全。请重新安装程序。</source>
        <translation>The database component is too old to be safe. Please install the program again.</translation>
    </message>
    <message>
        <source>打印机没有回应。账已保存，连好打印机后会自动打印。</source>
        <translation>The printer doesn&apos;t answer. Everything is saved, and printing goes on when the printer is back.</translation>
    </message>
    <message>
        <source>这张打不出来，账已保存。可以在往来里补打，或告诉客服。</source>
        <translation>This one can&apos;t be printed; everything is saved. Print it again from the history, or tell support.</translation>
    </message>
    <message>
        <source>这张已经打过或取消了。可以在往来里补打。</source>
        <translation>This one was printed or cancelled. Print it again from the history.</translation>
    </message>
    <message>
        <source>这些都用过、作废或收回了，没有可打的。</source>
        <translation>All of these were used, voided or taken back; there is nothing to print.</translation>
    </message>
    <message>
        <source>还没有设打印机。请先选好并保存。</source>
        <translation>No printer is set up yet. Please choose one and save.</translation>
    </message>
    <message>
        <source>这个文件来自旧版本。先用程序打开一次，再检查。</source>
        <translation>This file is from an older version. Open it with the program once, then check it.</translation>
    </message>
    <message>
        <source>不能确定是否已保存。请不要重复收款，先查看往来。</source>
        <translation>It isn&apos;t certain whether this was saved. Don&apos;t charge again; look at the history first.</translation>
    </message>
    <message>
        <source>这一步要更高权限的人输入 PIN（店长或老板）。</source>
        <translation>This step needs the PIN of a manager or the owner.</translation>
    </message>
    <message>
        <source>这位员工已经停用，请换人登录。</source>
        <translation>This person no longer works here; please sign in as somebody else.</translation>
    </message>
    <message>
        <source>请输入生日。</source>
        <translation>Please type a birthday.</translation>
    </message>
    <message>
        <source>看不懂这个生日，请输入如 1990-11-24、1124 或 八月十五。</source>
        <translation>This isn&apos;t a birthday; please type something like 1990-11-24 or 1124.</translation>
    </message>
    <message>
        <source>没有这一天，请检查月、日和闰月。</source>
        <translation>There is no such day; please check month, day and leap month.</translation>
    </message>
    <message>
        <source>条码 {barcode} 已经用在别的商品上，请检查。</source>
        <translation>Another product has the barcode {barcode}; please check.</translation>
    </message>
    <message>
        <source>折扣要在 0 到 10 折之间。</source>
        <translation>The discount must lie between 0 and 10 tenths.</translation>
    </message>
    <message>
        <source>已经有“{name}”了，请换一个名称，或恢复停用的那一个。</source>
        <translation>There is a “{name}” already. Please choose another name, or bring the retired one back.</translation>
    </message>
    <message>
        <source>金额不对：付款要大于零，价格、成本和赠金不能是负数。</source>
        <translation>Wrong amount: a payment is more than zero; price, cost and bonus are never negative.</translation>
    </message>
    <message>
        <source>图片太大了，请换一张 20 MB 以内的。</source>
        <translation>The picture is too large; please use one below 20 MB.</translation>
    </message>
    <message>
        <source>图片上没有找到码：要清楚、完整，不反光。</source>
        <translation>No code was found on the picture: it must be sharp, whole and without glare.</translation>
    </message>
    <message>
        <source>读不出这张图片，请选择 PNG 或 JPEG 文件。</source>
        <translation>This picture can&apos;t be read; please choose a PNG or JPEG file.</translation>
    </message>
    <message>
        <source>店里只有一人时，要再输一次自己的 PIN 才能付款。</source>
        <translation>With only one person in the shop, the PIN is typed once more before it is paid.</translation>
    </message>
    <message>
        <source>刚才别处也改了这位会员，还没有保存。请载入最新资料再保存。</source>
        <translation>This member was just changed elsewhere, so nothing is saved. Please load the newest profile, then save.</translation>
    </message>
    <message>
        <source>这位会员已经退卡销户：先重新启用账户（店长批准），或放下会员按散客收款。</source>
        <translation>This member&apos;s card was refunded and the account closed: open it again first (a manager approves), or put the member aside and sell to a walk-in.</translation>
    </message>
    <message>
        <source>这个号码在并入这位会员的记录上，按它已经能找到，不用再填。</source>
        <translation>This number is on a record merged into this member: it finds them already.</translation>
    </message>
    <message>
        <source>留下的那份后来又并入了别的记录，请先撤销那一次。</source>
        <translation>The record that stayed was merged into another later: undo that merge first.</translation>
    </message>
    <message>
        <source>并来的积分已经用掉 {missing} 分，不能撤销。</source>
        <translation>{missing} of the points that came over are spent: it can&apos;t be undone.</translation>
    </message>
    <message>
        <source>这是同一份记录，请选另一份。</source>
        <translation>That is the same record: choose another.</translation>
    </message>
    <message>
        <source>这次合并已经撤销了。</source>
        <translation>This merge was undone already.</translation>
    </message>
    <message>
        <source>没有可以转的余额。</source>
        <translation>There is no balance to move.</translation>
    </message>
    <message>
        <source>双方都要在场并同意，请勾选后再转。</source>
        <translation>Both have to be here and agree: tick it first.</translation>
    </message>
    <message>
        <source>不能转给自己，请选另一位会员。</source>
        <translation>Nobody can give to themselves: choose another member.</translation>
    </message>
    <message>
        <source>本金只有 {available}，转不了这么多。</source>
        <translation>There is only {available} of principal.</translation>
    </message>
    <message>
        <source>转去的余额已经用掉一部分（本金缺 {principal}，赠金缺 {bonus}），不能退回；请先冲正用掉它的消费。</source>
        <translation>Part of what was moved is spent (principal short by {principal}, bonus by {bonus}): it can&apos;t go back. Reverse the sale that spent it first.</translation>
    </message>
    <message>
        <source>找不到这位会员，请重新查找。</source>
        <translation>This member isn&apos;t there; please search again.</translation>
    </message>
    <message>
        <source>请输入姓名。</source>
        <translation>Please type a name.</translation>
    </message>
    <message>
        <source>这个手机号已经是会员：{name}。</source>
        <translation>This phone is already a member&apos;s: {name}.</translation>
    </message>
    <message>
        <source>请输入手机号；没有的话，勾选“没有手机号”并写明原因。</source>
        <translation>Please type a phone number; if there is none, tick “No phone” and say why.</translation>
    </message>
    <message>
        <source>不能选这位介绍人：不能是本人，也不能互相介绍。</source>
        <translation>This person can&apos;t be the referrer: not oneself, and not each other.</translation>
    </message>
    <message>
        <source>大陆手机是 11 位，现在 {digits} 位；境外号码前面加 + 和国家代码。</source>
        <translation>Mainland mobiles have 11 digits, this has {digits}; others begin with + and the country code.</translation>
    </message>
    <message>
        <source>PIN 要 4 到 12 位数字，不能是 1234、0000 这样好猜的。</source>
        <translation>A PIN has 4 to 12 digits and isn&apos;t easy to guess like 1234 or 0000.</translation>
    </message>
    <message>
        <source>换日时间要在 0 点到 12 点之间。</source>
        <translation>The day must begin between 0 and 12 o&apos;clock.</translation>
    </message>
    <message>
        <source>店标太大或不是 PNG，请换一张图片。</source>
        <translation>The logo is too large or not a PNG; please use another picture.</translation>
    </message>
    <message>
        <source>有一个数字超出范围，请检查。</source>
        <translation>A number is out of bounds; please check.</translation>
    </message>
    <message>
        <source>请填写打印机的名称或地址。</source>
        <translation>Please give the printer&apos;s name or address.</translation>
    </message>
    <message>
        <source>没有这个文字大小，请重新选择。</source>
        <translation>There is no such text size; please choose again.</translation>
    </message>
    <message>
        <source>不认识时区 {zone}。</source>
        <translation>The time zone {zone} isn&apos;t known.</translation>
    </message>
    <message>
        <source>至少要留一位在职的老板。请先任命另一位。</source>
        <translation>One active owner must remain. Please appoint another first.</translation>
    </message>
    <message>
        <source>折扣不对，请检查。</source>
        <translation>The discount is wrong; please check.</translation>
    </message>
    <message>
        <source>折扣比账单还多：最多减 {limit}。</source>
        <translation>The discount is more than the bill: at most {limit}.</translation>
    </message>
    <message>
        <source>账单还空着，先加一个项目。</source>
        <translation>The bill is empty; add an item first.</translation>
    </message>
    <message>
        <source>一张账单最多 {limit} 行，请分开收款。</source>
        <translation>A bill has at most {limit} lines; please split it.</translation>
    </message>
    <message>
        <source>数量要在 1 到 {limit} 之间。</source>
        <translation>The quantity must lie between 1 and {limit}.</translation>
    </message>
    <message>
        <source>请写明原因。</source>
        <translation>Please give the reason.</translation>
    </message>
    <message>
        <source>储值余额只有 {available}，不够付 {amount}。请换一种付款方式或先充值。</source>
        <translation>Stored value is only {available}, not {amount}. Please pay another way or top up first.</translation>
    </message>
    <message>
        <source>这是别家店的码，不能在这里使用。</source>
        <translation>This code is of another shop and can&apos;t be used here.</translation>
    </message>
    <message>
        <source>这个码是别的用途的，不能用在这里。</source>
        <translation>This code is for something else and can&apos;t be used here.</translation>
    </message>
    <message>
        <source>输错太多次，请等一分钟再输；扫码随时可用。</source>
        <translation>Too many wrong codes: wait a minute. Scanning always works.</translation>
    </message>
    <message>
        <source>这张卡已经挂失或换过，不能再用。请本人报手机号查找，用新卡或补一张；拿卡的不是本人，请先留下卡。</source>
        <translation>This card was reported lost or replaced and can&apos;t be used. Find the member by phone, use the new card or print one; if someone else brings it, keep the card.</translation>
    </message>
    <message>
        <source>没有登记过这个码，请核对，或按手机号查找。</source>
        <translation>This code isn&apos;t known. Check it, or search by phone.</translation>
    </message>
    <message>
        <source>码输错了，请再核对一遍。</source>
        <translation>The code is mistyped; please compare it once more.</translation>
    </message>
    <message>
        <source>磁盘只剩 {free_mb} MB，备份要 {needed_mb} MB。收款不受影响；请清出空间。</source>
        <translation>Only {free_mb} MB are left on the disk and a backup needs {needed_mb} MB. Sales go on; please make room.</translation>
    </message>
    <message>
        <source>找不到打印机 {printer}。请到 设置 → 打印 选择。</source>
        <translation>The printer {printer} isn’t there. Please choose one under Settings → Printing.</translation>
    </message>
    <message>
        <source>现金只宜退 {limit} 以内，超过的应退回原来的付款账户。确认后仍可付现金。</source>
        <translation>Cash should be at most {limit}; more goes back to the account it came from. Confirm to pay cash all the same.</translation>
    </message>
    <message>
        <source>应退金额刚刚变成 {total}，请核对后再付。</source>
        <translation>The refund has just become {total}. Check it and pay again.</translation>
    </message>
    <message>
        <source>这个账户没有销户，照常可用。</source>
        <translation>This account isn&apos;t closed.</translation>
    </message>
    <message>
        <source>这份退卡申请已经办完或撤回了。</source>
        <translation>This card refund was already paid or withdrawn.</translation>
    </message>
    <message>
        <source>没有这种算法，请重新选择。</source>
        <translation>There is no such reading. Please choose again.</translation>
    </message>
    <message>
        <source>{name} 登记了申请，要由另一位店长或老板批准。</source>
        <translation>{name} asked for it; another manager or owner has to approve.</translation>
    </message>
    <message>
        <source>正在办理退卡，账户先冻结：退完或撤回申请后才能动用。</source>
        <translation>A card refund is under way and the account is frozen until it is paid or withdrawn.</translation>
    </message>
    <message>
        <source>这份档案已经并入另一位会员，请用并入后的会员。</source>
        <translation>This record was merged into another member. Please use that one.</translation>
    </message>
    <message>
        <source>合并之后已经退过卡，两份的钱都算进去了，不能再撤销合并。</source>
        <translation>A card refund was paid after the merge and counted the money of both: it can&apos;t be undone any more.</translation>
    </message>
    <message>
        <source>请写明为什么没有手机号，例如：不愿提供。</source>
        <translation>Write why there is no phone, for example: would rather not say.</translation>
    </message>
    <message>
        <source>利率至少一行，每天一行，0 到 100% 之间。</source>
        <translation>At least one line of rates, one for each day, between 0 and 100 %.</translation>
    </message>
    <message>
        <source>选一个充值方案，或输入金额。</source>
        <translation>Choose a plan or type an amount.</translation>
    </message>
    <message>
        <source>选择付款方式：{amount}。</source>
        <translation>Choose how it is paid: {amount}.</translation>
    </message>
    <message>
        <source>还差 {missing}：选择付款方式，或先充值（F4）。</source>
        <translation>{missing} short: choose how it is paid, or top up first (F4).</translation>
    </message>
    <message>
        <source>还差 {missing}：选择付款方式。</source>
        <translation>{missing} short: choose how it is paid.</translation>
    </message>
    <message>
        <source>这张挂单已经在别处结算或删去；账单还在，可以直接收款。</source>
        <translation>This parked bill was settled or removed elsewhere; the bill is still here and can be paid.</translation>
    </message>
    <message>
        <source>找不到这笔账，不能补打。</source>
        <translation>This entry isn&apos;t there, so it can&apos;t be printed again.</translation>
    </message>
    <message>
        <source>最多可冲正 {left}。</source>
        <translation>At most {left} can be reversed.</translation>
    </message>
    <message>
        <source>这笔已经全部冲正了。</source>
        <translation>This was reversed already, all of it.</translation>
    </message>
    <message>
        <source>这是合并会员时转的，请在会员的“账户”里撤销合并。</source>
        <translation>This moved with a merge: undo the merge in the member&apos;s account.</translation>
    </message>
    <message>
        <source>请选择要冲正的数量或金额。</source>
        <translation>Please choose the quantity or amount to reverse.</translation>
    </message>
    <message>
        <source>{name}最多还能冲正 {left} 份。</source>
        <translation>Of {name} at most {left} more can be reversed.</translation>
    </message>
    <message>
        <source>这笔账已经算进退卡，不能再冲正。</source>
        <translation>A card refund reckoned with this already; it can&apos;t be reversed.</translation>
    </message>
    <message>
        <source>其中一部分已经用掉，最多可冲正 {possible}；要多退，先冲正用掉它的那笔消费。</source>
        <translation>Part of it is used, so at most {possible} can be reversed; for more, first reverse the sale that used it.</translation>
    </message>
    <message>
        <source>找不到这笔账。</source>
        <translation>This entry isn&apos;t there.</translation>
    </message>
    <message>
        <source>用储值付款要先打开会员。</source>
        <translation>Paying with stored value needs a member.</translation>
    </message>
    <message>
        <source>评价是 1 到 5 星。</source>
        <translation>A rating is 1 to 5 stars.</translation>
    </message>
    <message>
        <source>抹零规则刚刚改了，请核对金额后再收款。</source>
        <translation>The rounding rule was just changed; please check the amount, then take it.</translation>
    </message>
    <message>
        <source>会员等级刚刚变了，请核对折扣后再收款。</source>
        <translation>The member&apos;s tier has just changed; please check the discount, then take the money.</translation>
    </message>
    <message>
        <source>只有现金可以多收找零。</source>
        <translation>Only cash can be more than what is due.</translation>
    </message>
    <message>
        <source>这种付款方式填得比应付还多，请改小。</source>
        <translation>This way of paying is more than what is due; please make it less.</translation>
    </message>
    <message>
        <source>付款合计 {paid}，应付 {due}，请核对。</source>
        <translation>Paid {paid}, due {due}; please check.</translation>
    </message>
    <message>
        <source>付款方式不对，请重新选择。</source>
        <translation>The way of paying is wrong; please choose again.</translation>
    </message>
    <message>
        <source>充值金额要大于零。</source>
        <translation>A top-up must be more than zero.</translation>
    </message>
    <message>
        <source>超过法规限额，请先确认。</source>
        <translation>Above a limit of the law; please confirm first.</translation>
    </message>
    <message>
        <source>充值要先打开一位会员。</source>
        <translation>A top-up needs a member.</translation>
    </message>
    <message>
        <source>这个充值方案已经停用，请换一个。</source>
        <translation>This top-up plan is no longer offered. Choose another one.</translation>
    </message>
    <message>
        <source>这个方案要付 {pay}，请核对。</source>
        <translation>This plan costs {pay}. Please check.</translation>
    </message>
    <message>
        <source>这个方案现在不在售卖日期里。</source>
        <translation>This plan is not on sale today.</translation>
    </message>
    <message>
        <source>这个方案不卖给这位会员（首充、等级或标签不符）。</source>
        <translation>This plan is not for this member (first top-up, tier or tag).</translation>
    </message>
    <message>
        <source>这个方案每人最多买 {most} 次，已经买满了。</source>
        <translation>Each member may buy this plan {most} time(s) at most; this one has.</translation>
    </message>
    <message>
        <source>“{name}”已经退了或取消了，不能再用。</source>
        <translation>“{name}” was refunded or cancelled and can&apos;t be used any more.</translation>
    </message>
    <message>
        <source>“{name}”只能本人用，不能带同伴。</source>
        <translation>“{name}” is for its owner alone, not for a companion.</translation>
    </message>
    <message>
        <source>有效期要在 1 到 {limit} 天之间，或留空为不过期。</source>
        <translation>It lasts 1 to {limit} days, or leave it empty for no expiry.</translation>
    </message>
    <message>
        <source>“{name}”{until} 已过期。要用请先延期（店长），或退卡。</source>
        <translation>“{name}” expired on {until}. Extend it first (manager), or refund it.</translation>
    </message>
    <message>
        <source>“{name}”是送的，没有付过钱，不能退款。</source>
        <translation>“{name}” was a gift: nothing was paid for it, nothing can be refunded.</translation>
    </message>
    <message>
        <source>找不到这张次卡，请再打开一次会员。</source>
        <translation>This pack isn&apos;t there. Open the member again.</translation>
    </message>
    <message>
        <source>请选择这张次卡是哪项服务。</source>
        <translation>Choose which service this pack is for.</translation>
    </message>
    <message>
        <source>这种次卡已经停用，请换一种。</source>
        <translation>This kind of pack is retired. Choose another.</translation>
    </message>
    <message>
        <source>一次卖 1 到 {limit} 张。</source>
        <translation>Sell 1 to {limit} at a time.</translation>
    </message>
    <message>
        <source>次数要在 1 到 {limit} 之间。</source>
        <translation>Between 1 and {limit} sessions.</translation>
    </message>
    <message>
        <source>“{name}”只剩 {left} 次。</source>
        <translation>“{name}” has only {left} left.</translation>
    </message>
    <message>
        <source>要比现在的到期日晚，也不能早于今天；不过期的卡不用延期。</source>
        <translation>It must be after the last day now and not before today; a pack without an end needs no extending.</translation>
    </message>
    <message>
        <source>“{name}”已经用了 {used} 次或已经结束，不能整单冲正。请先冲正用掉的次数，或按退卡办理。</source>
        <translation>“{name}” has {used} sessions used or has ended, so its sale can&apos;t be reversed. Reverse the uses first, or refund it.</translation>
    </message>
    <message>
        <source>积分不够：现在能用 {available} 分。</source>
        <translation>Not enough points: {available} can be used now.</translation>
    </message>
    <message>
        <source>这张单最多用积分抵 {limit}。</source>
        <translation>Points can pay at most {limit} of this bill.</translation>
    </message>
    <message>
        <source>积分抵扣的规则刚刚改过：请拿掉积分再用一次。</source>
        <translation>The rule of what a point is worth has just changed. Take the points off and use them again.</translation>
    </message>
    <message>
        <source>请输入 1 到 {limit} 的积分。</source>
        <translation>Enter 1 to {limit} points.</translation>
    </message>
    <message>
        <source>“{name}”不能用积分换。</source>
        <translation>“{name}” can&apos;t be had for points.</translation>
    </message>
    <message>
        <source>这个等级已经停用，请选别的。</source>
        <translation>This tier is archived. Choose another.</translation>
    </message>
    <message>
        <source>期限要在今天或以后，而且只能和“不低于这个等级”一起用。</source>
        <translation>The end must be today or later, and goes with “never below it” only.</translation>
    </message>
    <message>
        <source>这笔不是按方案充值的，没有合同。</source>
        <translation>This was not a top-up by a plan: it has no contract.</translation>
    </message>
    <message>
        <source>这件礼品没有随充值送出这么多，不能入库。</source>
        <translation>Not so many of this gift were handed over with the top-up: it can&apos;t go back into the stock.</translation>
    </message>
    <message>
        <source>礼品“{name}”要 {wanted} 件，库存只有 {left} 件。</source>
        <translation>{wanted} × “{name}” are needed; only {left} in stock.</translation>
    </message>
    <message>
        <source>找不到这种礼品。</source>
        <translation>There is no such gift.</translation>
    </message>
    <message>
        <source>换礼品的积分要大于零，或留空。</source>
        <translation>Points for a gift must be more than zero, or left empty.</translation>
    </message>
    <message>
        <source>件数要大于零，库存最多 {most} 件。</source>
        <translation>The number must be more than zero; at most {most} in stock.</translation>
    </message>
    <message>
        <source>这一期刚刚在别处领过或取消了，请再看一次。</source>
        <translation>This instalment was just collected or cancelled elsewhere. Please look again.</translation>
    </message>
    <message>
        <source>全部兑现时毛利 {margin_bp}，低于底线 {floor_bp}：请老板写明为什么还要做。</source>
        <translation>With everything claimed the margin is {margin_bp}, below the floor of {floor_bp}: the owner has to say why.</translation>
    </message>
    <message>
        <source>分期要 1 到 {most} 期，每期大于零。</source>
        <translation>1 to {most} instalments, each more than zero.</translation>
    </message>
    <message>
        <source>礼品和次卡各最多 {kinds} 种，同一种写在一行，每种 1 到 {most} 件。</source>
        <translation>At most {kinds} kinds of gift and of pack, each on one line, 1 to {most} of each.</translation>
    </message>
    <message>
        <source>选好卖给哪些等级或标签。</source>
        <translation>Choose the tiers or tags it is for.</translation>
    </message>
    <message>
        <source>结束日期不能早于开始日期。</source>
        <translation>The end can&apos;t be before the start.</translation>
    </message>
    <message>
        <source>方案里有礼品、次卡、等级或标签已经不在了，请重新选择。</source>
        <translation>A gift, pack, tier or tag of this plan is gone. Please choose again.</translation>
    </message>
    <message>
        <source>没有可领的返现。</source>
        <translation>There is no rebate to collect.</translation>
    </message>
    <message>
        <source>没有登记过这一期返现，请按手机号查找会员。</source>
        <translation>This instalment isn&apos;t known here. Find the member by phone.</translation>
    </message>
    <message>
        <source>第 {n}/{of} 期 {at} 已经领过，单号 {number}。</source>
        <translation>No. {n} of {of} was collected on {at}, receipt {number}.</translation>
    </message>
    <message>
        <source>第 {n}/{of} 期已经取消：充值冲正了，或已退卡。</source>
        <translation>No. {n} of {of} was cancelled: the top-up was reversed, or the card refunded.</translation>
    </message>
    <message>
        <source>第 {n}/{of} 期 {day} 起才能领。</source>
        <translation>No. {n} of {of} can be collected from {day}.</translation>
    </message>
    <message>
        <source>第 {n}/{of} 期最晚 {day} 领，已经过期。</source>
        <translation>No. {n} of {of} could be collected until {day}: it has lapsed.</translation>
    </message>
    <message>
        <source>这份返现每天只能领一期，请改天再领。</source>
        <translation>One instalment a day of this rebate: come again another day.</translation>
    </message>
    <message>
        <source>当天消费满 {minimum} 才能领，还差 {missing}。</source>
        <translation>Needs {minimum} bought that day: {missing} to go.</translation>
    </message>
    <message>
        <source>领的 {amount} 赠金只剩 {left}，用过了不能冲正。先冲正用到它的消费。</source>
        <translation>Of the {amount} collected, {left} is left: reverse the sale that used it first.</translation>
    </message>
    <message>
        <source>领的赠金 {day} 已过期，不能冲正。</source>
        <translation>The bonus collected expired on {day}: it can&apos;t be reversed.</translation>
    </message>
    <message>
        <source>这次充值已经领了 {instalments} 期、用了 {sessions} 次，不能再冲正；要退请走退卡。</source>
        <translation>{instalments} instalment(s) of this top-up were collected and {sessions} session(s) used: it can&apos;t be reversed. Refund the card instead.</translation>
    </message>
    <message>
        <source>找不到这一批闺蜜卡。</source>
        <translation>This batch of friend cards can&apos;t be found.</translation>
    </message>
    <message>
        <source>这张闺蜜卡 {on} 已经到期，请赠卡人再送一张。</source>
        <translation>This friend card expired on {on}; please ask the giver for another.</translation>
    </message>
    <message>
        <source>这种闺蜜卡已经停用，请换一种。</source>
        <translation>This kind of friend card is stopped, please choose another.</translation>
    </message>
    <message>
        <source>手上最多 {limit} 张，现在还能给 {left} 张。</source>
        <translation>At most {limit} open cards each; {left} more can be given now.</translation>
    </message>
    <message>
        <source>这张闺蜜卡已经用掉、交回或作废，不能再改。</source>
        <translation>This friend card is used, handed in or void and can&apos;t be changed.</translation>
    </message>
    <message>
        <source>这是赠卡人 {name} 自己的手机号，闺蜜卡是给朋友用的。</source>
        <translation>This is the phone of {name}, who gave the card: friend cards are for friends.</translation>
    </message>
    <message>
        <source>用闺蜜卡登记要留手机号。</source>
        <translation>A phone number is needed to sign up with a friend card.</translation>
    </message>
    <message>
        <source>这张闺蜜卡 {at} 已经由赠卡人交回，不能再用。</source>
        <translation>This friend card was handed in by its giver on {at} and can&apos;t be used.</translation>
    </message>
    <message>
        <source>写明朋友得到什么：赠金要大于零，或选一种券。</source>
        <translation>Say what the friend gets: a bonus above zero, or a voucher.</translation>
    </message>
    <message>
        <source>天数要在 1 到 3650 之间。</source>
        <translation>Days must be between 1 and 3650.</translation>
    </message>
    <message>
        <source>张数和首单金额不能是负数。</source>
        <translation>Numbers and the first sale can&apos;t be negative.</translation>
    </message>
    <message>
        <source>写明赠卡人得到什么：要大于零，或选一种券。</source>
        <translation>Say what the giver gets: more than zero, or a voucher.</translation>
    </message>
    <message>
        <source>这张闺蜜卡 {at} 已经由 {name} 用过了。</source>
        <translation>This friend card was used by {name} on {at}.</translation>
    </message>
    <message>
        <source>这张闺蜜卡已经作废：{reason}。</source>
        <translation>This friend card is void: {reason}.</translation>
    </message>
    <message>
        <source>日期不对：结束不能早于开始。</source>
        <translation>The dates are wrong: the end can&apos;t be before the beginning.</translation>
    </message>
    <message>
        <source>这是别家店的领取凭条，不能在这里领。</source>
        <translation>This stub is another shop&apos;s: it can&apos;t be collected here.</translation>
    </message>
    <message>
        <source>这次充值带着礼品、分期、次卡或券，只能整笔冲正，不能只退一部分。</source>
        <translation>This top-up came with gifts, instalments, session packs or vouchers: it can only be reversed as a whole.</translation>
    </message>
    <message>
        <source>这次充值送的券已经用了 {vouchers} 张，先冲正用券的那笔消费；要退请走退卡。</source>
        <translation>{vouchers} of the vouchers that came with this top-up are used: reverse that sale first, or refund the card.</translation>
    </message>
    <message>
        <source>这段日子里已经有这个荣誉了。</source>
        <translation>The member bears this honor in these days already.</translation>
    </message>
    <message>
        <source>这个荣誉已经结束了。</source>
        <translation>This honor has ended already.</translation>
    </message>
    <message>
        <source>这笔奖励已经发了或结束了，不能取消。</source>
        <translation>This reward is paid or ended and can&apos;t be cancelled.</translation>
    </message>
    <message>
        <source>找不到这笔奖励。</source>
        <translation>This reward can&apos;t be found.</translation>
    </message>
    <message>
        <source>找不到这一批券。</source>
        <translation>This batch can&apos;t be found.</translation>
    </message>
    <message>
        <source>“{name}”有效：先加项目，够条件就自动用上。</source>
        <translation>“{name}” is valid: add items, and it goes on the bill as soon as it may.</translation>
    </message>
    <message>
        <source>券的规则和账单上的不一样了，请重新扫一次。</source>
        <translation>The voucher&apos;s rule isn&apos;t the one on the bill. Scan it again.</translation>
    </message>
    <message>
        <source>颜色或款式不对，请重新选择。</source>
        <translation>The colour or design isn&apos;t right. Choose again.</translation>
    </message>
    <message>
        <source>“{name}”{on} 已经到期；店长可以在 券与卡 里延期。</source>
        <translation>“{name}” expired on {on}. A manager can extend it under Vouchers.</translation>
    </message>
    <message>
        <source>新的到期日要比现在的 {valid_to} 晚，也不能早于今天。</source>
        <translation>The new last day must be after {valid_to} and not before today.</translation>
    </message>
    <message>
        <source>“{name}”只给第一次消费的会员。</source>
        <translation>“{name}” is for a member&apos;s first purchase only.</translation>
    </message>
    <message>
        <source>“{name}”{start}–{end} 可用。</source>
        <translation>“{name}” can be used {start}–{end}.</translation>
    </message>
    <message>
        <source>“{name}”适用的项目不在账单上。</source>
        <translation>Nothing that “{name}” is for is on the bill.</translation>
    </message>
    <message>
        <source>这位会员的这种券已经到上限（{limit} 张）。</source>
        <translation>This member has all of these vouchers there may be ({limit}).</translation>
    </message>
    <message>
        <source>这种券还能发 {left} 张，请改少。</source>
        <translation>Only {left} more of these can be issued.</translation>
    </message>
    <message>
        <source>“{name}”不能和手动折扣同用：先取消折扣（F10）。</source>
        <translation>“{name}” doesn&apos;t go with a discount by hand: take it back first (F10).</translation>
    </message>
    <message>
        <source>“{name}”再消费 {missing} 可用。</source>
        <translation>“{name}” needs {missing} more on the bill.</translation>
    </message>
    <message>
        <source>“{name}”在这张账单上减不了钱，先留着。</source>
        <translation>“{name}” takes nothing off this bill; keep it.</translation>
    </message>
    <message>
        <source>这张券已经用掉或作废，不能再改。</source>
        <translation>This voucher is used or void and can&apos;t be changed.</translation>
    </message>
    <message>
        <source>“{name}”从 {from_day} 起才能用。</source>
        <translation>“{name}” can be used from {from_day} on.</translation>
    </message>
    <message>
        <source>这张券是 {name} 的，请先打开这位会员。</source>
        <translation>This voucher belongs to {name}; open that member first.</translation>
    </message>
    <message>
        <source>“{name}”每单最多用 {limit} 张。</source>
        <translation>At most {limit} of “{name}” go on a bill.</translation>
    </message>
    <message>
        <source>减多少？金额要大于零。</source>
        <translation>How much off? The amount must be above zero.</translation>
    </message>
    <message>
        <source>有效期不对：要 1 到 3650 天，结束不能早于开始。</source>
        <translation>The dates aren&apos;t right: 1 to 3650 days, and the end not before the start.</translation>
    </message>
    <message>
        <source>写明送什么、送几份。</source>
        <translation>Write what is given, and how many.</translation>
    </message>
    <message>
        <source>时段不对：开始和结束不能一样。</source>
        <translation>The hours aren&apos;t right: start and end can&apos;t be the same.</translation>
    </message>
    <message>
        <source>张数或天数超出范围，请检查。</source>
        <translation>A number of vouchers or days is out of range.</translation>
    </message>
    <message>
        <source>打几折？要在 0 到 9.99 之间。</source>
        <translation>What part of the price? From 0 to 9.99.</translation>
    </message>
    <message>
        <source>这个券种已经停用，不能再发。</source>
        <translation>This template isn&apos;t in use; none can be issued.</translation>
    </message>
    <message>
        <source>这个券种 {on} 已经到期，先改有效期再发。</source>
        <translation>This template ended on {on}. Change its dates first.</translation>
    </message>
    <message>
        <source>“{name}”不能和会员折扣同用。</source>
        <translation>“{name}” doesn&apos;t go with the tier&apos;s discount.</translation>
    </message>
    <message>
        <source>“{name}”不能和别的券同用。</source>
        <translation>“{name}” doesn&apos;t go with other vouchers.</translation>
    </message>
    <message>
        <source>相差 {difference}，请写明原因。</source>
        <translation>It differs by {difference}: say why.</translation>
    </message>
    <message>
        <source>一次最多 {limit} 张。</source>
        <translation>At most {limit} at once.</translation>
    </message>
    <message>
        <source>冲正和转介奖励不能再冲正；奖励跟着首单一起收回。</source>
        <translation>Reversals and referral rewards can&apos;t be reversed; a reward goes back with the friend&apos;s first sale.</translation>
    </message>
    <message>
        <source>这张券已经在账单上了。</source>
        <translation>This voucher is on the bill already.</translation>
    </message>
    <message>
        <source>“{name}”{at} 已经用过，单号 {number}。</source>
        <translation>“{name}” was used at {at}, receipt {number}.</translation>
    </message>
    <message>
        <source>“{name}”已经作废：{reason}。</source>
        <translation>“{name}” is void: {reason}.</translation>
    </message>
    <message>
        <source>“{name}”只在{weekdays}可用。</source>
        <translation>“{name}” can be used on {weekdays} only.</translation>
    </message>
    <message>
        <source>一张账单最多用 {limit} 张券。</source>
        <translation>At most {limit} vouchers go on one bill.</translation>
    </message>
    <message>
        <source>刚才又记了账，请核对新的数字再封存。</source>
        <translation>Something was booked meanwhile: check the new figures, then seal.</translation>
    </message>
    <message>
        <source>张数或合计不对，请再点一遍。</source>
        <translation>A count or total can&apos;t be right; please count again.</translation>
    </message>
    <message>
        <source>{day} 还没有开始，今天已经日结过了。</source>
        <translation>{day} has not begun; today is sealed already.</translation>
    </message>
    <message>
        <source>留下的比点得的 {cash} 还多。</source>
        <translation>More is to stay than the {cash} counted.</translation>
    </message>
    <message>
        <source>相差超过 {limit}，要店长的 PIN。</source>
        <translation>The difference is above {limit}: a manager&apos;s PIN is needed.</translation>
    </message>
    <message>
        <source>找不到这次日结。</source>
        <translation>There is no such day close.</translation>
    </message>
    <message>
        <source>钱箱里没有这么多现金。</source>
        <translation>There isn&apos;t that much cash in the drawer.</translation>
    </message>
    <message>
        <source>这里要填。</source>
        <translation>This must be filled in.</translation>
    </message>
    <message>
        <source>太长了：最多 {limit} 个字，现在 {length} 个。</source>
        <translation>Too long: at most {limit} characters, now {length}.</translation>
    </message>
</context>
<context>
    <name>Workplace</name>
    <message>
        <source>已挂单</source>
        <translation>Parked</translation>
    </message>
</context>
<context>
    <name>WorksheetButton</name>
    <message>
        <source>退卡计算表…</source>
        <translation>Refund worksheet…</translation>
    </message>
    <message>
        <source>退卡计算表</source>
        <translation>Card refund worksheet</translation>
    </message>
</context>
<context>
    <name>_AfterCard</name>
    <message>
        <source>现有</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>这次</source>
        <translation>This time</translation>
    </message>
    <message>
        <source>充值后</source>
        <translation>After</translation>
    </message>
    <message>
        <source>本金</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>这次的赠金不过期</source>
        <translation>This bonus never expires</translation>
    </message>
    <message>
        <source>这次的赠金 {day} 到期</source>
        <translation>This bonus expires {day}</translation>
    </message>
</context>
<context>
    <name>_BackCard</name>
    <message>
        <source>冲正后</source>
        <translation>After reversing</translation>
    </message>
    <message>
        <source>次数退回次卡</source>
        <translation>Sessions back to the pack</translation>
    </message>
    <message>
        <source>{tender}退给顾客</source>
        <translation>{tender} back to the customer</translation>
    </message>
    <message>
        <source>{bucket}退回会员</source>
        <translation>{bucket} back to the member</translation>
    </message>
    <message>
        <source>{bucket}从会员扣回</source>
        <translation>{bucket} taken back from the member</translation>
    </message>
    <message>
        <source>积分扣回</source>
        <translation>Points taken back</translation>
    </message>
    <message>
        <source>积分退回会员</source>
        <translation>Points given back</translation>
    </message>
</context>
<context>
    <name>_Balances</name>
    <message>
        <source>储值余额</source>
        <translation>Stored value</translation>
    </message>
    <message>
        <source>本金</source>
        <translation>Principal</translation>
    </message>
    <message>
        <source>赠金</source>
        <translation>Bonus</translation>
    </message>
    <message>
        <source>积分</source>
        <translation>Points</translation>
    </message>
</context>
<context>
    <name>_Handed</name>
    <message>
        <source>实收现金</source>
        <translation>Cash received</translation>
    </message>
</context>
<context>
    <name>_Hours</name>
    <message>
        <source>从几点</source>
        <translation>From</translation>
    </message>
    <message>
        <source>到几点</source>
        <translation>To</translation>
    </message>
</context>
<context>
    <name>_LineRow</name>
    <message>
        <source>少一个</source>
        <translation>One less</translation>
    </message>
    <message>
        <source>多一个</source>
        <translation>One more</translation>
    </message>
    <message>
        <source>退 {back} / {left}</source>
        <translation>{back} of {left} back</translation>
    </message>
</context>
<context>
    <name>_Lots</name>
    <message>
        <source>还有 {count} 笔</source>
        <translation>{count} more</translation>
    </message>
    <message>
        <source>共 {amount}</source>
        <translation>{amount} in all</translation>
    </message>
    <message>
        <source>不过期</source>
        <translation>never expires</translation>
    </message>
    <message>
        <source>{days} 天后过期</source>
        <translation>expires in {days} days</translation>
    </message>
    <message>
        <source>今天过期</source>
        <translation>expires today</translation>
    </message>
    <message>
        <source>{day} 到期</source>
        <translation>expires {day}</translation>
    </message>
    <message>
        <source>赠金明细</source>
        <translation>Bonus lots</translation>
    </message>
</context>
<context>
    <name>_ParkedRow</name>
    <message>
        <source>散客</source>
        <translation>Walk-in</translation>
    </message>
    <message>
        <source>取单</source>
        <translation>Fetch</translation>
    </message>
    <message>
        <source>删去挂单</source>
        <translation>Remove the parked bill</translation>
    </message>
</context>
<context>
    <name>_Preview</name>
    <message>
        <source>没有图片</source>
        <translation>No picture</translation>
    </message>
</context>
<context>
    <name>_ServedButton</name>
    <message>
        <source>服务人 {name}</source>
        <translation>Served by {name}</translation>
    </message>
    <message>
        <source>不记服务人</source>
        <translation>Nobody in particular</translation>
    </message>
</context>
</TS>
