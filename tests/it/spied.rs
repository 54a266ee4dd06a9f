//! What a relative or a company would try who looks for an asker: where a browser says it came from, what a messenger shows
//! of a link, what can be counted up. Photos, hours and shared phones have their tests beside what they are about.

use wenzheng::domain::inquiry::Phase;

use crate::kit::{Asked, Town, both_engines, browse::read};

both_engines!(
    no_page_of_an_asker_tells_the_next_one_where_it_was,
    a_messengers_look_at_an_askers_link_shows_nothing_of_the_question,
    neither_receipts_nor_ids_can_be_counted_up,
);

async fn no_page_of_an_asker_tells_the_next_one_where_it_was(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());
    let asked = asker.asks(&inquiry, "柳岸小区3号楼电梯停了三个月").await;
    // A browser that keeps its cookie and follows where the link leads.
    let browser = reqwest::Client::builder().cookie_store(true).build().expect("a client");
    let link = format!("http://{}/r/{}?s={}", town.address(), asked.receipt, asked.secret);

    let own = browser.get(link).send().await.expect("it answers");

    assert!(!own.url().as_str().contains(&asked.secret), "{} keeps the secret in the address", own.url());
    assert_eq!(own.headers().get("referrer-policy").and_then(|it| it.to_str().ok()), Some("no-referrer"));
    assert!(own.text().await.expect("a page").contains("柳岸小区3号楼"), "it is the asker's own page");
    let public = read(&town.nobody(), &format!("/i/{}", inquiry.slug)).await;
    assert_eq!(public.header("referrer-policy"), Some("same-origin"), "no other house learns what was read here");
}

/// Who fetches a link to show a picture of it keeps no cookie and runs no script.
async fn a_messengers_look_at_an_askers_link_shows_nothing_of_the_question(town: Town) {
    let (inquiry, asker) = (town.inquiry(Phase::Collecting).await, town.visitor());
    let asked = asker.asks(&inquiry, "柳岸小区3号楼电梯停了三个月").await;
    let link = format!("/r/{}?s={}", asked.receipt, asked.secret);

    let first = read(&town.nobody(), &link).await;
    let then = read(&town.nobody(), first.header("location").expect("it leads on without the secret")).await;
    let seen = [&first.text, &then.text].map(|text| text.contains("柳岸") || text.contains(&asked.secret));

    assert_eq!((seen, then.header("location")), ([false, false], Some("/r")));
    assert!(!first.header("location").unwrap_or_default().contains(&asked.secret));
    asker.own(&asked).await;
}

async fn neither_receipts_nor_ids_can_be_counted_up(town: Town) {
    let inquiry = town.inquiry(Phase::Collecting).await;
    let mut all: Vec<Asked> = Vec::new();
    for n in 0..20 {
        all.push(town.visitor().asks(&inquiry, &format!("第{n}号楼的电梯停了三个月")).await);
    }

    let receipts: Vec<i64> = all.iter().map(|it| it.receipt.parse().expect("digits")).collect();
    let steps: Vec<i64> = receipts.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps.iter().all(|step| step.abs() > 1_000), "a neighbour's receipt is near: {steps:?}");
    assert!(steps.windows(2).all(|pair| pair[0] != pair[1]), "receipts rise by the same step: {steps:?}");

    let by_id = |all: &[Asked]| {
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by(|a, b| all[*a].id.cmp(&all[*b].id));
        order
    };
    assert_ne!(by_id(&all), (0..all.len()).collect::<Vec<_>>(), "ids tell who asked after whom");
}
