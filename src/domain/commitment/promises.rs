//! What the rule of the promise promises: tables and stories.

use super::{
    action::{Action, Actor, Change, Judgement},
    cast::*,
    *,
};
use crate::domain::{
    due::{Lateness, OfficeStep},
    workday::Notice,
};

#[test]
fn every_action_is_open_in_its_stages_and_nowhere_else() {
    use Stage::*;
    let open = [Confirmed, Assigned, Returned, Accepted, InProgress, Paused, ReportedDone, Verifying];
    let after = [open.as_slice(), &[Notice, Disputed, Closed]].concat();
    let table: Vec<(&str, Vec<Stage>)> = vec![
        ("confirm", vec![Captured]),
        ("countersign", after.clone()),
        ("void", vec![Captured]),
        ("edit", vec![Captured]),
        ("assign", vec![Confirmed, Assigned, Returned]),
        ("extend", open.to_vec()),
        ("pause", vec![Accepted, InProgress]),
        ("resume", vec![Paused]),
        ("accept", vec![Assigned]),
        ("return", vec![Assigned]),
        ("progress", vec![Accepted, InProgress]),
        ("report_done", vec![Accepted, InProgress]),
        ("take_up", vec![ReportedDone]),
        ("verify", vec![ReportedDone, Verifying]),
        ("judge", open.to_vec()),
        ("object", vec![Notice, Disputed]),
        ("agree", vec![Notice]),
        ("rule", vec![Disputed]),
        ("close", vec![Notice]),
        ("reopen", vec![Closed]),
        ("fix_due", after),
    ];
    let calendar = Calendar::published();
    for (action, (word, stages)) in deeds().iter().zip(&table) {
        assert_eq!(serde_json::to_value(action).unwrap()["action"], *word);
        for &stage in Stage::ALL {
            let done = standing(stage).act(action, &whose(action), 1, &ground("2026-11-24", &calendar));
            assert_eq!(done.is_ok(), stages.contains(&stage), "{word} while {stage:?}: {done:?}");
        }
    }
}

#[test]
fn a_department_never_closes_rates_verifies_or_judges() {
    let calendar = Calendar::published();
    for action in deeds() {
        if action.is_for(&lead()) {
            continue;
        }
        for &stage in Stage::ALL {
            let refused = standing(stage).act(&action, &lead(), 1, &ground("2026-11-24", &calendar));
            assert_eq!(refused, Err(Refusal::NotAllowed), "{action:?}");
        }
    }
}

#[test]
fn who_has_a_part_in_it_does_not_judge_it_in_another_hat() {
    let calendar = Calendar::published();
    let verify = Action::Verify { verdict: Finding::Kept, note: "好了".into() };
    let mut it = standing(Stage::Verifying);
    it.hands.insert("clerk".into());
    let by = |actor: Actor, it: &Commitment| it.act(&verify, &actor, 1, &ground("2026-10-10", &calendar));

    assert_eq!(by(Actor::Verifier("x".into(), Some("housing".into())), &it), Err(Refusal::SameDepartment));
    assert_eq!(by(Actor::Verifier("x".into(), Some("lift-company".into())), &it), Err(Refusal::SameDepartment));
    assert_eq!(by(Actor::Verifier("clerk".into(), None), &it), Err(Refusal::SamePerson));
    assert!(by(Actor::Verifier("x".into(), Some("fire".into())), &it).is_ok());

    let closing = standing(Stage::Notice);
    let own = Actor::Supervisor("x".into(), Some("housing".into()));
    assert_eq!(closing.act(&Action::Close, &own, 1, &ground("2026-11-24", &calendar)), Err(Refusal::SameDepartment));
}

#[test]
fn another_person_confirms_or_one_alone_with_a_reason() {
    let calendar = Calendar::published();
    let it = caught(None);
    let same = Actor::Supervisor("scribe".into(), None);
    let confirm = |alone: Option<&str>, by: &Actor| {
        it.act(&Action::Confirm { alone: alone.map(str::to_owned) }, by, 1, &ground("2026-09-24", &calendar))
    };

    assert_eq!(confirm(None, &same), Err(Refusal::SamePerson));
    assert_eq!(confirm(Some(" "), &same), Err(Refusal::ReasonRequired));
    let alone = confirm(Some("夜里只有我"), &same).unwrap();
    assert!(alone.commitment.confirmation.as_ref().unwrap().is_alone());
    let again = alone.commitment.act(&Action::Countersign, &same, 2, &ground("2026-09-25", &calendar));
    assert_eq!(again, Err(Refusal::SamePerson));
    let signed =
        alone.commitment.act(&Action::Countersign, &supervisor(), 2, &ground("2026-09-25", &calendar)).unwrap();
    assert!(!signed.commitment.confirmation.unwrap().is_alone());
}

