//! The invented county of all samples: one question, its neighbour, and the inquiry that they were asked in.

use super::door::{Call, InquiryFace, PublicQuestion};

/// The question that most samples speak of.
pub(super) fn lift() -> PublicQuestion {
    let words = [
        "柳岸",
        "小区3号",
        "楼",
        "电梯",
        "半年",
        "停了",
        "14次，",
        "修",
        "电梯",
        "的",
        "钱",
        "什么时候",
        "批",
        "得",
        "下来？",
    ];
    PublicQuestion {
        id: "0199a1b2-0000-7000-8000-000000000001".into(),
        words: words.map(str::to_owned).to_vec(),
        provenance: "web".into(),
        by: Some("柳岸小区一位住户".into()),
        to: Some("住房和城乡建设局".into()),
        state: "approved".into(),
        seconds: 317,
        mine: true,
        may_second: true,
    }
}

pub(super) fn fire_lane() -> PublicQuestion {
    PublicQuestion {
        id: "0199a1b2-0000-7000-8000-000000000002".into(),
        words: ["东苑", "新村", "消防", "通道", "常年", "停", "满车，", "真着了火", "消防车", "怎么", "进？"]
            .map(str::to_owned)
            .to_vec(),
        provenance: "hotline".into(),
        by: None,
        to: Some("消防救援大队".into()),
        seconds: 1284,
        mine: false,
        ..lift()
    }
}

pub(super) fn property() -> InquiryFace {
    InquiryFace {
        slug: "wuye".into(),
        theme: "加强物业管理".into(),
        phase: "collecting".into(),
        interruption: None,
        sentence: None,
        sealed: false,
        notice: None,
        live_at: Some(1_790_251_200_000),
        minutes: Some(75),
        summoned: ["住房和城乡建设局", "市场监督管理局", "消防救援大队", "望河安和物业"].map(str::to_owned).to_vec(),
        deputies: Some(12),
        stream: None,
    }
}

pub(super) fn open_call() -> Call {
    Call {
        state: "open".into(),
        opens_at: None,
        closes_at: Some(1_789_984_800_000),
        days_left: Some(6),
        again_live: true,
        gate: "open".into(),
        gate_sentence: None,
        hotline: None,
    }
}
