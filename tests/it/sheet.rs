//! Pages made for paper: each for who may read the page that it belongs to, with all that is needed and nobody's secrets.

use calamine::{Reader as _, Xlsx};
use serde_json::{Value, json};
use wenzheng::domain::{inquiry::Phase, role::Role};

use crate::kit::{Answer, Asked, Person, Town, both_engines, scene::Scene};

both_engines!(
    sheets_are_for_whoever_reads_the_page_that_they_belong_to,
    the_list_holds_what_was_chosen_and_what_may_be_in_either_language,
    the_order_and_the_cards_hold_the_words_that_are_read,
    the_order_of_a_promise_says_what_by_when_and_nothing_of_persons,
    nothing_of_an_asker_stands_on_paper,
    what_stands_on_paper_can_be_taken_along_as_a_file,
);

/// The rows of a workbook's only sheet, from the header on.
fn rows(file: &Answer) -> Vec<Vec<String>> {
    assert_eq!(file.status, 200, "{}", file.text);
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&file.bytes)).expect("it is a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    sheet.rows().skip(2).map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

async fn what_stands_on_paper_can_be_taken_along_as_a_file(town: Town) {
    let scene = Scene::new(&town).await;
    let slug = &scene.inquiry.slug;

    let list = read(&scene.moderator, &format!("/desk/{slug}/sheet?as=xlsx")).await;
    let said = rows(&list);
    assert_eq!(said[0][..3], ["题号", "问题", "问哪家"]);
    assert!(said.iter().any(|row| row[1].contains("怎么又停了？")), "{said:?}");
    let name = list.header("content-disposition").expect("a name").to_owned();
    assert!(name.starts_with("attachment;") && name.contains("UTF-8''%E9%A2%98%E5%8D%95"), "{name}");

    let register = rows(&read(&scene.supervisor, &format!("/supervision/{slug}/register?as=xlsx")).await);
    let numbers: Vec<&str> = register[1..].iter().map(|row| row[0].as_str()).collect();
    assert!(numbers.iter().any(|n| n.starts_with('C')) && numbers.iter().any(|n| n.starts_with('Q')), "{register:?}");
    let page = read(&scene.supervisor, &format!("/supervision/{slug}/register")).await;
    has(&page, &["签收表", "住房和城乡建设局", "?as=docx"]);
    let word = read(&scene.supervisor, &format!("/supervision/{slug}/register?as=docx")).await;
    assert!(
        word.bytes.starts_with(b"PK") && word.header("content-type").is_some_and(|it| it.contains("wordprocessingml"))
    );

    let book = read(&town.nobody(), "/ledger?as=csv").await;
    has(&book, &["\u{feff}", "责任单位", "原话"]);
    for file in [&list, &book] {
        assert!(!file.text.contains(&scene.question.receipt) && !file.text.contains("13800001111"));
    }
    assert_eq!(read(&town.nobody(), "/ledger?as=docx").await.status, 404);
    assert_eq!(read(&town.nobody(), "/ledger?as=exe").await.status, 400);
}

async fn read(who: &Person, path: &str) -> Answer {
    who.request(reqwest::Method::GET, path).header("accept", "text/html").await
}

#[track_caller]
fn has(page: &Answer, texts: &[&str]) {
    assert_eq!(page.status, 200, "{}", page.text);
    for text in texts {
        assert!(page.text.contains(text), "{text} is missing: {}", page.text);
    }
}

#[track_caller]
fn lacks(page: &Answer, texts: &[&str]) {
    assert_eq!(page.status, 200, "{}", page.text);
    for text in texts {
        assert!(!page.text.contains(text), "{text} stands on paper: {}", page.text);
    }
}

/// Puts a question into the running order.
async fn added(director: &Person, slug: &str, question: &Asked) -> Value {
    director.post(&format!("/inquiries/{slug}/rundown/items")).json(json!({ "question": question.id })).await.ok()
}

async fn sheets_are_for_whoever_reads_the_page_that_they_belong_to(town: Town) {
    let scene = Scene::new(&town).await;
    let slug = &scene.inquiry.slug;
    let (promise, owed) = (&scene.commitment, &scene.owed.id);
    let studio = [Role::Director, Role::Host, Role::Scribe, Role::Supervisor, Role::Moderator, Role::Lead];
    let sheets: [(String, &[Role]); 7] = [
        (format!("/desk/{slug}/sheet"), &[Role::Moderator, Role::Lead]),
        (format!("/stage/{slug}/sheet"), &studio),
        (format!("/stage/{slug}/cards"), &studio),
        (format!("/supervision/c/{promise}/sheet"), &[Role::Supervisor]),
        (format!("/supervision/q/{owed}/sheet"), &[Role::Supervisor]),
        (format!("/department/c/{promise}/sheet"), &[Role::Department]),
        (format!("/department/q/{owed}/sheet"), &[Role::Department]),
    ];

    for (path, _) in &sheets {
        let page = read(&town.nobody(), path).await;
        assert!(page.text.contains("name=\"token\""), "{path} leads somebody unknown to the door for staff");
    }
    for &role in Role::ALL {
        let who = town.staff(role, &format!("一位{}", role.word())).await;
        for (path, readers) in &sheets {
            let status = if readers.contains(&role) { 200 } else { 403 };
            assert_eq!(read(&who, path).await.status, status, "{role:?} on {path}");
        }
    }
    for (role, department) in [(Role::Department, "water"), (Role::Department, "willow")] {
        let wanted = wenzheng::crew::token::Wanted {
            role: role.word(),
            name: format!("{department}的人"),
            inquiry: None,
            department: Some(department.into()),
        };
        let stranger = town.granted(wanted).await;
        for (path, _) in sheets.iter().filter(|(path, _)| path.starts_with("/department")) {
            assert_eq!(read(&stranger, path).await.status, 403, "{department} on {path}");
        }
    }
}

async fn the_list_holds_what_was_chosen_and_what_may_be_in_either_language(town: Town) {
    let scene = Scene::new(&town).await;
    let slug = &scene.inquiry.slug;
    let path = format!("/desk/{slug}/sheet");
    let waiting = scene.asker.asks(&scene.inquiry, "三栋的人半夜还在唱歌").await;
    let private = scene.asker.asks(&scene.inquiry, "我家的钥匙在谁那里").await;
    scene.moderator.decides(&private.id, "approve_private", json!({})).await.ok();
    let shared = town.visitor();
    shared.seconds(&scene.other.id).await;
    scene.moderator.decides(&scene.question.id, "shortlist", json!({})).await.ok();

    let page = read(&scene.moderator, &path).await;

    has(&page, &["题单", "入选 1题", "柳岸小区3号楼电梯何时修好？", "还没选 1题", "怎么又停了？", ">1</td>"]);
    lacks(&page, &["唱歌", "钥匙", &waiting.receipt, &scene.question.receipt]);
    has(&read(&scene.moderator, &format!("{path}?lang=en")).await, &["Question list", "Shortlisted: 1", "lang=\"en\""]);
    has(&read(&scene.moderator, &format!("/desk/{slug}")).await, &[&path]);
}

async fn the_order_and_the_cards_hold_the_words_that_are_read(town: Town) {
    let scene = Scene::new(&town).await;
    let slug = &scene.inquiry.slug;
    let host = town.staff(Role::Host, "立夏").await;
    let other = town.director("小暑").await;
    let air = format!("/questions/{}/air", scene.question.id);
    let version = || async { scene.moderator.sees(&scene.question.id).await };
    let words = json!({ "text": "柳岸小区3号楼的电梯，\n哪一天修好？", "version": version().await });
    scene.director.put(&air).json(words).await.ok();
    other.post(&format!("{air}/approval")).json(json!({ "version": version().await })).await.ok();
    added(&scene.director, slug, &scene.question).await;
    let pulled = added(&scene.director, slug, &scene.other).await;
    let pull = json!({ "item": pulled["id"], "code": "privacy", "asked_by": "值班领导", "how": "电话" });
    scene.director.post(&format!("/inquiries/{slug}/pull")).json(pull).await.ok();

    let order = read(&host, &format!("/stage/{slug}/sheet")).await;
    let cards = read(&host, &format!("/stage/{slug}/cards")).await;

    has(&order, &["播出单", "柳岸小区3号楼的电梯，哪一天修好？", "已审", "撤下", "怎么又停了？"]);
    lacks(&order, &["值班领导", "小暑", "清明"]);
    has(&cards, &["柳岸小区3号楼的电梯，哪一天修好？", "念完约4秒", "card__text--large"]);
    lacks(&cards, &["怎么又停了？", "何时修好？"]);
    has(&read(&host, &format!("/stage/{slug}/cards?lang=en")).await, &["cards</h1>", "about 4 s to read"]);
    let gallery = read(&host, &format!("/stage/{slug}/rundown")).await;
    has(&gallery, &[&format!("/stage/{slug}/sheet"), &format!("/stage/{slug}/cards")]);
}

async fn the_order_of_a_promise_says_what_by_when_and_nothing_of_persons(town: Town) {
    let scene = Scene::new(&town).await;
    let caught = json!({
        "quote": "我们三十天内把电梯修好", "what": "柳岸小区3部电梯恢复运行", "lead": "housing", "person": "高局长",
        "due": "30天内", "test": "三部电梯连续运行七天",
    });
    let caught = scene.scribe.post(&format!("/inquiries/{}/commitments", scene.inquiry.slug)).json(caught).await.ok();
    let id = caught["id"].as_str().unwrap();
    let path = format!("/supervision/c/{id}/sheet");
    assert_eq!(read(&scene.supervisor, &path).await.status, 404, "no order before its words stand");
    for body in
        [json!({ "action": "confirm", "version": 1 }), json!({ "action": "assign", "lead": "housing", "version": 2 })]
    {
        scene.supervisor.post(&format!("/commitments/{id}/actions")).json(body).await.ok();
    }

    let page = read(&scene.supervisor, &path).await;

    has(
        &page,
        &["交办单", "住房和城乡建设局：", "“我们三十天内把电梯修好”", "3部电梯恢复运行", "三部电梯连续运行七天"],
    );
    has(&page, &["1个工作日内签收", "<svg", &format!("/c/{id}"), "签收人："]);
    lacks(&page, &["高局长", "程立", "苏芒", "何苗"]);
    has(&read(&scene.housing, &format!("/department/c/{id}/sheet?lang=en")).await, &["within 1 working day;"]);
    has(&read(&scene.supervisor, &format!("/supervision/c/{id}")).await, &[&path]);
}

async fn nothing_of_an_asker_stands_on_paper(town: Town) {
    let scene = Scene::new(&town).await;
    let inquiry = town.inquiry(Phase::Collecting).await;
    let slug = &inquiry.slug;
    let asker = town.visitor();
    let written = json!({
        "text": "柳岸小区9栋1803的水黄了，电话13800001111", "title": "黄水的题", "place": "柳岸小区9栋", "name": "周女士",
        "contact": "13900002222", "visibility": "public", "department": "housing",
    });
    let asked = Asked::of(&asker.writes(&inquiry, written).await.ok());
    scene.moderator.approves(&asked.id, "柳岸小区的水为什么发黄？").await;
    let sheets = [format!("/desk/{slug}/sheet"), format!("/stage/{slug}/sheet"), format!("/stage/{slug}/cards")];
    let list = read(&scene.moderator, &sheets[0]).await;
    added(&scene.director, slug, &asked).await;
    let mut pages = vec![list];
    for path in &sheets {
        pages.push(read(&scene.moderator, path).await);
    }
    let order = json!({ "department": "housing", "version": scene.moderator.sees(&scene.question.id).await });
    scene.supervisor.post(&format!("/questions/{}/order", scene.question.id)).json(order).await.ok();
    pages.push(read(&scene.housing, &format!("/department/q/{}/sheet", scene.question.id)).await);

    for page in &pages {
        lacks(
            page,
            &["1803", "13800001111", "13900002222", "周女士", "黄水的题", "9栋", &asked.receipt, &asked.secret],
        );
    }
    has(&pages[0], &["柳岸小区的水为什么发黄？", "住房和城乡建设局"]);
    has(&pages[4], &["柳岸小区3号楼电梯何时修好？", "第1条"]);
}
