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
