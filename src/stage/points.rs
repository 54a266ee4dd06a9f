//! How each point of the list before the show stands: what the house sees by itself, and what somebody said of the rest.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::rundown::{self, StageItem, StageRundown};
use crate::{
    app::{self, App, pairs},
    domain::{
        check::{CLOCK_MS, Checked, DISK_BYTES, LOST_MS, Point},
        id::{InquiryId, PersonId},
        inquiry::Inquiry,
        moment::{Moment, seconds},
        rundown::ItemState,
    },
    media::disk,
    pages::checks::Piece,
    store::{
        Tx, checks, people, respondents, rundowns,
        screens::{self, Screen, ScreenKind},
    },
    text::rare::rare,
};

/// The least delay of a show on television, in milliseconds.
const TELEVISED_MS: i64 = seconds(20);
/// The screens without which no show begins.
const NEEDED: [ScreenKind; 2] = [ScreenKind::Prompter, ScreenKind::LowerThird];

/// How a point stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = StageCheck)]
pub struct Stands {
    /// Which point.
    pub point: Point,
    /// Whether it is as it must be.
    pub good: bool,
    /// How it is: the end of its sentence's key, `check-<point>-<how>`.
    pub how: &'static str,
    /// A figure that the sentence names.
    pub n: i64,
    /// What it is about.
    pub about: Vec<Piece>,
    /// Who said so, where somebody did.
    pub by: Option<String>,
    /// When.
    pub at: Option<Moment>,
}

impl Stands {
    fn new(point: Point, good: bool, how: &'static str) -> Self {
        Self { point, good, how, n: 0, about: Vec::new(), by: None, at: None }
    }

    fn with(self, n: i64, about: Vec<Piece>) -> Self {
        Self { n, about, ..self }
    }
}

/// What the points are held against.
struct Seen {
    now: Moment,
    rundown: StageRundown,
    screens: Vec<Screen>,
    said: BTreeMap<Point, Checked>,
    names: BTreeMap<String, String>,
}

