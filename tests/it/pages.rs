//! Who may open which page and send which form: every role over every page of the table.

use reqwest::Method;
use wenzheng::{
    crew::token::Wanted,
    domain::{inquiry::Phase, role::Role},
};

use crate::kit::{
    Answer, Call, Person, Town, both_engines,
    pages::{Page, pages},
    scene::Scene,
};

both_engines!(
    each_role_opens_its_pages_and_no_others,
    without_a_credential_the_pages_of_the_staff_are_closed,
    a_grant_opens_no_page_of_another_inquiry,
);

/// Opens a page or sends an empty form, and follows nowhere.
async fn opens(scene: &Scene, who: &Person, method: &str, path: &str) -> Answer {
    let address = format!("http://{}{}", who.town.address(), scene.fill_page(path));
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let mut request = client.request(method.parse::<Method>().expect("a method"), address);
    if let Some(token) = &who.token {
        request = request.bearer_auth(token);
    }
    if method == "POST" && path.ends_with("/evidence") || path.ends_with("/imports") {
        request = request.multipart(reqwest::multipart::Form::new().text("x", ""));
    } else if method == "POST" {
        request = request.form(&[("version", "0")]);
    }
    Call(request).await
}

/// Whether somebody was kept out: refused, or shown the door where one signs in.
fn is_closed(answer: &Answer) -> bool {
    matches!(answer.status, 401 | 403) || answer.header("location").is_some_and(|to| to.starts_with("/sign-in"))
}

async fn each_role_opens_its_pages_and_no_others(town: Town) {
    let scene = Scene::new(&town).await;
    let mut wrong = Vec::new();
    for &role in Role::ALL {
        let who = town.staff(role, &format!("一位{}", role.word())).await;
        for (method, path, page) in pages() {
            let may = match page {
                Page::Staff(deed) => role.may(deed),
                Page::Signed => true,
                // What asks for more than being of the staff, or less, has stories of its own.
                Page::Anyone | Page::Asker | Page::Screen => continue,
            };
            let answer = opens(&scene, &who, method, path).await;
            let is_right = if may { !is_closed(&answer) && answer.status != 404 } else { answer.status == 403 };
            if !is_right || answer.status >= 500 {
                wrong.push(format!("{method} {path} answers {} to {role:?}", answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

async fn without_a_credential_the_pages_of_the_staff_are_closed(town: Town) {
    let scene = Scene::new(&town).await;
    let made_up = Person { token: Some(format!("wzs_{}", "0".repeat(64))), ..town.nobody() };
    for who in [town.nobody(), town.visitor(), made_up] {
        for (method, path, page) in pages() {
            let answer = opens(&scene, &who, method, path).await;
            assert!(answer.status < 500, "{method} {path}: {} {}", answer.status, answer.text);
            match page {
                Page::Staff(_) | Page::Signed => {
                    assert!(is_closed(&answer), "{method} {path} is open to {:?}: {}", who.token, answer.text);
                }
                Page::Asker => assert!(!answer.text.contains("电梯停了三个月"), "{path}: {}", answer.text),
                Page::Anyone | Page::Screen => {
                    assert!(
                        !is_closed(&answer) || path == "/sign-in" || path == "/sign-out" || path == "/ws/v1",
                        "{method} {path} is closed: {}",
                        answer.text
                    );
                }
            }
        }
    }
}

async fn a_grant_opens_no_page_of_another_inquiry(town: Town) {
    let scene = Scene::new(&town).await;
    let elsewhere = town.inquiry(Phase::Collecting).await;
    for role in [
        Role::Moderator,
        Role::Lead,
        Role::Director,
        Role::Host,
        Role::Scribe,
        Role::Supervisor,
        Role::Verifier,
        Role::Clerk,
    ] {
        let granted = async |slug: &str, name: &str| {
            let (inquiry, name) = (Some(slug.to_owned()), format!("{name}{}", role.word()));
            town.granted(Wanted { role: role.word(), name, inquiry, department: None }).await
        };
        let (stranger, local) = (granted(&elsewhere.slug, "外场").await, granted(&scene.inquiry.slug, "本场").await);
        for (method, path, page) in pages() {
            let Page::Staff(deed) = page else { continue };
            let is_of_inquiry =
                path.contains("{slug}") && !path.contains("/programmes/") && !path.contains("/departments/");
            let is_of_promise = path.contains("/c/{id}") || path.contains("/q/{id}") || path.contains("/imports/");
            if method != "GET" || !role.may(deed) || !(is_of_inquiry || is_of_promise) {
                continue;
            }
            let answer = opens(&scene, &stranger, method, path).await;
            assert!(
                matches!(answer.status, 403 | 404),
                "{path} is open to a {role:?} of another inquiry: {}",
                answer.text
            );
            let answer = opens(&scene, &local, method, path).await;
            assert!(!is_closed(&answer), "{path} is closed to a {role:?} of this inquiry: {}", answer.text);
        }
    }
}
