//! 微信 and 县融媒体客户端: another house says who it is; what it gave opens once, for the device that went there.

use wenzheng::domain::{
    identity::{Identity, STATE_MS},
    inquiry::{Inquiry, Phase},
    moment::minutes,
};

use super::wanting;
use crate::kit::{
    Person, Town, both_engines,
    browse::{leads_to, read, send},
    gateway::{Gateway, Mood, forged_ticket, ticket},
};

both_engines!(
    wechat_leads_there_and_back_and_then_one_writes,
    what_wechat_gave_is_for_the_device_that_went_there_and_opens_once,
    the_countys_app_opens_the_door_with_a_ticket,
    a_ticket_is_no_use_a_second_time_late_or_forged,
    of_a_way_that_an_inquiry_does_not_want_there_is_no_page,
);

/// The word that goes to WeChat with a device, as the page's link says.
async fn state(who: &Person, inquiry: &Inquiry) -> String {
    let page = read(who, &format!("/i/{}/identity", inquiry.slug)).await.text;
    let link = page.split("href=\"").find(|link| link.starts_with("https://open.weixin.qq.com/")).expect("a link");
    let link = link.split('"').next().expect("an address").replace("&amp;", "&");
    let back = format!("redirect_uri=http%3A%2F%2F127.0.0.1%3A0%2Fi%2F{}%2Fidentity%2Fwechat&", inquiry.slug);
    for part in ["/connect/oauth2/authorize?appid=wx0123456789&", &back, "scope=snsapi_base&", "#wechat_redirect"] {
        assert!(link.contains(part), "{part} is not in {link}");
    }
    let state = link.split("state=").nth(1).and_then(|rest| rest.split('#').next()).expect("a state");
    assert!(state.chars().all(|char| char.is_ascii_alphanumeric()), "WeChat takes no other letters: {state}");
    state.to_owned()
}

async fn wechat_leads_there_and_back_and_then_one_writes(town: Town) {
    let (inquiry, gateway) = wanting(&town, Identity::Wechat).await;
    let (asker, ask) = (town.visitor(), format!("/i/{}/ask", inquiry.slug));
    gateway.wechat_gives("021aBc_-", "oAccountOfSomebody");
    let before = read(&asker, &ask).await.text;
    assert!(!before.contains("<textarea") && before.contains("用微信确认"), "who writes first would have to leave");
    assert_eq!(asker.tries(&inquiry).await.refused(403, "identity_required")["way"], "wechat");
    let (state, back) = (state(&asker, &inquiry).await, format!("/i/{}/identity/wechat", inquiry.slug));

    let came_back = read(&asker, &format!("{back}?code=021aBc_-&state={state}")).await;

    assert!(came_back.text.contains("完成确认") && came_back.text.contains("021aBc_-"), "{}", came_back.text);
    assert_eq!(came_back.header("referrer-policy"), Some("no-referrer"));
    asker.tries(&inquiry).await.refused(403, "identity_required");
    let form = [("proof", "021aBc_-"), ("state", &state)];
    leads_to(&send(&asker, &back, &form).await, &ask);
    leads_to(&send(&asker, &back, &form).await, &ask);
    let after = read(&asker, &ask).await.text;
    assert!(after.contains("<textarea") && !after.contains("oAccountOfSomebody"), "{after}");
    asker.tries(&inquiry).await.ok();
}

async fn what_wechat_gave_is_for_the_device_that_went_there_and_opens_once(town: Town) {
    let gateway = Gateway::open_with(&town, |config| config.outside_timeout_ms = 500).await;
    let inquiry = town.inquiry(Phase::Collecting).await;
    town.confirms_by(&inquiry, Identity::Wechat).await;
    let (asker, other) = (town.visitor(), town.visitor());
    gateway.wechat_gives("021aBc", "oAccountOfSomebody");
    let (mine, back) = (state(&asker, &inquiry).await, format!("/i/{}/identity/wechat", inquiry.slug));
    let refused = async |who: &Person, code: &str, state: &str, status: u16, said: &str| {
        let answer = send(who, &back, &[("proof", code), ("state", state)]).await;
        assert!(answer.status == status && answer.text.contains(said), "{} {}", answer.status, answer.text);
        who.tries(&inquiry).await.refused(403, "identity_required");
    };

    refused(&other, "021aBc", &mine, 403, "没有核验上").await;
    refused(&asker, "021aBc", "1790251200000z00", 403, "没有核验上").await;
    refused(&asker, "unknown", &mine, 403, "没有核验上").await;
    refused(&asker, "021aBc&appid=x", &mine, 403, "没有核验上").await;
    for mood in [Mood::Broken, Mood::Silent] {
        gateway.is(mood);
        refused(&asker, "021aBc", &mine, 503, "这会儿核验不了身份").await;
    }
    gateway.is(Mood::Well);
    leads_to(&send(&asker, &back, &[("proof", "021aBc"), ("state", &mine)]).await, "/i/");
    let others = state(&other, &inquiry).await;
    refused(&other, "021aBc", &others, 403, "没有核验上").await;
    gateway.wechat_gives("021aBd", "oAnotherAccount");
    town.wait(STATE_MS);
    refused(&other, "021aBd", &others, 403, "没有核验上").await;
}

