//! The gallery and its screens: what a page shows at once is what its script reads again later.

use serde::Serialize;
use serde_json::{Value, json};

use super::Page;
use crate::domain::id::PersonId;

/// `/stage/{slug}/rundown`: clocks, order, preview and program, screens, messages. Readable without script.
#[derive(Debug, Clone, Serialize)]
pub struct RundownPage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Its phase, in its wire spelling.
    pub phase: String,
    /// Which person looks: two people may have one name.
    pub me: PersonId,
    /// Whether they may do more than look.
    pub may_direct: bool,
    /// Whether they may be the second who stands behind an air text or a promise.
    pub may_approve: bool,
    /// The answer of `GET /inquiries/{slug}/stage`.
    pub gallery: Value,
}

/// `/screen/{key}` of a prompter.
#[derive(Debug, Clone, Serialize)]
pub struct PrompterPage {
    /// The answer of `GET /screen/{key}/state`.
    pub state: Value,
}

/// `/screen/{key}` of a confidence screen.
#[derive(Debug, Clone, Serialize)]
pub struct ConfidencePage {
    /// The answer of `GET /screen/{key}/state`.
    pub state: Value,
}

/// `/screen/{key}` of graphics over the picture. It brings nothing: what is on air is asked for, or nothing is painted.
#[derive(Debug, Clone, Serialize)]
pub struct LowerThirdPage {}

/// `/screen/{key}` of a link that was taken back or never was: nothing that a camera or a viewer could see.
#[derive(Debug, Clone, Serialize)]
pub struct GonePage {}

impl Page for RundownPage {
    const TEMPLATE: &'static str = "stage/rundown.html";

    fn samples() -> Vec<Self> {
        let empty = json!({
            "inquiry": { "id": "i", "slug": "wuye", "theme": "加强物业管理", "phase": "ready", "interruption": null, "sentence": null,
                "starts_at": NOW + 600_000, "ends_at": NOW + 5_100_000, "delay_ms": 20_000, "version": 4 },
            "rundown": { "items": [], "on_air": null, "next": null, "version": 1, "graphic": false, "card": null, "halted_at": null, "last_take_at": null },
            "to_sign": { "waiting": 0, "alone": 0 }, "helm": null, "speakers": [], "deputies": [], "chosen": [], "messages": [], "screens": [], "caught": [], "deeds": [], "resume": "stage.k3f9.0", "now": NOW,
        });
        let page = |phase: &str, gallery| RundownPage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            phase: phase.into(),
            me: "p1".into(),
            may_direct: true,
            may_approve: true,
            gallery,
        };
        vec![page("live", gallery()), page("ready", empty)]
    }
}

impl Page for PrompterPage {
    const TEMPLATE: &'static str = "stage/prompter.html";

    fn samples() -> Vec<Self> {
        let mut cut = screen("prompter", true);
        cut["interruption"] = json!("interrupted");
        cut["sentence"] = json!("信号中断，正在抢修。提问照常收。");
        cut["halted_at"] = json!(NOW - 60_000);
        vec![
            PrompterPage { state: screen("prompter", true) },
            PrompterPage { state: screen("prompter", false) },
            PrompterPage { state: cut },
        ]
    }
}

impl Page for ConfidencePage {
    const TEMPLATE: &'static str = "stage/confidence.html";

    fn samples() -> Vec<Self> {
        vec![
            ConfidencePage { state: screen("confidence", true) },
            ConfidencePage { state: screen("confidence", false) },
        ]
    }
}

impl Page for LowerThirdPage {
    const TEMPLATE: &'static str = "stage/lower-third.html";

    fn samples() -> Vec<Self> {
        vec![LowerThirdPage {}]
    }
}

impl Page for GonePage {
    const TEMPLATE: &'static str = "stage/gone.html";

    fn samples() -> Vec<Self> {
        vec![GonePage {}]
    }
}

/// 24 September 2026, 20:43:38 in Wanghe.
const NOW: i64 = 1_790_253_818_000;

fn screen(kind: &str, is_on_air: bool) -> Value {
    let item = |id: &str, number: u32, text: &str, department: &str| {
        json!({
            "id": id, "number": number, "text": text, "rows": [text], "fits": true, "asker": null, "provenance": "web", "asked_by": "host", "deputy": null,
            "department": department, "seconds": 431, "planned_s": 240, "taken_at": NOW - 262_000, "halted_ms": 0, "is_question": true,
        })
    };
    let on_air = item("a", 11, "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？", "住房和城乡建设局");
    json!({
        "kind": kind, "label": "提词器 主", "theme": "加强物业管理", "slug": "wuye",
        "phase": if is_on_air { "live" } else { "ready" }, "interruption": null, "sentence": null,
        "halted_at": null, "card": null, "rare": [],
        "starts_at": NOW - 2_618_000, "ends_at": NOW + 1_882_000, "version": 9, "now": NOW,
        "on_air": if is_on_air { on_air } else { Value::Null },
        "waiting": [item("b", 12, "全县电梯谁在维保、多久修一次，能不能逐台公示？", "市场监督管理局")],
        "corner": null,
        "host": {
            "asked": 11, "of": 24, "promises": [],
            "next": { "bridge": "电梯问完了，问问管电梯的人。", "department": "市场监督管理局",
                "speakers": [{ "post": "局长", "name": "郝建", "reading": "hǎo jiàn" }] },
        },
        "message": if is_on_air {
            json!({ "id": "m", "text": "追问“三个工作日”写进哪份文件", "at": NOW - 23_000 })
        } else {
            Value::Null
        },
    })
}

