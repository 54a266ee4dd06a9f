//! The shelf of files under the data directory: written whole or not at all.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The name of a file: letters, digits, dashes and dots only, so that no name leaves the shelf.
fn is_plain(name: &str) -> bool {
    !name.starts_with('.') && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
}

fn place(root: &Path, folder: &str, name: &str) -> io::Result<PathBuf> {
    if is_plain(folder) && is_plain(name) {
        Ok(root.join("media").join(folder).join(name))
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "a name on the shelf is plain"))
    }
}

/// Puts a file on the shelf, safe on disk when it returns.
pub fn put(root: &Path, folder: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    let place = place(root, folder, name)?;
    let folder = place.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".{name}"));
    let mut file = fs::File::create(&unfinished)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, &place)?;
    fs::File::open(folder)?.sync_all()
}

/// Reads a file.
pub fn get(root: &Path, folder: &str, name: &str) -> io::Result<Vec<u8>> {
    fs::read(place(root, folder, name)?)
}

/// Takes a file away; one that is not there is no mistake.
pub fn take_away(root: &Path, folder: &str, name: &str) -> io::Result<()> {
    match fs::remove_file(place(root, folder, name)?) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_got_and_no_name_leaves_the_shelf() {
        let root = tempfile::tempdir().unwrap();

        put(root.path(), "evidence", "a.jpg", b"picture").unwrap();

        assert_eq!(get(root.path(), "evidence", "a.jpg").unwrap(), b"picture");
        assert!(put(root.path(), "evidence", "../a", b"x").is_err());
        assert!(get(root.path(), "..", "wenzheng.key").is_err());
        take_away(root.path(), "evidence", "a.jpg").unwrap();
        take_away(root.path(), "evidence", "a.jpg").unwrap();
        assert!(get(root.path(), "evidence", "a.jpg").is_err());
    }
}
