# Signing in.

sign-in = 工作人员登录
sign-in-go = 登录
sign-out = 退出
signed-in-as = 现在登录的是{ $name }。
invitation-what = 这个链接只能用一次。点下面的按钮才算用掉。
sign-in-failed = 链接用过了、过期了，或令牌不对。请向管理员再要一个。
sign-in-token = 登录令牌
sign-in-token-hint = 管理员用 wenzheng token 发的一串字。
