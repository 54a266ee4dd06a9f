//! 现场网络: the networks of the hall, declared by whoever stands in it, so that its audience is expected from there.

use super::{id::InquiryId, refusal::Refusal};

/// The most networks of one hall: wireless, the station's own line, a spare.
pub const MOST_NETWORKS: usize = 8;

/// The networks of one inquiry's hall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hall {
    /// Of which inquiry.
    pub inquiry: InquiryId,
    /// Each as pace knows it: an IPv4 /24 or an IPv6 /56.
    pub networks: Vec<String>,
    /// Rises by one with each change; 0 where none was declared.
    pub version: i64,
}

impl Hall {
    /// The hall of which nothing was declared.
    pub fn undeclared(inquiry: InquiryId) -> Hall {
        Hall { inquiry, networks: Vec::new(), version: 0 }
    }

    /// The hall with one network more, or with one fewer.
    pub fn change(&self, network: &str, belongs: bool) -> Result<Hall, Refusal> {
        let mut networks = self.networks.clone();
        if networks.iter().any(|known| known == network) == belongs || (belongs && networks.len() == MOST_NETWORKS) {
            return Err(Refusal::WrongState);
        }
        networks.retain(|known| known != network);
        if belongs {
            networks.push(network.to_owned());
        }
        Ok(Hall { networks, version: self.version + 1, inquiry: self.inquiry.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_belongs_to_the_hall_until_it_is_taken_out_again() {
        let none = Hall::undeclared(InquiryId::from("i"));

        let one = none.change("10.1.2.0/24", true).expect("it can be declared");

        assert_eq!((one.networks.as_slice(), one.version), (["10.1.2.0/24".to_owned()].as_slice(), 1));
        assert_eq!(one.change("10.1.2.0/24", true), Err(Refusal::WrongState));
        assert_eq!(one.change("10.9.9.0/24", false), Err(Refusal::WrongState));
        assert!(one.change("10.1.2.0/24", false).is_ok_and(|none| none.networks.is_empty()));
        let full = (0..MOST_NETWORKS).try_fold(none, |hall, n| hall.change(&format!("10.1.{n}.0/24"), true));
        assert_eq!(full.and_then(|full| full.change("10.2.0.0/24", true)), Err(Refusal::WrongState));
    }
}
