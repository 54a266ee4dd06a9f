//! Pages: a typed page goes in, HTML comes out, in the reader's language and without need of script.

mod assets;
mod clock;
mod engine;
mod samples;
mod square;

pub mod account;
pub mod ask;
pub mod asker;
pub mod audit;
pub mod checks;
pub mod clear;
pub mod contest;
pub mod deputy;
pub mod desk;
pub mod door;
pub mod followup;
pub mod gate;
pub mod identity;
pub mod import;
pub mod office;
pub mod pairs;
pub mod person;
pub mod question;
pub mod receipt;
pub mod ring;
pub mod sheet;
pub mod shell;
pub mod sign_off;
pub mod stage;
pub mod table_file;
pub mod type_in;
pub mod word_file;

use std::sync::Arc;

use serde::Serialize;

pub use assets::{Asset, asset};
pub use shell::House;
pub use square::square;

use crate::lang::Lang;
use engine::Engine;

/// The built form of a source file, such as `stage/worker.ts`, chosen by Accept-Encoding.
pub fn built(source: &str, accept_encoding: &str) -> Option<Asset> {
    asset(assets::address(source)?.strip_prefix("/assets/")?, accept_encoding)
}

/// Something that has a template of its own.
pub trait Page: Serialize {
    /// The template's path under `web/`, such as `intake/ask.html`.
    const TEMPLATE: &'static str;

    /// Every shape that the page can take; each is rendered in each language by the tests.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// What surrounds a page and is the same for all of them.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The language to render in.
    pub lang: Lang,
    /// What stands in the browser's title, before the programme's name.
    pub title: String,
    /// Path and query of this page as it was asked for; language and size links are made from it.
    pub path: String,
    /// Whose page it is.
    pub house: House,
    /// The IANA time zone in which times are written.
    pub zone: String,
    /// Large type for elders (大字), kept in a cookie.
    pub large: bool,
    /// A page that search engines should not keep, and whose address must not be passed on.
    pub private: bool,
    /// What rings over the page, where its reader hears of it.
    pub ring: Option<ring::Ring>,
    /// Whose name lies over the page, where it is of a sealed list.
    pub watermark: Option<shell::Watermark>,
}

impl Frame {
    /// A public frame in the given language, with every setting at its default.
    pub fn new(lang: Lang, title: impl Into<String>, path: impl Into<String>, house: House) -> Frame {
        let (title, path) = (title.into(), path.into());
        Frame {
            lang,
            title,
            path,
            house,
            zone: "Asia/Shanghai".into(),
            large: false,
            private: false,
            ring: None,
            watermark: None,
        }
    }

    /// The same frame for a page that belongs to one person alone.
    #[must_use]
    pub fn private(self) -> Frame {
        Frame { private: true, ..self }
    }
}

/// Why a page could not be made. All of these are ours to mend.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// A template lacks something or says it wrongly.
    #[error("template: {0}")]
    Template(#[from] tera::Error),
    /// The binary was built before the front end was.
    #[error("the front end is not built: run `npm ci && npm run build` in web/ first")]
    NotBuilt,
}

/// The templates in every language, ready to render. Cheap to clone.
#[derive(Clone)]
pub struct Pages {
    engine: Arc<Engine>,
}

impl Pages {
    /// Reads every template; a mistake in one is found here and not by a reader.
    ///
    /// # Errors
    /// A template that does not parse, or a release binary without built assets.
    pub fn open() -> Result<Pages, PageError> {
        if !cfg!(debug_assertions) && !assets::are_built() {
            return Err(PageError::NotBuilt);
        }
        Ok(Pages { engine: Arc::new(Engine::open()?) })
    }

    /// The page as a whole HTML document.
    ///
    /// # Errors
    /// A template that asks for what the page does not have, or for a sentence that the language lacks.
    pub fn render<P: Page>(&self, page: &P, frame: &Frame) -> Result<String, PageError> {
        let mut context = tera::Context::from_serialize(page)?;
        context.insert("frame", frame);
        context.insert("lang", frame.lang.tag());
        context.insert("zone", &frame.zone);
        context.insert("here", frame.path.split('?').next().unwrap_or_default());
        context.insert("lang_links", &language_links(frame));
        context.insert("size_link", &linked(&frame.path, "size", if frame.large { "normal" } else { "large" }));
        self.engine.render(frame.lang, P::TEMPLATE, &context)
    }

    /// The names that a template reads, for the test that holds pages and templates together.
    ///
    /// # Errors
    /// No such template.
    pub fn variables(&self, template: &str) -> Result<Vec<String>, PageError> {
        self.engine.variables(template)
    }
}

/// A way to the same page in another language.
#[derive(Serialize)]
struct LanguageLink {
    lang: &'static str,
    href: String,
}

fn language_links(frame: &Frame) -> Vec<LanguageLink> {
    Lang::ALL
        .into_iter()
        .filter(|lang| *lang != frame.lang)
        .map(|lang| LanguageLink { lang: lang.tag(), href: linked(&frame.path, "lang", lang.tag()) })
        .collect()
}

