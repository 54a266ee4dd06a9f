# Around every page.

skip = 跳到正文
tools = 显示与语言
size-large = 大字
size-normal = 正常字号
held-by = 主办：{ $organiser }
made-by = 承办：{ $producer }
all-inquiries = 全部场次
ledger = 承诺公示
find-mine = 查我的问题
emergency-line = 遇到火情、险情、人身危险，请先拨119、110或120。

home-heading = 问政
home-lead = 提问不用注册。每一条都有人看，都有结果；当场答应的事，公开盯到底。
home-ledger = 看当场答应的事办得怎么样
home-live-at = { $when } 直播
home-closes-at = { $when } 截止
home-summoned = { $who }
home-empty = 还没有场次。
inquiries-count = { $n }场

# What stands in the browser's title.
title-home = 问政
title-receipt = 已收到
title-find = 查我的问题
title-asker = 我的问题
title-ask = 我要提问
title-desk = 审核台

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