/// How every point of an inquiry stands.
pub async fn all(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Vec<Stands>> {
    let stored = rundowns::of(tx, &inquiry.id).await?;
    let rundown = rundown::seen(app, tx, inquiry, &stored).await?;
    let mut screens = screens::of_inquiry(tx, &inquiry.id).await?;
    screens.retain(|screen| screen.revoked_at.is_none());
    let said: BTreeMap<Point, Checked> =
        checks::of_inquiry(tx, &inquiry.id).await?.into_iter().map(|it| (it.point, it)).collect();
    let people: Vec<&str> = said.values().map(|it| it.by_person.as_str()).collect();
    let names = people::names(tx, &people).await?;
    let seen = Seen { now: app.now(), rundown, screens, said, names };
    let rare = rare_in(tx, &seen.rundown, &inquiry.id).await?;
    let short = pairs::short(tx, inquiry).await?;
    let crew = pairs::crew_size(tx, inquiry).await?;
    let link = format!("{}/i/{}", app.config.public_url(), inquiry.slug);
    let free = disk::free(&app.config.data_dir).ok();
    let pairs = short.iter().map(|it| Piece::key(format!("pair-{}", it.pair))).collect();
    Ok(vec![
        seen.screens(),
        seen.fonts(&rare),
        seen.square(&link),
        seen.clock(),
        delay(app.delay_ms(inquiry)),
        match short.is_empty() {
            true => Stands::new(Point::Pairs, true, "good").with(crew as i64, vec![]),
            false => Stands::new(Point::Pairs, false, "short").with(crew as i64, pairs),
        },
        seen.texts(),
        seen.cards(),
        room(free),
        seen.backup(),
    ])
}

fn delay(ms: i64) -> Stands {
    let good = ms >= TELEVISED_MS;
    Stands::new(Point::Delay, good, if good { "good" } else { "short" }).with(ms / 1000, vec![])
}

fn room(free: Option<u64>) -> Stands {
    let Some(bytes) = free else { return Stands::new(Point::Disk, false, "unknown") };
    let good = bytes >= DISK_BYTES;
    let gigabytes = i64::try_from(bytes >> 30).unwrap_or(i64::MAX);
    Stands::new(Point::Disk, good, if good { "good" } else { "low" }).with(gigabytes, vec![])
}

impl Seen {
    fn screens(&self) -> Stands {
        let lacking: Vec<Piece> = NEEDED
            .iter()
            .filter(|kind| self.screens.iter().all(|screen| screen.kind != **kind))
            .map(|kind| Piece::key(format!("js-stage-kind-{}", kind.word())))
            .collect();
        if !lacking.is_empty() {
            return Stands::new(Point::Screens, false, "none").with(0, lacking);
        }
        let silent = self.labels(|screen| !self.is_there(screen));
        if !silent.is_empty() {
            return Stands::new(Point::Screens, false, "silent").with(0, silent);
        }
        let version = self.rundown.standing.version;
        let behind = self.labels(|screen| screen.painted_version != Some(version));
        if !behind.is_empty() {
            return Stands::new(Point::Screens, false, "behind").with(0, behind);
        }
        Stands::new(Point::Screens, true, "good").with(self.screens.len() as i64, vec![])
    }

    fn is_there(&self, screen: &Screen) -> bool {
        screen.seen_at.is_some_and(|seen| self.now.since(seen) <= LOST_MS)
    }

    fn labels(&self, which: impl Fn(&Screen) -> bool) -> Vec<Piece> {
        self.screens.iter().filter(|screen| which(screen)).map(label).collect()
    }

    /// Each screen that is there says for itself what it cannot draw: fonts differ from machine to machine.
    fn fonts(&self, rare: &[char]) -> Stands {
        let shown: String = rare.iter().collect();
        let about = |text: String| vec![Piece::text(text)];
        if rare.is_empty() {
            return Stands::new(Point::Fonts, true, "none");
        }
        let words = self.screens.iter().filter(|screen| screen.kind != ScreenKind::Corner);
        let words: Vec<&Screen> = words.collect();
        let lacking: Vec<Piece> = words
            .iter()
            .filter_map(|screen| {
                let lacks = screen.cannot_draw.as_ref().filter(|lacks| lacks.chars().any(|it| rare.contains(&it)))?;
                Some([label(screen), Piece::text(lacks.clone())])
            })
            .flatten()
            .collect();
        if !lacking.is_empty() {
            return Stands::new(Point::Fonts, false, "missing").with(rare.len() as i64, lacking);
        }
        let have_looked = !words.is_empty() && words.iter().all(|screen| screen.cannot_draw.is_some());
        let how = if have_looked { "good" } else { "unsaid" };
        Stands::new(Point::Fonts, have_looked, how).with(rare.len() as i64, about(shown))
    }

    fn square(&self, link: &str) -> Stands {
        let corner = self.screens.iter().filter(|screen| screen.kind == ScreenKind::Corner);
        let Some(made_at) = corner.map(|screen| screen.made_at).max() else {
            return Stands::new(Point::Square, true, "none");
        };
        match self.said(Point::Square).filter(|it| it.at >= made_at) {
            None => Stands::new(Point::Square, false, "unsaid").with(0, vec![Piece::text(link.to_owned())]),
            Some(it) => {
                let read = it.detail.clone().map(Piece::text);
                let how = match (it.good, &read) {
                    (true, Some(_)) => "good",
                    (true, None) => "hand",
                    _ => "wrong",
                };
                self.by(it, Stands::new(Point::Square, it.good, how).with(0, read.into_iter().collect()))
            }
        }
    }

    fn clock(&self) -> Stands {
        let Some(it) = self.said(Point::Clock) else { return Stands::new(Point::Clock, false, "unsaid") };
        let ms = it.detail.as_deref().and_then(|ms| ms.parse::<i64>().ok());
        let how = match (it.good, ms) {
            (true, Some(_)) => "good",
            (true, None) => "hand",
            _ => "off",
        };
        self.by(it, Stands::new(Point::Clock, it.good, how).with(ms.unwrap_or_default().abs(), vec![]))
    }

    fn texts(&self) -> Stands {
        let asked: Vec<&StageItem> = self.rundown.items.iter().filter(|item| item.question.is_some()).collect();
        let lacks =
            |item: &&&StageItem| item.state == ItemState::Waiting && !item.air.as_ref().is_some_and(|air| air.approved);
        let lacking: Vec<Piece> =
            asked.iter().filter(lacks).filter_map(|item| Some(Piece::text(item.number?.to_string()))).collect();
        match (asked.len(), lacking.len()) {
            (0, _) => Stands::new(Point::Texts, false, "none"),
            (all, 0) => Stands::new(Point::Texts, true, "good").with(all as i64, vec![]),
            (_, n) => Stands::new(Point::Texts, false, "missing").with(n as i64, lacking),
        }
    }

    fn cards(&self) -> Stands {
        match self.said(Point::Cards) {
            None => Stands::new(Point::Cards, false, "unsaid"),
            Some(it) => {
                let good = it.detail.as_deref() == Some(&cards_digest(&self.rundown));
                self.by(it, Stands::new(Point::Cards, good, if good { "good" } else { "changed" }))
            }
        }
    }

    fn backup(&self) -> Stands {
        match self.said(Point::Backup).filter(|it| it.good) {
            None => Stands::new(Point::Backup, false, "none"),
            Some(it) => self.by(it, Stands::new(Point::Backup, true, "hand")),
        }
    }

    fn said(&self, point: Point) -> Option<&Checked> {
        self.said.get(&point).filter(|it| it.holds(self.now))
    }

    fn by(&self, it: &Checked, stands: Stands) -> Stands {
        let name = |person: &PersonId| self.names.get(person.as_str()).cloned().unwrap_or_default();
        Stands { by: Some(name(&it.by_person)), at: Some(it.at), ..stands }
    }
}

fn label(screen: &Screen) -> Piece {
    match screen.label.is_empty() {
        true => Piece::key(format!("js-stage-kind-{}", screen.kind.word())),
        false => Piece::text(screen.label.clone()),
    }
}

/// What stands on the cards, as one digest: printed once, they are good until this changes.
pub fn cards_digest(rundown: &StageRundown) -> String {
    let mut digest = Sha256::new();
    for item in rundown.items.iter().filter(|item| item.question.is_some() && !item.state.is_out()) {
        let text = item.air.as_ref().filter(|air| air.approved).map(|air| air.text.as_str());
        let text = text.or(item.question.as_ref().map(|it| it.text.as_str())).unwrap_or_default();
        digest.update(format!("{}\n{text}\n", item.number.unwrap_or_default()));
    }
    hex::encode(&digest.finalize()[..10])
}

/// Whether a difference of clocks is small enough.
pub fn is_on_time(ms: i64) -> bool {
    ms.abs() <= CLOCK_MS
}

/// The rare characters of all that is to be read in a show, words and names.
pub async fn rare_in(tx: &mut Tx, rundown: &StageRundown, inquiry: &InquiryId) -> app::Result<Vec<char>> {
    let answering = respondents::of(tx, inquiry).await?;
    let mut texts: Vec<&str> = Vec::new();
    for item in rundown.items.iter().filter(|item| !item.state.is_out()) {
        texts.extend([item.title.as_deref(), item.bridge.as_deref()].into_iter().flatten());
        texts.extend(item.air.as_ref().map(|air| air.text.as_str()));
        texts.extend(item.deputy.as_ref().map(|deputy| deputy.name.as_str()));
        if let Some(question) = &item.question {
            texts.push(&question.text);
            texts.extend([question.asker.as_deref(), question.department.as_deref()].into_iter().flatten());
        }
    }
    texts.extend(answering.iter().flat_map(|one| [one.post.as_str(), one.name.as_str()]));
    Ok(rare(texts))
}
