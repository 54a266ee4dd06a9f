# 发文和告知：盖章扫描件、复制到微信、已告知、08:30的速报。
title-sending = 发文和告知
sending-copy = 复制到微信
sending-copy-hint = 不含个人信息，可以直接发
sending-copy-this = 复制这一段
sending-to = 告知谁
sending-way = 怎么告知的
sending-told = 已告知，记下来
sending-nothing = 现在没有要告知的。
sending-scan = 盖章扫描件
sending-scan-hint = 按发出的原样存，单位能下载，每次打开都记入审计
sending-file = PDF或图片，最大15MB
sending-send-scan = 传扫描件
sending-told-list = 告知过谁
sending-nobody = 还没有记。
sending-go = 复制通知、记告知、传扫描件
scan-pdf = 盖章扫描件（PDF）
scan-picture = 盖章扫描件（图片）
scan-kb = { $n } KB
scan-noted = 每次打开都会记下是谁。
notice-order = 交办
notice-urge = 催办
notice-return_decided = 退单已定
notice-public_notice = 公示
notice-answer_returned = 答复退回
notice-morning = 次日速报
way-wechat = 微信
way-telephone = 电话
way-paper = 纸质
way-in_person = 当面
done-noted = 记下了。
done-scan = 扫描件存好了。
wrong-no_scan = 要PDF、JPEG或PNG
copy-day = { $year }年{ $month }月{ $day }日
copy-no-day = 交办单所列日期
copy-numbered = （{ $number }）
copy-order = 【{ $house }】“{ $theme }”交办{ $number }
    { $department }：{ $what }
    请于{ $due }前办结，两个工作日内登录系统签收；不属于本单位的，请当日退单并写明理由。
    { $link }
copy-urge = 【{ $house }】“{ $theme }”催办{ $number }
    { $department }：{ $what }
    时限{ $due }，请抓紧办理，并在系统里报进展。
    { $link }
copy-return_decided = 【{ $house }】“{ $theme }”退单处理{ $number }
    退单已定，由{ $department }办理：{ $what }
    时限仍为{ $due }，请签收。
    { $link }
copy-public_notice = 【{ $house }】“{ $theme }”办理结果公示
    { $department }：{ $what }
    核查已完成，现予公示，有不同意见请在页面上提出。
    { $link }
copy-answer_returned = 【{ $house }】“{ $theme }”书面答复退回{ $number }
    { $department }：{ $what }
    退回原因：{ $why }
    时限仍为{ $due }，请改好再交。
    { $link }
copy-morning = 【{ $house }】“{ $theme }”次日速报
    收到问题{ $received }条，公开{ $public }条，上台{ $shown }题；记下承诺{ $promised }项。
    台上没答完{ $open }题，还没有单位和日期的{ $unowned }条。
    承诺办得怎么样，都在这里：{ $link }
morning-fixed = { $when }定稿，此后不变
morning-see-fixed = 看{ $when }的定稿
morning-see-now = 看现在的数
todo-send = 次日速报已定稿，等发出
do-send = 复制、发出
kind-scan_kept = 存盖章扫描件
kind-scan_opened = 打开盖章扫描件
kind-told = 已告知
kind-morning_fixed = 次日速报定稿
subject-scan = 盖章扫描件
subject-scan_opening = 盖章扫描件
subject-told = 告知
subject-morning = 次日速报
list-scan = 盖章扫描件
todo-waiting = 问题等审核
todo-appeals = 复核等决定
todo-second = 等复审
todo-left = 等组长定
todo-contests = 说的是我、内容不实，等答复
todo-shortlisted = 入选的题，排进串联单
todo-caught = 记下的承诺，等另一人核定
todo-plan = 还没开始征集的场次
todo-unit-waiting = 条
todo-unit-appeals = 条
todo-unit-second = 条
todo-unit-left = 条
todo-unit-contests = 条
todo-unit-shortlisted = 题
todo-unit-caught = 项
do-waiting = 去审核台
do-appeals = 去看
do-second = 去复审
do-left = 去定
do-contests = 去答复
do-shortlisted = 去串联单
do-caught = 去场记页
do-plan = 去看计划
