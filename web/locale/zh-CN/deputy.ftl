# 代表卡

deputy-card = 代表卡
deputy-cards = 代表卡
deputy-lead = 您在直播里问的题。对方答完，您点一下当场评价；它只算代表的，不和群众的评价合在一起。
deputy-waits = 还没轮到
deputy-none = 这一场还没有安排您提问。
deputy-no-cards = 串联单里没有代表问的题。
deputy-name = 代表
deputy-signed = 代表签名
spot-legend = 当场评价
spot-kept = 记下了。
field-verdict-unknown = 选一个：满意、基本满意、不满意