async fn the_countys_app_opens_the_door_with_a_ticket(town: Town) {
    let (inquiry, _gateway) = wanting(&town, Identity::App).await;
    let (asker, ask) = (town.visitor(), format!("/i/{}/ask", inquiry.slug));
    let there = read(&asker, &ask).await.text;
    assert!(there.contains("请在县融媒体客户端里打开") && !there.contains("<textarea"), "{there}");
    let (path, ends_s) = (format!("/i/{}/identity/app", inquiry.slug), now_s(&town) + 60);
    let ticket = ticket("u-81", "0199a1b2c3d4", ends_s);

    let opened = read(&asker, &format!("{path}?ticket={ticket}")).await;

    assert!(opened.status == 200 && opened.text.contains(&ticket), "{}", opened.text);
    asker.tries(&inquiry).await.refused(403, "identity_required");
    leads_to(&send(&asker, &path, &[("proof", &ticket)]).await, &ask);
    leads_to(&send(&asker, &path, &[("proof", &ticket)]).await, &ask);
    asker.tries(&inquiry).await.ok();
}

async fn a_ticket_is_no_use_a_second_time_late_or_forged(town: Town) {
    let (inquiry, _gateway) = wanting(&town, Identity::App).await;
    let (asker, other) = (town.visitor(), town.visitor());
    let (path, ends_s) = (format!("/i/{}/identity/app", inquiry.slug), now_s(&town) + 60);
    let refused = async |ticket: &str| {
        let answer = send(&other, &path, &[("proof", ticket)]).await;
        assert!(answer.status == 403 && answer.text.contains("没有核验上"), "{} {}", answer.status, answer.text);
        other.tries(&inquiry).await.refused(403, "identity_required");
    };
    let used = ticket("u-81", "0199a1b2c3d4", ends_s);
    send(&asker, &path, &[("proof", &used)]).await;
    asker.tries(&inquiry).await.ok();

    refused(&used).await;
    refused(&forged_ticket("a key that nobody gave out", "u-82", "0199a1b2c3d5", ends_s)).await;
    refused(&ticket("u-82", "0199a1b2c3d6", now_s(&town) + 86_400)).await;
    refused("").await;
    let late = ticket("u-82", "0199a1b2c3d7", ends_s);
    town.wait(minutes(1));
    refused(&late).await;
}

async fn of_a_way_that_an_inquiry_does_not_want_there_is_no_page(town: Town) {
    let (inquiry, _gateway) = wanting(&town, Identity::App).await;
    let free = town.inquiry(Phase::Collecting).await;
    let (asker, ask) = (town.visitor(), format!("/i/{}/ask", free.slug));
    let gone = async |path: String| assert_eq!(read(&asker, &path).await.status, 404, "{path}");

    assert!(read(&asker, &ask).await.text.contains("<textarea"));
    for way in ["", "/wechat", "/app"] {
        gone(format!("/i/{}/identity{way}", free.slug)).await;
    }
    gone(format!("/i/{}/identity/wechat", inquiry.slug)).await;
    town.reopen(|_| {}).await;
    for way in ["", "/app"] {
        gone(format!("/i/{}/identity{way}", inquiry.slug)).await;
    }
    asker.tries(&inquiry).await.refused(503, "identity_unavailable");
}

/// The house's time, in seconds.
fn now_s(town: &Town) -> i64 {
    town.app().now().0 / 1000
}
