# The safety of whoever asks: what tells on them, their flat, trouble made for them, and who is under 18.

js-desk-flag-minor = 未满18岁
js-desk-flag-on_behalf = 替家人反映
js-desk-flag-school = 含学校

error-taken_by_another = 这件事同事已经接手。要由您来办，请先接手。
error-flat_refused = 提问人已经两次没有同意，不能再问。
field-flat-required = 请写门牌号；不想给，按“不同意”
field-flat-too_long = 门牌号太长了，最多{ $limit }个字
error-of_minor = 提问人未满18岁：不公开、不上屏，可以不公开受理。

# 有人因此为难我, at the supervisor's; and the flat number at the department's.
title-harassment = 有人因此为难提问人
harassment = 被为难
harassment-is-waiting = 还没有人接手
harassment-is-mine = 您在办
harassment-is-taken = { $who }在办
harassment-is-over = 办过了，提问人看得到
harassment-at = { $when } 反映
harassment-due = { $day }前接手、答复
harassment-late = 应在{ $day }前接手、答复，已超
harassment-said = 提问人说的
harassment-only = 只有督办的人看得到，责任单位看不到。
harassment-take-waiting = 我来办
harassment-take-taken = 改由我来办
harassment-take-what = 提问人会看到是您接手的。
harassment-answer = 怎么办的
harassment-done = 告诉提问人
harassment-done-hint = 找了谁、说了什么、接下来怎么防。提问人原样看到。
harassment-send = 办过了，告诉提问人
harassment-contact-why = 为什么要看联系方式
harassment-contact-open = 打开联系方式
todo-harassed = 有人因此为难提问人
do-harassed = 去办
order-flat = 需要门牌号
order-flat-asked = 已请提问人同意，还没回
order-flat-agreed = 提问人同意了
order-flat-refused = 提问人没有同意
order-flat-reason = 为什么需要
order-flat-reason-hint = 提问人看了再决定给不给。只问一次，最多两次。
order-flat-ask = 请提问人同意
order-flat-open = 看门牌号
order-flat-noted = 每看一次都有记录，提问人看得到是哪个单位。
order-flat-gone = 提问人已把门牌号删掉了。
wrong-too_short = 太短了，再写几个字

# What could tell on the asker, and the flat number that stands apart.
telltales-heading = 这几处可能让人认出您
telltales-lead = 改不改由您，照样能发。想改，回到上面改，或按“改一改”。
telltales-stop = 先看一眼再发：有{ $n }处可能让人认出您。不改也能发，再按一次就行。
submit-as-it-is = 就这样发送
telltale-dwelling = 门牌
telltale-floor = 住的楼层
telltale-phone = 电话号码
telltale-plate = 车牌
telltale-identity = 身份证号
telltale-bank_card = 银行卡号
telltale-email = 邮箱
telltale-account = 微信、QQ号
telltale-own_name = 姓名
telltale-role = 只有您或几个人对得上的身份
telltale-seen-covered = 大家看到的会遮住。
telltale-seen-open = 机器不会自动遮，大家可能看得到。
telltale-seen-apart = 单独加密存放，不公开；单位要用，先问您。
field-flat = 门牌号
field-flat-small = 可不填，不公开
field-flat-hint = 加密单独存放。单位上门要用，得先问您，您同意了才给；谁看过都有记录。不公开身份的，不保存门牌。
js-intake-telltale-dwelling = 门牌
js-intake-telltale-floor = 住的楼层
js-intake-telltale-phone = 电话号码
js-intake-telltale-plate = 车牌
js-intake-telltale-identity = 身份证号
js-intake-telltale-bank_card = 银行卡号
js-intake-telltale-email = 邮箱
js-intake-telltale-account = 微信、QQ号
js-intake-telltale-own_name = 您的姓名
js-intake-telltale-role = 只有您或几个人对得上的身份
js-intake-telltale-seen-covered = 大家看到的会遮住。
js-intake-telltale-seen-open = 机器不会自动遮，大家可能看得到。
js-intake-telltale-seen-apart = 单独加密存放，不公开；单位要用，先问您。
who-asks = 谁来问
on-behalf = 替家人反映
on-behalf-what = 事情是家里老人、孩子的，由您来说
minor = 我未满18岁
minor-what = 不公开、不上屏，学校和班级会遮住；人大照样办

kind-harassment_taken = 接手被为难的事
kind-harassment_answered = 答复被为难的事
kind-flat_asked = 单位想要门牌号
kind-flat_answered = 提问人答复门牌号
subject-flat_request = 门牌号请求

# The flat number goes out on the asker's word; what they reported comes back answered.
flat-asked-heading = { $department }想要您的门牌号
flat-asked-what = 同意后只给{ $department }，只用在这一件事上；谁看过，下面有记录。不同意，问题照样办。
flat-agree = 同意，给门牌号
flat-refuse = 不同意
flat-agreed-heading = 您同意把门牌号给{ $department }
flat-refused-heading = 您没同意把门牌号给{ $department }
flat-take-back-what = 收回以后，单位再也打不开。已经看过的，记录留着。
flat-take-back = 收回同意
done-flat_agreed = 已同意。单位每看一次，您这里都有记录。
done-flat_refused = 没有给门牌号。问题照样办。
opened-flat = 看了门牌号
reported-heading = 您反映的为难
reported-waits = { $day }前有人接手
reported-taken = { $who }接手了
reported-over = 办过了

# A shared phone forgets.
title-clear = 清除本机记录
clear = 清除本机记录
clear-shared = 用的是别人的或公用的手机？清除本机记录
clear-lead = 借别人的手机、在大厅的平板上提问，走之前按一下。
clear-what = 会清掉
clear-what-opened = { $n ->
        [0] 打开过的“我的问题”：没有
       *[other] 打开过的“我的问题”：{ $n }条
    }
clear-what-draft = 没写完、没发出去的草稿
clear-what-device = 这台设备的记号，和登录
clear-what-choices = 大字、语言的选择
clear-keep-first = 先把受理编号和查询码记下来。清掉以后，只能凭编号和查询码再打开。
clear-go = 清除
clear-not = 已经提交的问题不受影响，照样办。
clear-done = 清掉了
clear-done-what = 这台设备上不再有您的草稿、记号和打开过的问题。
clear-history = 浏览器自己的历史记录，我们清不了。请在浏览器或微信里清一次，再关掉这一页。
clear-back = 要看您的问题，用受理编号和查询码。
call-instead = 不想打字，打电话也行：

step-flat_asked = 单位想要门牌号
step-flat_agreed = 同意给门牌号
step-flat_refused = 没有给门牌号
step-flat_opened = 看了门牌号
step-harassment_taken = 被为难的事有人接手了
step-harassment_answered = 被为难的事办过了
covered-school = 学校和班级，已遮
