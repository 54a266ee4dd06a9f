//! Any order of deeds by anybody leaves a promise whole.

use proptest::{prelude::*, sample::select};

use super::{
    action::{Action, Actor, Ground, Judgement},
    cast::{caught, day, deeds, ground, lead, scribe, supervisor, verifier, visitor, whose},
    *,
};

fn any_deed() -> impl Strategy<Value = Action> {
    let more = vec![
        Action::Confirm { alone: Some("夜里".into()) },
        Action::Verify { verdict: Finding::NotKept, note: "没有".into() },
        Action::Verify { verdict: Finding::KeptInPart, note: "一半".into() },
        Action::Judge { judgement: Judgement::Broken, reason: "到期".into(), successor: None },
        Action::Judge { judgement: Judgement::NotVerifiable, reason: "进不去".into(), successor: None },
        Action::Rule { upheld: true, reason: "属实".into() },
        Action::Assign { lead: "fire".into(), co: vec!["housing".into()], doer: None, via: None, company_reason: None },
    ];
    select([deeds(), more].concat())
}

fn anybody() -> impl Strategy<Value = Actor> {
    select(vec![
        scribe(),
        supervisor(),
        supervisor(),
        Actor::Supervisor("scribe".into(), Some("housing".into())),
        lead(),
        lead(),
        Actor::Department("clerk-2".into(), "fire".into()),
        verifier(),
        Actor::Verifier("clerk".into(), None),
        Actor::Verifier("x".into(), Some("housing".into())),
        visitor(),
        Actor::House,
    ])
}

proptest! {
    #[test]
    fn no_order_of_deeds_breaks_a_promise(
        deeds in prop::collection::vec((any_deed(), anybody(), 0i64..3, any::<bool>()), 1..120),
    ) {
        let calendar = Calendar::published();
        let mut it = caught(Some(Spoken::WorkingDays(10)));
        let mut today = day("2026-09-24");
        for (action, actor, days, by_whose) in deeds {
            today = today.saturating_add(jiff::Span::new().days(days));
            let actor = if by_whose { whose(&action) } else { actor };
            let on = Ground { today, ..ground("2026-09-24", &calendar) };
            let Ok(done) = it.act(&action, &actor, it.version, &on) else { continue };
            let (next, changed) = (done.commitment, !matches!(action, Action::Agree));

            prop_assert_eq!(next.version, it.version + i64::from(changed));
            if it.confirmation.is_some() {
                prop_assert_eq!(&next.quote, &it.quote);
                prop_assert_eq!(&next.boxes, &it.boxes);
                prop_assert_eq!(next.kind, it.kind);
                prop_assert_eq!(&next.due, &it.due);
                prop_assert!(next.stage != Stage::Void);
            }
            if next.outcome != it.outcome {
                let department = match &actor {
                    Actor::Supervisor(_, department) | Actor::Verifier(_, department) => department.clone(),
                    other => return Err(TestCaseError::fail(format!("{other:?} wrote the outcome"))),
                };
                prop_assert!(department.is_none_or(|own| !it.parties.include(&own)));
            }
            prop_assert!(next.stage != Stage::Closed || next.outcome != CommitmentOutcome::NotAssessed);
            prop_assert!(next.stage != Stage::Closed || !next.has_open_objection());
            prop_assert!(next.past.len() >= it.past.len() && next.extensions.len() >= it.extensions.len());
            it = next;
        }
    }
}
