//! The clerk's room: programmes, inquiries, departments, people and invitations.

pub mod department;
mod field;
pub mod house;
pub mod inquiry;
pub mod person;
pub mod plan;
pub mod programme;
