//! How much room is left on a disk.

use std::{io, path::Path};

/// The bytes that can still be written where `place` lies.
pub fn free(place: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(place)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_has_room_and_a_place_that_is_not_there_has_none() {
        assert!(free(Path::new("/")).is_ok_and(|bytes| bytes > 0));
        assert!(free(Path::new("/no/such/place")).is_err());
    }
}