#[test]
fn who_rewrote_the_words_does_not_confirm_them() {
    let calendar = Calendar::published();
    let on = ground("2026-09-24", &calendar);
    let edit = Action::Edit { quote: Some("月底修好。".into()), kind: None, boxes: None };
    let edited = caught(None).act(&edit, &supervisor(), 1, &on).unwrap().commitment;

    assert_eq!(edited.act(&Action::Confirm { alone: None }, &supervisor(), 2, &on), Err(Refusal::SamePerson));
}

#[test]
fn an_answer_and_a_refusal_close_without_follow_up() {
    let calendar = Calendar::published();
    for kind in [CommitmentKind::Answer, CommitmentKind::Refusal] {
        let it = Commitment { kind, ..caught(Some(Spoken::Days(3))) };
        let done =
            it.act(&Action::Confirm { alone: None }, &supervisor(), 1, &ground("2026-09-24", &calendar)).unwrap();
        let closed = done.commitment;

        assert_eq!(
            (closed.stage, closed.outcome, closed.due.is_none()),
            (Stage::Closed, CommitmentOutcome::NotAssessed, true)
        );
        let reopen = Action::Reopen { reason: "还是没办".into() };
        assert_eq!(closed.act(&reopen, &supervisor(), 2, &ground("2026-09-25", &calendar)), Err(Refusal::NotFollowed));
    }
}

#[test]
fn a_promise_walks_from_the_word_to_the_end() {
    let calendar = Calendar::published();
    let reported = as_far_as_the_report();
    assert_eq!(reported.outcome, CommitmentOutcome::NotAssessed);
    assert_eq!(reported.step, Some(StepDue { step: OfficeStep::Verify, due: day("2026-10-28") }));
    assert!(!reported.lateness(day("2026-12-01"), &calendar).unwrap().is_late());

    let shown = story(
        reported,
        [("2026-10-20", verifier(), Action::Verify { verdict: Finding::Kept, note: "坐了一趟".into() })],
    );
    assert_eq!((shown.stage, shown.outcome), (Stage::Notice, CommitmentOutcome::Kept));
    let early = shown.act(&Action::Close, &supervisor(), shown.version, &ground("2026-10-26", &calendar));
    assert_eq!(early, Err(Refusal::NoticeRunning { ends_on: day("2026-10-27") }));

    let closed = story(shown, [("2026-10-27", supervisor(), Action::Close)]);
    assert_eq!((closed.stage, closed.outcome, closed.version), (Stage::Closed, CommitmentOutcome::Kept, 8));
    assert_eq!(closed.due.unwrap().first, day("2026-10-15"));
}

#[test]
fn what_is_found_not_kept_goes_back_and_becomes_late() {
    let calendar = Calendar::published();
    let back = story(
        as_far_as_the_report(),
        [("2026-10-20", verifier(), Action::Verify { verdict: Finding::NotKept, note: "还停着".into() })],
    );

    assert_eq!((back.stage, back.outcome), (Stage::InProgress, CommitmentOutcome::NotAssessed));
    assert!(back.lateness(day("2026-10-20"), &calendar).unwrap().is_late());
    let broken = Action::Judge { judgement: Judgement::Broken, reason: "到期未修好".into(), successor: None };
    let judged = story(back, [("2026-10-21", supervisor(), broken)]);
    assert_eq!((judged.stage, judged.outcome), (Stage::Notice, CommitmentOutcome::Broken));
}