fn gallery() -> Value {
    let item = |number: usize, text: &str, department: &str, state: &str, planned_s: u32, seconds: i64| {
        let id = format!("i{number}");
        let taken_at = match state {
            "on_air" => Some(NOW - 262_000),
            "aired" => Some(NOW - 262_000 - 300_000 * (11 - number as i64)),
            _ => None,
        };
        json!({
            "id": id, "number": number, "title": null, "planned_s": planned_s, "state": state, "taken_at": taken_at,
            "bridge": null, "asked_by": if number == 12 { "deputy" } else { "host" },
            "deputy": if number == 12 { json!({ "id": "p7", "name": "罗秋", "verdict": null }) } else { Value::Null },
            "off_at": taken_at.filter(|_| state == "aired").map(|at| at + 221_000), "pulled": null, "halted_ms": 0,
            "entered_at": taken_at.filter(|_| number == 10),
            "question": {
                "id": format!("q{number}"), "text": text, "provenance": if number == 12 { "deputy" } else { "web" }, "asker": null, "department": department, "seconds": seconds,
                "state": if state == "waiting" { "queued" } else { "answered_live" }, "outcome": null, "version": 5,
            },
            "air": if number == 15 { Value::Null } else { json!({
                "question": format!("q{number}"), "version": 5, "text": text, "chars": text.chars().count(),
                "measured": { "rows": [text], "fits": true, "width_em": 23.0, "reading_seconds": 5.4 },
                "as_published": false, "is_overtaken": false, "written_by": "清明", "writer": "p1", "approver": null, "approved": number != 14, "alone": null, "countersigned_by": null,
                "approved_by": if number == 14 { Value::Null } else { json!("霜降") },
                "lacks_countersign": false, "written_at": NOW - 3_000_000,
            }) },
        })
    };
    let screen = |id: &str, kind: &str, label: &str, painted: Option<&str>, seen_ms: i64, lag_ms: Option<i64>| {
        json!({
            "id": id, "kind": kind, "label": label, "seen_at": NOW - seen_ms, "painted_item": painted,
            "painted_at": NOW - 262_000, "lag_ms": lag_ms, "is_behind": painted != Some("i11"), "cannot_draw": "",
        })
    };
    let deed = |seq: i64, ago_ms: i64, kind: &str, about: &str| json!({ "seq": seq, "at": NOW - ago_ms, "by": "清明", "kind": kind, "about": about, "why": null });
    json!({
        "inquiry": { "id": "i", "slug": "wuye", "theme": "加强物业管理", "phase": "live", "interruption": null, "sentence": null,
            "starts_at": NOW - 2_618_000, "ends_at": NOW + 1_882_000, "delay_ms": 20_000, "version": 5 },
        "rundown": {
            "items": [
                item(9, "公共收益的账为什么从来不贴？", "恒邻物业", "aired", 240, 77),
                item(10, "东苑新村消防通道常年停满车，消防车怎么进？", "消防救援大队", "aired", 240, 208),
                item(11, "柳岸小区3号楼电梯半年停了14次，修电梯的钱什么时候批得下来？", "住建局", "on_air", 240, 431),
                item(12, "全县电梯谁在维保、多久修一次，能不能逐台公示？", "市场监管局", "waiting", 210, 120),
                item(13, "二次供水水箱上次清洗是哪一天，谁验的？", "住建局", "waiting", 210, 96),
                item(14, "多收的三个月停车费，退不退、哪天退？", "恒邻物业", "waiting", 240, 152),
                item(15, "梧桐里楼顶加盖了两层，举报四次，为什么还在？", "城管局", "waiting", 240, 61),
            ],
            "on_air": "i11", "next": "i12", "version": 31, "graphic": true, "card": null, "halted_at": null, "last_take_at": NOW - 262_000,
        },
        "chosen": [{
            "id": "q30", "text": "物业费涨价的业主大会，票在哪里？", "provenance": "hotline", "asker": null, "department": "住建局", "seconds": 44,
            "state": "shortlisted", "outcome": null, "version": 3,
        }],
        "to_sign": { "waiting": 2, "alone": 1 },
        "speakers": [{ "id": "r1", "department": "住建局", "post": "局长", "name": "何立" }],
        "helm": { "page": "other", "who": "霜降", "taken_at": NOW - 600_000, "seen_at": NOW - 9_000 }, "deputies": [{ "id": "p7", "name": "罗秋" }],
        "messages": [
            { "id": "m2", "to": "host", "text": "追问“三个工作日”写进哪份文件", "by": "清明", "at": NOW - 23_000,
                "acked_at": null, "acked_by": null },
            { "id": "m1", "to": "host", "text": "请叫停，超时了", "by": "清明", "at": NOW - 446_000,
                "acked_at": NOW - 440_000, "acked_by": "提词器 主" },
        ],
        "screens": [
            screen("s1", "prompter", "提词器 主", Some("i11"), 900, Some(52)),
            screen("s2", "lower_third", "图文", Some("i11"), 700, Some(61)),
            screen("s3", "confidence", "返送屏", Some("i10"), 1_200, None),
            screen("s4", "prompter", "提词器 备", Some("i11"), 72_000, Some(70)),
        ],
        "caught": [{
            "id": "c1", "version": 1, "state": "captured", "signed": ["p9"], "alone": null, "quote": "10月20日之前，3号楼电梯恢复运行。维修资金，材料齐了我们三个工作日批。",
            "mark_at": NOW - 36_000, "by": "苏芒", "what": "恢复电梯运行；维修资金3个工作日批", "lead": "住房和城乡建设局",
            "person": null, "due": { "basis": "on", "value": "2026-10-20" }, "test": null,
        }],
        "deeds": [
            deed(90, 23_000, "messaged", "m2"),
            deed(88, 262_000, "taken", "i11"),
            deed(80, 562_000, "taken", "i10"),
        ],
        "resume": "stage.k3f9.90", "now": NOW,
    })
}
