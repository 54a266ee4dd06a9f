# 代录

type-in = 代录
type-in-lead = 替打电话、写纸条、在评论里提问的人录进来。来处跟着这条走，永远标明。
todo-type-in = 热线、代表、评论、纸条，在这里录
typed-in-for-you = 由工作人员代录

type-in-source = 哪儿来的
type-in-text = 说了什么
type-in-text-hint = 照原话录，念给对方听一遍再存。
type-in-place = 地点
type-in-name = 称呼或网名
type-in-source_id = 编号
type-in-source_id-hint = 热线工单号、评论编号、建议号。同一编号只存一次。
type-in-contact = 联系电话
type-in-contact-hint = 加密存放，看一次记一次。
type-in-send = 存下
type-in-known = 这个编号已经录过：{ $receipt }，{ $state }。没有再存一次。

type-in-stored = 已存，念给对方听
type-in-stored-again = 刚才已经存过，号码不变
type-in-read-back = 原话
type-in-receipt = 受理编号
type-in-code = 查询码
type-in-dictate = 请对方记下两个号。凭它们在“查我的问题”看办得怎么样。
type-in-nothing = 存好以后，要念给对方听的原话和两个号码在这里。

js-type-in-known = 这个编号已经录过：{ $receipt }，{ $state }。没有再存一次。
js-type-in-known-bare = 这个编号已经录过，没有再存一次。
js-type-in-cut = 断线，还没存上。写的都在，接通后按“存下”，只会存一次。
js-type-in-back = 接上了，按“存下”。
js-type-in-sending = 正在存…
js-type-in-left = 还差{ $n }处，看标红的地方。
js-type-in-kept = 写的在这个窗口里
type-in-urgent = 急件，存下就响
type-in-rings = 急件已经响了，等审核员或督办接。有人身危险，先让对方打110、119或120。
