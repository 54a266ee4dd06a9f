//! The relay inside one process: whoever is in the room hears it at once.

use parking_lot::RwLock;

use super::relay::{Dispatch, Ear, Relay};

/// Carries news between the hubs of one process; with a single hub it carries nothing.
#[derive(Default)]
pub struct LocalRelay {
    ears: RwLock<Vec<Ear>>,
}

impl LocalRelay {
    /// A relay that nobody listens to yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Relay for LocalRelay {
    fn send(&self, dispatch: Dispatch) {
        for ear in self.ears.read().iter() {
            ear(dispatch.clone());
        }
    }

    fn hear(&self, ear: Ear) {
        self.ears.write().push(ear);
    }
}
