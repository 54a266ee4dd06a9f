//! An address as a square code that a telephone reads.

use qrcode::{EcLevel, QrCode, render::svg};

/// A link as a square code, without styles of its own; nothing where it is too long for one.
pub fn square(link: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) else { return String::new() };
    let drawn = code.render::<svg::Color>().min_dimensions(164, 164).quiet_zone(true).build();
    drawn.split_once("?>").map_or(drawn.clone(), |(_, svg)| svg.to_owned())
}
