//! A bearer token for somebody of the staff: the same name is the same person.

use anyhow::{Context as _, bail};

use crate::{
    app::{App, By},
    domain::{
        happening::Actor,
        moment::days,
        role::{Grant, Role, Scope},
    },
    office::person::{INVITED_MS, seat},
    store::{
        inquiries,
        people::{self, CredentialKind},
    },
    vault::token,
};

/// For whom.
#[derive(clap::Args, Clone, Debug)]
pub struct Wanted {
    /// admin, clerk, operator, moderator, director, host, scribe, supervisor, department, verifier, auditor, deputy.
    #[arg(long)]
    pub role: String,
    /// Their name.
    #[arg(long)]
    pub name: String,
    /// In this inquiry only, by its name in addresses.
    #[arg(long)]
    pub inquiry: Option<String>,
    /// For this department, by its name in addresses.
    #[arg(long)]
    pub department: Option<String>,
}

/// How long a token lasts, in milliseconds.
const LASTS_MS: i64 = days(365);

/// How long a credential of this kind can be used, in milliseconds.
fn lasts_ms(kind: CredentialKind) -> i64 {
    if kind == CredentialKind::Invitation { INVITED_MS } else { LASTS_MS }
}

/// Gives the person the part and makes a link for them that signs in once.
pub async fn invite(app: &App, wanted: &Wanted) -> anyhow::Result<String> {
    let role = Role::of(&wanted.role).with_context(|| format!("no role is called {}", wanted.role))?;
    let (inquiry, department) = (wanted.inquiry.as_deref(), wanted.department.as_deref());
    let invitation = token::staff_token();
    give(app, &wanted.name, role, inquiry, department, CredentialKind::Invitation, &invitation).await?;
    Ok(format!("{}/sign-in?invitation={invitation}", app.config.public_url()))
}

/// Gives the person the part and makes a token for them.
pub async fn token(app: &App, wanted: &Wanted) -> anyhow::Result<String> {
    let role = Role::of(&wanted.role).with_context(|| format!("no role is called {}", wanted.role))?;
    let token = token::staff_token();
    give(
        app,
        &wanted.name,
        role,
        wanted.inquiry.as_deref(),
        wanted.department.as_deref(),
        CredentialKind::Token,
        &token,
    )
    .await?;
    Ok(token)
}

/// Gives a person a part and keeps a credential of theirs.
pub async fn give(
    app: &App,
    name: &str,
    role: Role,
    inquiry: Option<&str>,
    department: Option<&str>,
    kind: CredentialKind,
    token: &str,
) -> anyhow::Result<()> {
    let mut act = app.begin(&By::from(Actor::House)).await?;
    let scope = match (inquiry, department) {
        (_, Some(slug)) => {
            let department = inquiries::department(&mut act.tx, slug).await?;
            Scope::Department(department.with_context(|| format!("no department is called {slug}"))?.id)
        }
        (Some(slug), None) => {
            let inquiry = inquiries::by_slug(&mut act.tx, slug).await?;
            Scope::Inquiry(inquiry.with_context(|| format!("no inquiry is called {slug}"))?.id)
        }
        (None, None) if matches!(role, Role::Department) => bail!("a department's officer needs --department"),
        (None, None) => Scope::House,
    };
    let now = act.now;
    let person = seat(&mut act, name, &Grant { role, scope }).await.context("they no longer work here")?;
    people::keep_credential(&mut act.tx, kind, &token::hash(token), &person.id, now, now + lasts_ms(kind)).await?;
    app.settle(act, ()).await?;
    Ok(())
}