/// The same address with one part of its query set.
fn linked(path: &str, name: &str, value: &str) -> String {
    let (place, query) = path.split_once('?').unwrap_or((path, ""));
    let kept = query.split('&').filter(|part| !part.is_empty() && part.split('=').next() != Some(name));
    let parts: Vec<String> = kept.map(str::to_owned).chain([format!("{name}={value}")]).collect();
    format!("{place}?{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_link_keeps_the_rest_of_the_address() {
        assert_eq!(linked("/i/wuye", "lang", "en"), "/i/wuye?lang=en");
        assert_eq!(linked("/i/wuye?lang=zh-CN&sort=new", "lang", "en"), "/i/wuye?sort=new&lang=en");
    }

    fn every_sample_renders<P: Page>(pages: &Pages) {
        for lang in Lang::ALL {
            for page in P::samples() {
                let frame = Frame::new(lang, "加强物业管理", "/i/wuye?sort=new", House::sample());
                let html =
                    pages.render(&page, &frame).unwrap_or_else(|e| panic!("{} {}: {e}", P::TEMPLATE, lang.tag()));
                assert!(html.contains(&format!("<html lang=\"{}\"", lang.tag())), "{} names its language", P::TEMPLATE);
                assert!(!html.contains(" style="), "{} has an inline style", P::TEMPLATE);
                assert!(!html.contains(" onclick="), "{} has an inline script", P::TEMPLATE);
                if let Some(folder) = std::env::var_os("WENZHENG_SAMPLES") {
                    keep(folder.as_ref(), P::TEMPLATE, lang, &html);
                }
            }
        }
    }

    /// Lays a rendered sample where `web/look.mjs` can photograph it.
    fn keep(folder: &std::path::Path, template: &str, lang: Lang, html: &str) {
        let stem = template.trim_end_matches(".html").replace('/', "-");
        let name = (0..)
            .map(|n| folder.join(format!("{stem}-{n}.{}.html", lang.tag())))
            .find(|path| !path.exists())
            .expect("numbers do not run out");
        std::fs::create_dir_all(folder).expect("the folder can be made");
        std::fs::write(name, html).expect("the folder can be written to");
    }

    #[test]
    fn every_page_renders_every_sample_in_every_language() {
        let pages = Pages::open().unwrap_or_else(|e| panic!("{e}"));

        every_sample_renders::<shell::HomePage>(&pages);
        every_sample_renders::<shell::ErrorPage>(&pages);
        every_sample_renders::<door::InquiryPage>(&pages);
        every_sample_renders::<ask::AskPage>(&pages);
        every_sample_renders::<type_in::TypeInPage>(&pages);
        every_sample_renders::<ring::AlarmPage>(&pages);
        every_sample_renders::<question::QuestionPage>(&pages);
        every_sample_renders::<receipt::ReceiptPage>(&pages);
        every_sample_renders::<receipt::FindPage>(&pages);
        every_sample_renders::<asker::AskerPage>(&pages);
        every_sample_renders::<clear::ClearPage>(&pages);
        every_sample_renders::<identity::IdentityPage>(&pages);
        every_sample_renders::<desk::DeskPage>(&pages);
        every_sample_renders::<sheet::QuestionSheet>(&pages);
        every_sample_renders::<sheet::RundownSheet>(&pages);
        every_sample_renders::<sheet::HostCards>(&pages);
        every_sample_renders::<sheet::OrderSheet>(&pages);
        every_sample_renders::<followup::morning::MorningReport>(&pages);
        every_sample_renders::<stage::RundownPage>(&pages);
        every_sample_renders::<stage::PrompterPage>(&pages);
        every_sample_renders::<stage::ConfidencePage>(&pages);
        every_sample_renders::<stage::LowerThirdPage>(&pages);
        every_sample_renders::<pairs::PairsPage>(&pages);
        every_sample_renders::<deputy::DeputyPage>(&pages);
        every_sample_renders::<deputy::DeputySheet>(&pages);
        every_sample_renders::<stage::GonePage>(&pages);
        every_sample_renders::<office::OfficePage>(&pages);
        every_sample_renders::<office::FormPage>(&pages);
        every_sample_renders::<office::OfficeInquiryPage>(&pages);
        every_sample_renders::<person::PersonPage>(&pages);
        every_sample_renders::<import::ImportPage>(&pages);
        every_sample_renders::<audit::AuditPage>(&pages);
        every_sample_renders::<followup::ledger::LedgerPage>(&pages);
        every_sample_renders::<followup::commitment::CommitmentPage>(&pages);
        every_sample_renders::<followup::todo::TodoPage>(&pages);
        every_sample_renders::<followup::file::FilePage>(&pages);
        every_sample_renders::<followup::order::OrderPage>(&pages);
        every_sample_renders::<followup::sending::SendingPage>(&pages);
        every_sample_renders::<followup::harassment::HarassmentPage>(&pages);
        every_sample_renders::<followup::closing::ClosingPage>(&pages);
        every_sample_renders::<followup::scribe::ScribePage>(&pages);
    }

    #[test]
    fn a_problem_without_a_sentence_of_its_own_still_has_a_page() {
        let pages = Pages::open().unwrap_or_else(|e| panic!("{e}"));
        let mut page = shell::ErrorPage::samples().remove(0);
        page.code = "newer_than_this_page".into();

        let html = pages.render(&page, &Frame::new(Lang::ZhCn, "t", "/", House::sample()));

        assert!(html.expect("the page renders").contains("没做成，没有任何改动。"));
    }

    #[test]
    fn what_an_asker_typed_is_never_markup() {
        let pages = Pages::open().unwrap_or_else(|e| panic!("{e}"));
        let mut page = ask::AskPage::samples().remove(0);
        page.form.text = "</textarea><script>alert(1)</script>".into();

        let html = pages
            .render(&page, &Frame::new(Lang::ZhCn, "t", "/i/wuye/ask", House::sample()))
            .expect("the page renders");

        assert!(!html.contains("<script>alert"));
    }
}