#[test]
fn nothing_is_judged_broken_before_its_last_date() {
    let calendar = Calendar::published();
    let back = story(
        as_far_as_the_report(),
        [
            ("2026-10-14", supervisor(), Action::Extend { until: day("2026-11-30"), reason: "等配件".into() }),
            ("2026-10-20", verifier(), Action::Verify { verdict: Finding::NotKept, note: "还停着".into() }),
        ],
    );
    let broken = Action::Judge { judgement: Judgement::Broken, reason: "没修好".into(), successor: None };

    let refused = back.act(&broken, &supervisor(), back.version, &ground("2026-11-30", &calendar));

    assert_eq!(refused, Err(Refusal::TooEarly));
    assert_eq!(back.due.as_ref().unwrap().first, day("2026-10-15"));
    assert_eq!(back.due_now(), Some(day("2026-11-30")));
    assert!(back.lateness(day("2026-10-16"), &calendar).unwrap().is_late());
}

#[test]
fn an_objection_stops_the_closing_until_another_person_rules() {
    let calendar = Calendar::published();
    let judge = Action::Verify { verdict: Finding::Kept, note: "看过".into() };
    let disputed = story(
        as_far_as_the_report(),
        [("2026-10-20", verifier(), judge), ("2026-10-22", visitor(), Action::Object { text: "昨天又停了".into() })],
    );
    assert_eq!(disputed.stage, Stage::Disputed);
    let close = disputed.act(&Action::Close, &supervisor(), disputed.version, &ground("2026-11-24", &calendar));
    assert_eq!(close, Err(Refusal::ObjectionOpen));

    let rule = |upheld| Action::Rule { upheld, reason: "查了运行记录".into() };
    let first_verifier = Actor::Supervisor("deputy".into(), None);
    let own = disputed.act(&rule(false), &first_verifier, disputed.version, &ground("2026-10-23", &calendar));
    assert_eq!(own, Err(Refusal::SamePerson));

    let again = story(disputed.clone(), [("2026-10-23", supervisor(), rule(true))]);
    assert_eq!((again.stage, again.outcome), (Stage::Verifying, CommitmentOutcome::NotAssessed));
    let stands =
        story(disputed, [("2026-10-23", supervisor(), rule(false)), ("2026-10-27", supervisor(), Action::Close)]);
    assert_eq!((stands.stage, stands.outcome), (Stage::Closed, CommitmentOutcome::Kept));
}

fn assign_to(lead: &str, company_reason: Option<&str>) -> Action {
    let company_reason = company_reason.map(str::to_owned);
    Action::Assign { lead: lead.into(), co: vec![], doer: None, via: None, company_reason }
}

#[test]
fn an_order_goes_back_twice_at_most_and_its_first_lead_stays_responsible() {
    let calendar = Calendar::published();
    let assign = || assign_to("housing", None);
    let give_back = || Action::Return { reason: "归市场监管".into(), to: Some("market".into()) };
    let it = story(
        caught(None),
        [
            ("2026-09-24", supervisor(), Action::Confirm { alone: None }),
            ("2026-09-25", supervisor(), assign()),
            ("2026-09-28", lead(), give_back()),
        ],
    );
    assert_eq!((it.stage, it.parties.lead.clone()), (Stage::Returned, Some("housing".into())));
    let open = it.arbitration().expect("whose it is, is open");
    assert_eq!(
        (open.by.as_str(), open.on, open.to.as_ref().map(|to| to.as_str())),
        ("housing", day("2026-09-28"), Some("market"))
    );
    let step = it.step.expect("the office has a step to take");
    assert_eq!((step.step, step.due), (OfficeStep::Arbitrate, day("2026-09-30")));

    let it = story(
        it,
        [
            ("2026-09-28", supervisor(), assign()),
            ("2026-09-28", lead(), give_back()),
            ("2026-09-29", supervisor(), assign()),
        ],
    );
    let third = it.act(&give_back(), &lead(), it.version, &ground("2026-09-29", &calendar));
    assert_eq!(third, Err(Refusal::ReturnedTooOften));
    assert!(it.arbitration().is_none());
    assert!(it.given_back.iter().all(|back| back.settled.as_ref().is_some_and(|it| it.lead.as_str() == "housing")));
}

