//! Who a person is and what that allows: the one table of roles and deeds.

use super::{
    id::{DepartmentId, InquiryId, PersonId, ProgrammeId},
    pair::Pair,
    words::words,
};

words! {
    /// A part that a person plays.
    Role {
        /// Runs the house.
        Admin,
        /// 人大办公室: programmes, inquiries, people.
        Clerk,
        /// 代录员: types in for others.
        Operator,
        /// 审核员.
        Moderator,
        /// 审核组长: a moderator who also decides what the others leave open, and how fast the door is.
        Lead,
        /// 导播.
        Director,
        /// 主持人.
        Host,
        /// 场记.
        Scribe,
        /// 督办.
        Supervisor,
        /// 责任单位经办人.
        Department,
        /// 核查人.
        Verifier,
        /// 审计.
        Auditor,
        /// 人大代表.
        Deputy,
        /// A display, not a person.
        Screen,
    }
}

words! {
    /// What a staff route lets somebody do; every staff route names one.
    Deed {
        /// Read the moderation desk.
        ReadDesk,
        /// Decide, hold, merge, undo, bulk, appeal.
        Moderate,
        /// Turn the gate at the door.
        LeadDesk,
        /// See a contact, with a reason.
        Reveal,
        /// Read rundown and stage.
        ReadStage,
        /// Order the show, take, clear, dump, pull, phases, messages.
        Direct,
        /// Be the second who stands behind words for the screen.
        ApproveAir,
        /// Be the second who stands behind the words of a promise.
        ConfirmPromise,
        /// Catch what is promised.
        Capture,
        /// Confirm, assign, extend, close, hand over.
        Supervise,
        /// Answer and prove for a department.
        Answer,
        /// Verify what another department reports.
        Verify,
        /// Ask on air as a deputy, and say on the spot what to think of the answer.
        AskOnAir,
        /// Type in for somebody.
        TypeIn,
        /// Read the audit trail.
        Audit,
        /// Run programmes, inquiries, departments, people.
        Administer,
    }
}

impl Role {
    /// Whether the role may do the deed, within its scope.
    pub fn may(self, deed: Deed) -> bool {
        use Deed::*;
        use Role::*;
        match deed {
            ReadDesk | Moderate => matches!(self, Moderator | Lead),
            LeadDesk => matches!(self, Lead),
            Reveal => matches!(self, Moderator | Lead | Supervisor),
            ReadStage => matches!(self, Director | Host | Scribe | Supervisor | Moderator | Lead),
            Direct => matches!(self, Director),
            ApproveAir => Pair::AirText.is_seconded_by(self),
            ConfirmPromise => Pair::Promise.is_seconded_by(self),
            Capture => matches!(self, Scribe | Supervisor),
            Supervise => matches!(self, Supervisor),
            Answer => matches!(self, Department),
            Verify => matches!(self, Verifier | Deputy),
            AskOnAir => matches!(self, Deputy),
            TypeIn => matches!(self, Operator | Moderator | Lead | Clerk),
            Audit => matches!(self, Auditor),
            Administer => matches!(self, Admin | Clerk),
        }
    }
}

/// Where a grant holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere.
    House,
    /// In all inquiries of a programme.
    Programme(ProgrammeId),
    /// In one inquiry.
    Inquiry(InquiryId),
    /// For one department.
    Department(DepartmentId),
}

/// A person plays a role somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The part.
    pub role: Role,
    /// Where.
    pub scope: Scope,
}

/// Somebody of the staff, as the request's credential shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Who.
    pub person: PersonId,
    /// Their name, as colleagues read it.
    pub name: String,
    /// What they may be.
    pub grants: Vec<Grant>,
}

impl Grant {
    /// Whether it holds in this inquiry of this programme. A department's grant holds wherever its promises are.
    pub fn reaches(&self, inquiry: &InquiryId, programme: &ProgrammeId) -> bool {
        match &self.scope {
            Scope::House | Scope::Department(_) => true,
            Scope::Programme(id) => id == programme,
            Scope::Inquiry(id) => id == inquiry,
        }
    }
}

impl Staff {
    /// Whether they may do `deed` in this inquiry of this programme.
    pub fn may(&self, deed: Deed, inquiry: &InquiryId, programme: &ProgrammeId) -> bool {
        self.grants.iter().any(|grant| grant.role.may(deed) && grant.reaches(inquiry, programme))
    }

    /// Whether they may do `deed` anywhere at all.
    pub fn may_somewhere(&self, deed: Deed) -> bool {
        self.grants.iter().any(|grant| grant.role.may(deed))
    }

    /// The department they speak for, if they have one.
    pub fn department(&self) -> Option<&DepartmentId> {
        self.grants.iter().find_map(|grant| match &grant.scope {
            Scope::Department(id) => Some(id),
            _ => None,
        })
    }

    /// Whether they play `role` anywhere.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}
