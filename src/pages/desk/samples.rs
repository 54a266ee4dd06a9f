//! The shapes that the desk's page can take.

use std::collections::BTreeMap;

use super::*;
use crate::pages::Page;

impl Page for DeskPage {
    const TEMPLATE: &'static str = "desk/desk.html";

    fn samples() -> Vec<Self> {
        let guyu = DeskPerson { id: "p2".into(), name: "谷雨".into() };
        let line = |id: &str, text: &str, age_s: i64| DeskLine {
            id: id.into(),
            version: 1,
            state: "submitted".into(),
            urgent: false,
            for_lead: false,
            left: None,
            provenance: "web".into(),
            number: 900_000 - age_s,
            submitted_at: 1_790_253_800_000 - age_s * 1000,
            excerpt: text.into(),
            original: text.into(),
            place: None,
            signed: false,
            uncalled: id.ends_with('2'),
            flags: Vec::new(),
            seconds: 0,
            alike: 0,
            same: None,
            hold: None,
        };
        let held = DeskLine {
            hold: Some(Hold { by: guyu, until: 1_790_253_814_000 }),
            seconds: 12,
            place: Some("恒邻花园".into()),
            ..line("q1", "城东农贸市场边上的恒邻花园，物业把绿化带改成收费车位，划了23个。", 81)
        };
        let open = DeskLine {
            flags: vec!["phone".into(), "name".into()],
            alike: 2,
            same: Some(Same { n: 3, devices: 2 }),
            ..line("q2", "柳岸3号楼电梯又停了，王某某（物业经理）电话13800138000打了一天没人接，我妈八十二…", 72)
        };
        let part = |kind: &str, text: &str| TextPart { kind: kind.into(), text: text.into() };
        let question = DeskQuestion {
            line: open.clone(),
            receipt: "202609241941".into(),
            title: Some("电梯".into()),
            completion: Some("是西侧那部，铭牌上写着2009年".into()),
            appeal: Some("照片和合同都能给，请再看一看".into()),
            public_text: "柳岸小区3号楼电梯又停了，物业经理电话打了一天没人接。到底卡在哪？".into(),
            changes: vec![
                part("same", "柳岸"),
                part("add", "小区"),
                part("same", "3号楼电梯又停了，"),
                part("cut", "王某某（物业经理）"),
                part("add", "物业经理"),
                part("same", "电话"),
                part("cut", "13800138000"),
                part("same", "打了一天没人接。到底卡在哪？"),
            ],
            department: Some("住房和城乡建设局".into()),
            name: None,
            has_contact: true,
            visibility: "shielded".into(),
            alike: vec![
                Alike {
                    id: "q91".into(),
                    percent: 91,
                    text: "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？".into(),
                    state: "on_air".into(),
                    seconds: 431,
                },
                Alike {
                    id: "q64".into(),
                    percent: 64,
                    text: "动用维修资金要三分之二业主签字，业主自己能不能申请？".into(),
                    state: "approved".into(),
                    seconds: 58,
                },
            ],
            signed: Some(DeskPerson { id: "p2".into(), name: "谷雨".into() }),
            same: Some(SameTexts {
                into: "q2".into(),
                into_state: None,
                n: 3,
                devices: 2,
                rows: ["q21", "q22"]
                    .map(|id| SameRow { id: id.into(), version: 1, text: "柳岸3号楼电梯又停了".into() })
                    .to_vec(),
            }),
            tongue: None,
            translation: None,
            photos: vec![
                DeskPhoto { id: "f1".into(), state: "waiting".into(), version: 1 },
                DeskPhoto { id: "f2".into(), state: "passed".into(), version: 2 },
            ],
            log: vec![
                DeskStep { at: 1_790_253_778_000, by: Some("谷雨".into()), kind: "let_go".into(), note: None },
                DeskStep { at: 1_790_253_728_000, by: None, kind: "submitted".into(), note: None },
            ],
        };
        let counts = QUEUES.iter().enumerate().map(|(at, queue)| ((*queue).to_owned(), at as u64 * 7));
        let full = DeskPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: "live".into(),
            me: DeskPerson { id: "p1".into(), name: "白露".into() },
            leads: true,
            queues: QUEUES.map(str::to_owned).to_vec(),
            queue: "waiting".into(),
            sort: "oldest".into(),
            desk: DeskList {
                items: vec![
                    held,
                    open,
                    line("q3", "电梯困人以后物业说是小孩乱按，能不能公布维保单位是谁、多久修一次？", 58),
                    DeskLine {
                        flags: vec!["advert".into(), "repeat".into()],
                        ..line("q4", "低价装修 全包99元每平 加微信", 30)
                    },
                    DeskLine {
                        for_lead: true,
                        left: Some(LeftToLead {
                            by: "谷雨".into(),
                            at: 1_790_253_790_000,
                            note: "点了经理的名，能不能上？".into(),
                        }),
                        ..line("q6", "恒邻物业收了装修押金不退，问了三次都说领导不在。", 20)
                    },
                    DeskLine {
                        urgent: true,
                        provenance: "hotline".into(),
                        ..line("q5", "三单元楼道里现在冒烟，消防栓没水。", 9)
                    },
                ],
                next: None,
                counts: counts.collect(),
                alarms: AlarmCounts { waiting: 1, taken: 0, oldest: Some(1_790_253_791_000) },
                backlog: Backlog { waiting: 412, oldest: Some(1_790_253_200_000), late: 37, minutes: 5 },
                contests: 2,
                gate: "slowed".into(),
                head: 1042,
            },
            open: Some(question),
            departments: vec![Choice { id: "d1".into(), name: "住房和城乡建设局".into() }],
            reasons: DeskReason::on_digits(),
            resume: Some("k3f9.1042".into()),
        };
        let empty = DeskPage {
            open: None,
            desk: DeskList {
                items: Vec::new(),
                counts: BTreeMap::new(),
                alarms: AlarmCounts::default(),
                backlog: Backlog { minutes: 5, ..Backlog::default() },
                contests: 0,
                gate: "open".into(),
                ..full.desk.clone()
            },
            ..full.clone()
        };
        vec![full, empty]
    }
}
