# 由谁办、退单、裁定。
whose-heading = 由谁办
whose-clock = 书面答复的时限照走：{ $day }前。
whose-company = 由企业负责的理由：{ $why }
whose-reason = 退单理由（不公开）：{ $why }
whose-decide = 定由谁办
whose-due = 办到哪天
whose-due-hint = 退单裁定时不填，原来的日子照走；第一次交办不填，是五个工作日。
todo-arbitrate = 退单等裁定
do-arbitrate = 去定
todo-helping = 协办、承办、转交的
done-order = 交办了。
step-given_back = 责任单位退单，等督办定由谁办
kind-given_back = 退单
subject-whose = 由谁办
