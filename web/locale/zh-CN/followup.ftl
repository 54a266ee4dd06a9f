# Promises: what was said, how it stands, and what can be done with it.

error-order_text_required = 交办文还没写。责任单位只能看到交办文，地点写到小区为止。
error-not_yours = 这条承诺不归本单位办。
error-same_department = 与这条承诺有关的单位不能核查、认定它。
error-evidence_required = 报告完成要附至少一张照片。
error-not_later = 新的日期要晚于今天，也要晚于现在的期限。
error-returned_too_often = 已经退过两次，这次由督办决定。
error-paused_too_often = 已经暂停过两次，不能再停。
error-too_early = 现在还不能这样认定。
error-notice_running = 公示还没到期，不能销号。
error-objection_open = 有异议还没答复，不能销号。
error-not_followed = 答复和明确不办只登记，不跟踪。
error-picture_too_large = 照片超过15MB，没有收。请缩小再传。
error-picture_too_many_pixels = 照片超过5,000万像素，没有收。请缩小再传。
error-picture_unreadable = 这个文件不是能读的照片，没有收。请传JPEG、PNG或WebP。
error-required = 还差一些地方，补上再提交。
