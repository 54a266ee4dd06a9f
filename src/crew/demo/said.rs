//! What was promised in the demonstration's shows, word for word, with the boxes that the scribe filled.

/// A promise as the script has it.
pub struct Said {
    /// Minutes after the show began.
    pub minute: i64,
    /// Who owes it.
    pub lead: &'static str,
    /// The question that it answers, by its place in the script.
    pub question: Option<usize>,
    /// 原话.
    pub quote: &'static str,
    /// 事项; empty where there is none to check.
    pub what: &'static str,
    /// 完成时限, as it was said.
    pub due: &'static str,
    /// 验收标准.
    pub test: &'static str,
}

/// What was promised in the show that is followed up.
pub const FINISHED: [Said; 8] = [
    Said {
        minute: 12,
        lead: "shijian",
        question: Some(0),
        quote: "三十天内，城东市场每个肉摊的检疫证明都挂在摊头上，天天换。",
        what: "城东市场26个肉摊每天公示检疫证明",
        due: "30天内",
        test: "随机看3天，26个摊位全部挂着当天的证明",
    },
    Said {
        minute: 20,
        lead: "shijian",
        question: Some(1),
        quote: "公平秤十天内修好，坏了当天就换。",
        what: "城东市场4台公平秤修好，设备用秤",
        due: "10天内",
        test: "用标准砝码当场称，4台都准",
    },
    Said {
        minute: 29,
        lead: "chengguan",
        question: Some(3),
        quote: "后门那段污水管五十天内改完，改完以前每天派车抽。",
        what: "市场后门120米污水管改造",
        due: "50天内",
        test: "连看7天，人行道上没有积水",
    },
    Said {
        minute: 37,
        lead: "shijian",
        question: Some(4),
        quote: "外卖封签，二十天内县城全覆盖。",
        what: "县城317家外卖商户全部使用封签",
        due: "20天内",
        test: "随机点15单，单单有封签",
    },
    Said {
        minute: 44,
        lead: "shijian",
        question: Some(8),
        quote: "全县食堂的后厨监控，十天内接上公示屏。",
        what: "全县42家学校食堂后厨监控接上公示屏",
        due: "10天内",
        test: "",
    },
    Said {
        minute: 52,
        lead: "shijian",
        question: Some(9),
        quote: "过期食品的抽检结果，十五天内一家一家贴出来。",
        what: "城东市场38家摊位抽检结果张贴公示",
        due: "15天内",
        test: "38家门口都能看到结果",
    },
    Said {
        minute: 54,
        lead: "chengguan",
        question: None,
        quote: "摊位费怎么定的，三个月内把办法改好，先公示再收。",
        what: "摊位收费办法修订并公示",
        due: "3个月内",
        test: "",
    },
    Said {
        minute: 56,
        lead: "shijian",
        question: Some(10),
        quote: "农村流动餐车的问题，我们尽快研究。",
        what: "",
        due: "",
        test: "",
    },
];

/// What was promised so far in the show on air.
pub const LIVE: [Said; 3] = [
    Said {
        minute: -13,
        lead: "anhe",
        question: Some(2),
        quote: "公共收益的账，十五天内张榜，以后每季度贴一次。",
        what: "公共收益账目张榜公布",
        due: "15天内",
        test: "每个单元门口都有，收入和支出一笔一笔写清",
    },
    Said {
        minute: -5,
        lead: "xiaofang",
        question: Some(1),
        quote: "东苑新村的消防通道，三十天内清开，画上黄线。",
        what: "东苑新村消防通道清开、画黄线",
        due: "30天内",
        test: "消防车从大门开到7栋，不用倒车",
    },
    Said {
        minute: -1,
        lead: "zhujian",
        question: Some(0),
        quote: "维修资金，材料齐了我们三个工作日批。",
        what: "柳岸小区3号楼电梯维修资金审批",
        due: "3个工作日内",
        test: "",
    },
];
