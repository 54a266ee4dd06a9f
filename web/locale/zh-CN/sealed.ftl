# 密封的问题清单、公告、打开记录、水印，场前通报。
sealed-note = 本场问题密封：上屏之前，公众和单位都看不到任何一题的文字，这里只公布数字。
sealed-heading = 问题密封
sealed-taken-up = { $n }题已受理，上屏时公开
sealed-unsealed = { $day }起问题清单放开
sealed-alike = { $n ->
   *[other] 清单里有{ $n }条和您这条相近，上屏前不公开
}
sealed-alike-hint = 照常提交就行。同一件事会并到一起，您这台设备也算在内。
js-intake-sealed-alike = 清单里有{ $n }条和您这条相近，上屏前不公开。照常提交就行，同一件事会并到一起。
js-intake-unsealed = 问题清单放开了：{ $notice }
asker-sealed = 审核通过，上屏前不公开
step-sealed = 审核通过，密封在清单里
watermark = 密封　{ $who }　{ $day }
watermark-said = 这一页是密封清单，由{ $who }{ $day }打开，已记入审计。
office-sealed = 密封
office-sealed-hint = 放开后，审核通过的问题马上全部公开，公告在场次页给公众看。放开后不能再密封。
office-f-notice = 公告（公众会原样看到，最多120字）
office-unseal = 写公告，放开清单
office-unsealed = { $when }放开，公告：{ $notice }
audit-openings = 谁打开过密封清单
audit-openings-hint = 每打开一次记一行，页面和打印件上有其姓名和日期
list-desk = 审核台
list-question_sheet = 题单
list-rundown = 串联单
list-rundown_sheet = 串联单（打印）
list-host_cards = 主持人题卡
list-deputy_cards = 代表题卡
list-pairs = 待签的上屏文
list-scribe = 场记页
kind-unsealed = 放开密封
kind-list_opened = 打开密封清单
subject-disclosure = 公开规则
subject-list = 问题清单
scope-heading = 场前通报
scope-hint = 只有主题和各单位题数，没有题目
scope-n = { $n }题
scope-others = 没有点名单位
