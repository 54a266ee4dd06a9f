# One sentence for every problem code, and what a form still lacks.

error-malformed = 请求看不懂，没有做任何改动。
error-unauthenticated = 还没登录，或登录过期了。请重新登录。
error-forbidden = 您的身份不能做这件事。
error-same_person = 这一步要由另一个人来做。
error-not_found = 没有这一页，或您看不到它。
error-stale_version = 这条刚被别人改过，您写的没有丢。请看现在的再决定。
error-held = 这条正有人在处理。
error-wrong_state = 现在的状态做不了这一步。
error-call_closed = 征集已经截止。直播时还能问。
error-idempotency_in_flight = 同一条正在存，请稍等再看。
error-idempotency_key_reused = 同一个编号发来了不同的内容，请刷新页面再试。
error-not_live = 还没开播，不能上题。
error-take_mismatch = 没有上题：您以为在播的和实际不一样。
error-air_not_approved = 上屏文还没有另一个人核过。
error-nothing_next = 后面没有排题。
error-superseded = 后面又有新的决定，不能直接撤销。
error-already_on_air = 已经上过台，不能撤销。
error-too_large = 太大了，没有收。文字不超过64KB。
error-invalid = 还差一些地方，补上再提交。
error-reason_required = 请写明理由。
error-version_required = 缺少版本号，没有做任何改动。
error-too_many = 这会儿人多，请稍后再试。
error-unavailable = 这会儿人多，暂时没收进来。写的内容还在，请稍后再试。
error-internal = 没做成，不是您的问题。已经记下，请稍后再试。

error-heading-4 = 没有打开
error-heading-5 = 暂时打不开
retry-after = 请过{ $n }秒再试。
go-back = 回去

errors-left = 还差{ $n }处
field-text-missing = 写下您想问的，5到2,000字
field-text-too_short = 再写清楚些，至少{ $limit }个字
field-text-too_long = 太长了，最多{ $limit }个字
field-text-malformed = 里面有读不出的字符，请改掉
field-place-too_long = 地点最多{ $limit }个字
field-place-malformed = 地点里有读不出的字符，请改掉
field-name-too_long = 称呼最多{ $limit }个字
field-name-malformed = 称呼里有读不出的字符，请改掉
field-contact-too_long = 联系方式最多{ $limit }个字
field-contact-malformed = 手机号或邮箱不完整，请核对
field-contact-missing = 写下手机号或邮箱
field-department-malformed = 请从列表里选一个单位
field-visibility-malformed = 请选一种公开方式
field-visibility-missing = 请选一种公开方式
field-answer-missing = 请选一项
field-handling-missing = 请选一项
field-answer-malformed = 请选一项
field-handling-malformed = 请选一项
field-note-too_long = 说明最多{ $limit }个字

trouble-too_many = 这会儿人多，请过{ $n }秒再点一次“提交”。
trouble-not_stored = 没存上，不是您的问题。内容还在，请再点一次“提交”；同一条只会收一次。
