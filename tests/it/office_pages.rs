//! The office's pages: everything is done by forms, without script, and what was typed is never lost.

use wenzheng::domain::{inquiry::Phase, role::Role};

use crate::kit::{Answer, Person, Town, both_engines};

both_engines!(
    whoever_is_not_signed_in_is_led_to_the_door,
    programmes_departments_and_people_are_made_by_forms,
    an_inquiry_is_made_planned_opened_and_postponed_by_forms,
    a_stale_plan_shows_what_stands_now_and_keeps_what_was_typed,
    a_person_gets_a_part_a_link_and_an_end,
    a_file_is_tried_mapped_and_brought_in,
    the_record_is_read_filtered_and_verified,
    the_office_is_closed_to_others,
    signing_in_leads_to_where_one_works,
);

/// A page as a browser asks for it.
async fn page(who: &Person, path: &str) -> Answer {
    who.request(reqwest::Method::GET, path).header("accept", "text/html").await
}

/// A form as a browser sends it.
async fn sends(who: &Person, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut call = who.request(reqwest::Method::POST, path).header("accept", "text/html");
    call.0 = call.0.form(fields);
    call.await
}

/// The page that a form led to.
#[track_caller]
fn done(answer: &Answer) -> &Answer {
    // The client follows a 303 by itself; what it reads at the end is the page.
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

/// The version that stands hidden in a form.
fn seen(page: &Answer, form: &str) -> String {
    let form = page.text.split(&format!("<form id=\"{form}\"")).nth(1).unwrap();
    let hidden = form.split("name=\"version\" value=\"").nth(1).unwrap();
    hidden.split('"').next().unwrap().to_owned()
}

async fn whoever_is_not_signed_in_is_led_to_the_door(town: Town) {
    let inquiry = town.inquiry(Phase::Planning).await;
    let places = ["/office", "/audit", "/office/people/x", "/office/imports/x"].map(str::to_owned);
    let of_inquiry = ["", "/import"].map(|rest| format!("/office/inquiries/{}{rest}", inquiry.slug));
    for place in places.into_iter().chain(of_inquiry) {
        let answer = page(&town.nobody(), &place).await;
        assert!(answer.text.contains("工作人员登录"), "{place}: {}", answer.text);
    }
}

async fn the_office_is_closed_to_others(town: Town) {
    let inquiry = town.inquiry(Phase::Planning).await;
    let moderator = town.moderator("方晴").await;
    let address = format!("/office/inquiries/{}", inquiry.slug);

    for place in ["/office", "/audit", &address, &format!("{address}/import")] {
        assert_eq!(page(&moderator, place).await.status, 403, "{place}");
    }
    assert_eq!(sends(&moderator, "/office/people", &[("name", "谁")]).await.status, 403);
    assert_eq!(sends(&moderator, &address, &[("version", "1")]).await.status, 403);
    assert_eq!(sends(&moderator, "/audit/verify", &[]).await.status, 403);
}

async fn programmes_departments_and_people_are_made_by_forms(town: Town) {
    let clerk = town.staff(Role::Clerk, "白露").await;
    let programme = [("slug", "wenzheng"), ("name", "问政时刻"), ("organiser", "望河县人大"), ("notice_days", "9")];

    let made = sends(&clerk, "/office/programmes", &programme).await;
    assert!(done(&made).text.contains("问政时刻"));

    let again = sends(&clerk, "/office/programmes", &programme).await;
    assert_eq!(again.status, 409);
    assert!(again.text.contains("已经有了，请换一个") && again.text.contains("value=\"望河县人大\""), "{}", again.text);

    let wrong = sends(&clerk, "/office/departments", &[("slug", "A b"), ("name", "")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("value=\"A b\"") && wrong.text.contains("请填上"), "{}", wrong.text);
    let made = sends(&clerk, "/office/departments", &[("slug", "fire"), ("name", "消防救援大队"), ("kind", "organ")]);
    let made = made.await;
    assert!(done(&made).text.contains("消防救援大队"));

    let version = seen(&made, "department-fire");
    let renamed = [("version", version.as_str()), ("name", "消防救援局"), ("kind", "organ")];
    assert!(done(&sends(&clerk, "/office/departments/fire", &renamed).await).text.contains("消防救援局"));
    let stale =
        sends(&clerk, "/office/departments/fire", &[("version", "1"), ("name", "消防队"), ("kind", "organ")]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text.contains("value=\"消防队\"") && stale.text.contains("现在是</b>消防救援局"), "{}", stale.text);

    assert!(done(&sends(&clerk, "/office/people", &[("name", "方晴")]).await).text.contains("方晴"));
}

async fn an_inquiry_is_made_planned_opened_and_postponed_by_forms(town: Town) {
    town.inquiry(Phase::Planning).await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    let wanted = [
        ("slug", "gongjiao"),
        ("programme", "minhuwoying"),
        ("theme", "公交线路优化"),
        ("starts_at", "2031-09-24T20:00"),
        ("call_closes_at", "2031-09-21T18:00"),
    ];
    assert!(done(&sends(&clerk, "/office/inquiries", &wanted).await).text.contains("公交线路优化"));
    let address = "/office/inquiries/gongjiao";
    let shown = page(&clerk, address).await;
    assert!(shown.text.contains("2031-09-24T20:00"), "the time is read on the programme's own clock");

    let alone = sends(&clerk, &format!("{address}/open"), &[("version", &seen(&shown, "open"))]).await;
    assert_eq!(alone.status, 409);
    assert!(alone.text.contains("还没有确定到场单位"), "{}", alone.text);

    let version = seen(&shown, "plan");
    let plan = |theme| {
        [
            ("version", version.clone()),
            ("theme", String::from(theme)),
            ("starts_at", "2031-09-24T20:30".into()),
            ("minutes", "90".into()),
            ("call_closes_at", "2031-09-21T18:00".into()),
            ("delay_ms", "30".into()),
            ("stream_url", String::new()),
            ("public_after_review", "yes".into()),
            ("before_show", "scope".into()),
            ("place-water", "1".into()),
            ("place-housing", "2".into()),
            ("place-willow", String::new()),
            ("speaker-0-id", String::new()),
            ("speaker-0-department", "water".into()),
            ("speaker-0-post", "经理".into()),
            ("speaker-0-name", "沈立".into()),
        ]
    };
    let fields = plan("公交线路");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let planned = sends(&clerk, address, &fields).await;
    assert!(done(&planned).text.contains("城南供水有限公司、住房和城乡建设局"), "{}", planned.text);
    assert!(planned.text.contains("value=\"沈立\"") && planned.text.contains("2031-09-24T20:30"), "{}", planned.text);

    let opened = sends(&clerk, &format!("{address}/open"), &[("version", &seen(&planned, "open"))]).await;
    assert!(done(&opened).text.contains("征集中"));

    let interruption = format!("{address}/interruption");
    let version = seen(&opened, "interruption");
    let dumb = [("version", version.as_str()), ("interruption", "postponed"), ("sentence", "")];
    let dumb = sends(&clerk, &interruption, &dumb).await;
    assert_eq!(dumb.status, 422, "nothing is postponed without a word to the public");
    let said = [("version", version.as_str()), ("interruption", "postponed"), ("sentence", "因台风改期。")];
    let postponed = sends(&clerk, &interruption, &said).await;
    assert!(done(&postponed).text.contains("因台风改期。"));
    let on = sends(&clerk, &interruption, &[("version", &seen(&postponed, "resume"))]).await;
    assert!(!done(&on).text.contains("因台风改期。"));
}

async fn a_stale_plan_shows_what_stands_now_and_keeps_what_was_typed(town: Town) {
    let inquiry = town.inquiry(Phase::Planning).await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    let address = format!("/office/inquiries/{}", inquiry.slug);
    let plan = |theme| {
        [
            ("version", "1"),
            ("theme", theme),
            ("starts_at", "2031-09-24T20:30"),
            ("call_closes_at", "2031-09-21T18:00"),
            ("place-housing", "1"),
        ]
    };

    done(&sends(&clerk, &address, &plan("校门口的路")).await);
    let stale = sends(&clerk, &address, &plan("校门口的桥")).await;

    assert_eq!(stale.status, 409);
    assert!(stale.text.contains("value=\"校门口的桥\""), "what was typed stays");
    assert!(stale.text.contains("现在是</b>校门口的路"), "what stands now is shown");
    assert_eq!(seen(&stale, "plan"), "2", "the next try is made on what is seen now");
    let blank = sends(&clerk, &address, &[("version", "2"), ("theme", "桥"), ("starts_at", "")]).await;
    assert_eq!(blank.status, 422, "an emptied date is not quietly the old one");
}

async fn a_person_gets_a_part_a_link_and_an_end(town: Town) {
    let inquiry = town.inquiry(Phase::Planning).await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    let people = sends(&clerk, "/office/people", &[("name", "方晴")]).await;
    let before = done(&people).text.split(">方晴</a>").next().unwrap();
    let address = before.rsplit("href=\"").next().unwrap().split('"').next().unwrap().to_owned();

    let version = seen(&page(&clerk, &address).await, "give");
    let none = sends(&clerk, &format!("{address}/grants"), &[("version", &version), ("role", "")]).await;
    assert_eq!(none.status, 422);
    let part = [("version", version.as_str()), ("role", "moderator"), ("inquiry", &inquiry.slug)];
    let given = sends(&clerk, &format!("{address}/grants"), &part).await;
    assert!(done(&given).text.contains("审核员（加强物业管理）"), "{}", given.text);

    let invited = sends(&clerk, &format!("{address}/invitation"), &[]).await;
    assert!(done(&invited).text.contains("/sign-in?invitation=wzs_"));
    assert_eq!(invited.header("cache-control"), Some("no-store"));
    assert!(!page(&clerk, &address).await.text.contains("invitation=wzs_"), "it is shown this once");

    let grant = given.text.split("/grants/").nth(1).unwrap().split('/').next().unwrap();
    let taking = format!("{address}/grants/{grant}/end");
    let stale = sends(&clerk, &taking, &[("version", &version)]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text.contains("这条刚被别人改过"), "{}", stale.text);
    let taken = sends(&clerk, &taking, &[("version", &seen(&given, "give"))]).await;
    assert!(!done(&taken).text.contains("审核员（加强物业管理）"));

    let ended = sends(&clerk, &format!("{address}/end"), &[("version", &seen(&taken, "give"))]).await;
    assert!(done(&ended).text.contains("已经离开"));
}

async fn a_file_is_tried_mapped_and_brought_in(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let clerk = town.staff(Role::Clerk, "白露").await;
    let address = format!("/office/inquiries/{}/import", inquiry.slug);
    let upload = async |text: &str| {
        let file = reqwest::multipart::Part::text(text.to_owned()).file_name("九月.csv");
        let form = reqwest::multipart::Form::new().part("file", file).text("source", "hotline");
        let mut call = clerk.request(reqwest::Method::POST, &address).header("accept", "text/html");
        call.0 = call.0.multipart(form);
        call.await
    };

    assert_eq!(upload("").await.status, 422, "a form without a file comes back");
    let table = "编号,内容,别的\n1,电梯停了三个月没人修,路灯坏了半年没人管\n2,短,校门口没有斑马线\n1,电梯又停了一个星期,公交车一小时一班\n";
    let tried = upload(table).await;
    assert!(done(&tried).text.contains("3行里有1行能存"), "{}", tried.text);
    assert!(
        tried.text.contains("太短，这一行不存") && tried.text.contains("和第2行重复，这一行不存"),
        "{}",
        tried.text
    );
    let id = tried.text.split("action=\"/office/imports/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let place = format!("/office/imports/{id}");

    let version = seen(&tried, "mapping");
    let nothing =
        sends(&clerk, &format!("{place}/mapping"), &[("version", &version), ("map-text", "没有这一列")]).await;
    assert_eq!(nothing.status, 422);
    let map = [("version", version.as_str()), ("map-text", "别的"), ("map-source_id", ""), ("source", "热线")];
    let mapped = sends(&clerk, &format!("{place}/mapping"), &map).await;
    assert!(done(&mapped).text.contains("3行里有3行能存"), "{}", mapped.text);

    let stale = sends(&clerk, &format!("{place}/run"), &[("version", &version)]).await;
    assert_eq!(stale.status, 409);
    done(&sends(&clerk, &format!("{place}/run"), &[("version", &seen(&mapped, "run"))]).await);
    let begun = std::time::Instant::now();
    loop {
        let shown = page(&clerk, &place).await;
        if shown.text.contains("导完了：3行全部走完") {
            assert!(!shown.text.contains("http-equiv=\"refresh\""), "a page that is done rests");
            break;
        }
        assert!(shown.text.contains("http-equiv=\"refresh\""), "a page under way asks again: {}", shown.text);
        assert!(begun.elapsed() < crate::kit::DEADLINE);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(page(&clerk, &address).await.text.contains("存了3条"));
}

async fn the_record_is_read_filtered_and_verified(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let moderator = town.moderator("方晴").await;
    let visitor = town.visitor();
    let asked = visitor.asks(&inquiry, "电梯停了三个月没人修").await;
    moderator.approves(&asked.id, "电梯停了三个月没人修").await;
    let auditor = town.staff(Role::Auditor, "江宁").await;

    let all = page(&auditor, &format!("/audit?inquiry={}", inquiry.slug)).await;
    assert!(done(&all).text.contains("<td>方晴</td>") && all.text.contains("新建场次<small>"), "{}", all.text);
    assert!(!all.text.contains("电梯停了三个月"), "the record holds no text");
    let decided = page(&auditor, &format!("/audit?inquiry={}&kind=decided&actor=方晴", inquiry.slug)).await;
    let body = done(&decided).text.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap().to_owned();
    assert!(body.contains("审核决定") && !body.contains("收到问题"), "{body}");

    let verified = sends(&auditor, "/audit/verify", &[]).await;
    assert!(done(&verified).text.contains("全部对得上"), "{}", verified.text);
    assert!(verified.text.contains("1个问题"), "{}", verified.text);
}

async fn signing_in_leads_to_where_one_works(town: Town) {
    let stays = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    for (role, place) in [(Role::Clerk, "/office"), (Role::Admin, "/office"), (Role::Auditor, "/audit")] {
        let who = town.staff(role, &format!("一位{}", role.word())).await;
        let door = format!("http://{}/sign-in", town.address());
        let answer = stays.post(door).form(&[("token", who.token.unwrap())]).send().await.unwrap();
        assert_eq!(answer.status(), 303);
        assert_eq!(answer.headers()["location"], place, "{role:?}");
    }
}
