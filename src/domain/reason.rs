//! Reason codes: why a question is not taken up, and whether its words may be shown all the same.

use super::words::words;

words! {
    /// Why. The sentences and next steps that askers read stand in `words.ftl` of each language.
    Reason {
        /// 重复.
        Duplicate,
        /// 不属本场主题.
        OffTopic,
        /// 没有具体事项.
        Vague,
        /// 已在诉讼、仲裁、复议或信访程序中.
        InProcedure,
        /// 紧急事项，已提示报警.
        Emergency,
        /// 涉密或涉隐私.
        Secret,
        /// 人身攻击或违法.
        Unlawful,
        /// 虚假身份.
        Fake,
        /// 广告、刷屏.
        Spam,
        /// 含个人隐私.
        Privacy,
        /// 指名道姓、未经核实.
        Named,
    }
}

impl Reason {
    /// Whether a refused question's words stay hidden for ever under this code (the codes with a star).
    pub fn hides_words(self) -> bool {
        use Reason::*;
        matches!(self, Emergency | Secret | Unlawful | Fake | Spam | Privacy | Named)
    }
}
