//! Who a call is for: each room says it beside its calls, the interface's description repeats it, and a test walks every
//! role over every call.

use utoipa::openapi::{
    OpenApi, PathItem, SecurityRequirement,
    path::Operation,
    security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
};

use crate::domain::role::{Deed, Role};

/// Who may make a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody, without showing anything.
    Anyone,
    /// A device of the public, by its token.
    Visitor,
    /// Who shows the secret or code of the receipt.
    Asker,
    /// Somebody of the staff whose role may do this.
    Staff(Deed),
}

/// A room's calls: method, path under `/api/v1`, and who may make it: any one of these is enough.
pub type Deeds = &'static [(&'static str, &'static str, &'static [Who])];

impl Who {
    /// Whether somebody with this role may make the call, where their grant reaches.
    pub fn may(self, role: Role) -> bool {
        match self {
            Who::Anyone => true,
            Who::Visitor | Who::Asker => false,
            Who::Staff(deed) => role.may(deed),
        }
    }

    fn requirement(self) -> SecurityRequirement {
        match self {
            Who::Anyone => SecurityRequirement::default(),
            Who::Visitor => SecurityRequirement::new::<_, [&str; 0], _>("visitor", []),
            Who::Asker => SecurityRequirement::new::<_, [&str; 0], _>("receipt", []),
            Who::Staff(deed) => SecurityRequirement::new("staff", [deed.word()]),
        }
    }
}

/// Writes into the description who each call is for.
pub fn describe(description: &mut OpenApi, deeds: &[Deeds]) {
    let components = description.components.get_or_insert_default();
    let bearer = || SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    components.add_security_scheme("visitor", bearer());
    components.add_security_scheme("staff", bearer());
    components
        .add_security_scheme("receipt", SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("Receipt-Secret"))));
    for (method, path, whos) in deeds.iter().copied().flatten() {
        let item = description.paths.paths.get_mut(&format!("/api/v1{path}"));
        if let Some(operation) = item.and_then(|item| operation(item, method)) {
            operation.security = Some(whos.iter().map(|who| who.requirement()).collect());
        }
    }
}

fn operation<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Operation> {
    match method {
        "GET" => item.get.as_mut(),
        "PUT" => item.put.as_mut(),
        "POST" => item.post.as_mut(),
        "DELETE" => item.delete.as_mut(),
        _ => None,
    }
}