#[test]
fn an_order_that_is_given_back_stops_no_clock_of_the_promise() {
    let calendar = Calendar::published();
    let it = story(
        caught(Some(Spoken::WorkingDays(2))),
        [
            ("2026-09-24", supervisor(), Action::Confirm { alone: None }),
            ("2026-09-25", supervisor(), assign_to("housing", None)),
            ("2026-09-28", lead(), Action::Return { reason: "归市场监管".into(), to: None }),
        ],
    );

    assert!(it.lateness(day("2026-09-30"), &calendar).is_some_and(Lateness::is_late));
    let own = it.act(
        &Action::Return { reason: "是".into(), to: None },
        &lead(),
        it.version,
        &ground("2026-09-29", &calendar),
    );
    assert_eq!(own, Err(Refusal::WrongState { stage: Stage::Returned }));
}

#[test]
fn a_company_owes_only_with_a_reason_and_what_it_promised_it_does() {
    let calendar = Calendar::published();
    let mut spoken = caught(None);
    spoken.parties = Parties { lead: Some("lift-company".into()), ..Parties::default() };
    let it = story(spoken, [("2026-09-24", supervisor(), Action::Confirm { alone: None })]);
    assert_eq!((it.parties.lead.clone(), it.parties.doer.clone()), (None, Some("lift-company".into())));

    let on = ground("2026-09-25", &calendar);
    let bare = it.act(&assign_to("lift-company", Some(" ")), &supervisor(), it.version, &on);
    assert_eq!(bare, Err(Refusal::Required("company_reason")));
    let reasoned =
        it.act(&assign_to("lift-company", Some("县属国企，独家维保")), &supervisor(), it.version, &on).unwrap();
    assert_eq!(reasoned.commitment.company_reason.as_deref(), Some("县属国企，独家维保"));
    let organ = story(it, [("2026-09-25", supervisor(), assign_to("housing", None))]);
    assert_eq!((organ.parties.lead, organ.parties.doer), (Some("housing".into()), Some("lift-company".into())));
}

#[test]
fn a_stale_hand_is_refused_and_an_agreement_raises_no_version() {
    let calendar = Calendar::published();
    let shown = standing(Stage::Notice);
    assert_eq!(
        shown.act(&Action::Close, &supervisor(), 7, &ground("2026-11-24", &calendar)),
        Err(Refusal::Stale { current: 1 })
    );

    let agreed = shown.act(&Action::Agree, &visitor(), 0, &ground("2026-11-24", &calendar)).unwrap();

    assert_eq!(agreed.commitment, shown);
    assert_eq!(agreed.changes, [Change::Agreed { visitor: "phone".into() }]);
}

#[test]
fn a_provisional_first_date_is_fixed_once_when_the_calendar_is_out() {
    let mut it = caught(Some(Spoken::WorkingDays(70)));
    it = story(it, [("2026-09-24", supervisor(), Action::Confirm { alone: None })]);
    assert!(it.due.as_ref().unwrap().provisional);
    let known = Calendar::published().with(&Notice::read("2027-01-01,off,元旦").unwrap());

    let fixed = it.act(&Action::FixDue, &Actor::House, 0, &ground("2026-11-24", &known)).unwrap();

    assert!(!fixed.commitment.due.as_ref().unwrap().provisional);
    let again = fixed.commitment.act(&Action::FixDue, &Actor::House, 0, &ground("2026-11-24", &known));
    assert_eq!(again, Err(Refusal::TooEarly));
}

#[test]
fn five_boxes_tell_which_are_missing() {
    assert_eq!(caught(None).boxes.missing(), [BoxName::Person, BoxName::Due, BoxName::Test]);
}

#[test]
fn a_text_left_out_is_asked_for_by_name() {
    let calendar = Calendar::published();
    let on = ground("2026-11-24", &calendar);
    let sent = |body: &str| serde_json::from_str::<Action>(body).unwrap();
    let refused = |stage, body, actor: Actor| standing(stage).act(&sent(body), &actor, 1, &on).unwrap_err().code();

    assert_eq!(refused(Stage::Captured, r#"{"action":"void","version":1}"#, supervisor()), "reason_required");
    assert_eq!(refused(Stage::Accepted, r#"{"action":"report_done"}"#, lead()), "evidence_required");
    assert_eq!(refused(Stage::Assigned, r#"{"action":"accept"}"#, lead()), "required");
    assert_eq!(refused(Stage::Verifying, r#"{"action":"verify","verdict":"kept"}"#, verifier()), "required");
}
