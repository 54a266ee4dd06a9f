//! A picture that was sent in, drawn anew: turned as it was held, and without EXIF, place, thumbnail or comment.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
    metadata::Orientation,
};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The largest file that is taken, in bytes.
pub const MOST_BYTES: usize = 15 * 1024 * 1024;
/// The largest picture that is taken, in pixels.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The longest edge of the picture that is kept, in pixels: enough to read a number plate of a lift, and quick to load.
const LONGEST_EDGE: u32 = 2560;
/// What the kept picture is worth in JPEG's own measure.
const QUALITY: u8 = 85;

/// A clean picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// JPEG.
    pub jpeg: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// SHA-256 of the file as it was sent in, in hexadecimal.
    pub sha256: String,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// Over [`MOST_BYTES`].
    #[error("the file is too large")]
    TooLarge,
    /// Over [`MOST_PIXELS`].
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// Not JPEG, PNG or WebP, or damaged.
    #[error("this is no picture that can be read")]
    Unreadable,
}

/// Reads a picture by what it is, not by what it is called, and draws it anew. Takes up to a second: not for an async thread.
pub fn clean(file: &[u8]) -> Result<Photo, NotTaken> {
    if file.len() > MOST_BYTES {
        return Err(NotTaken::TooLarge);
    }
    let format = image::guess_format(file).map_err(|_| NotTaken::Unreadable)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(NotTaken::Unreadable);
    }
    let mut decoder =
        ImageReader::with_format(Cursor::new(file), format).into_decoder().map_err(|_| NotTaken::Unreadable)?;
    let (width, height) = decoder.dimensions();
    // Asked before a byte is decoded: a small file can claim to be a huge picture.
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(NotTaken::TooManyPixels);
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_PIXELS * 8 * 2);
    decoder.set_limits(limits).map_err(|_| NotTaken::TooManyPixels)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| NotTaken::Unreadable)?;
    if picture.width().max(picture.height()) > LONGEST_EDGE {
        picture = picture.resize(LONGEST_EDGE, LONGEST_EDGE, FilterType::Triangle);
    }
    picture.apply_orientation(orientation);
    let drawn = on_white(&picture);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&drawn).map_err(|_| NotTaken::Unreadable)?;
    let sha256 = hex::encode(Sha256::digest(file));
    Ok(Photo { jpeg, width: drawn.width(), height: drawn.height(), sha256 })
}

/// JPEG has no transparency: what is see-through lies on white.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    image::RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [r, g, b, a] = seen.get_pixel(x, y).0;
        let over = |c: u8| ((u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255) as u8;
        image::Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn jpeg(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(picture).unwrap();
        bytes
    }

    /// EXIF with the picture turned by 90 degrees and a place, put behind the first marker of a JPEG.
    fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
        tiff.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
        tiff.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0GPSPLACE");
        let mut segment = b"Exif\0\0".to_vec();
        segment.extend(tiff);
        let mut with = jpeg[..2].to_vec();
        with.extend([0xff, 0xe1]);
        with.extend(((segment.len() + 2) as u16).to_be_bytes());
        with.extend(segment);
        with.extend(&jpeg[2..]);
        with
    }

    #[test]
    fn what_the_camera_wrote_is_gone_and_the_picture_stands_as_it_was_held() {
        let file = with_exif(&jpeg(&RgbImage::from_pixel(40, 20, Rgb([200, 30, 30]))));
        assert!(file.windows(4).any(|part| part == b"Exif") && file.windows(8).any(|part| part == b"GPSPLACE"));

        let photo = clean(&file).unwrap();

        assert_eq!((photo.width, photo.height), (20, 40));
        assert!(!photo.jpeg.windows(4).any(|part| part == b"Exif"));
        assert!(!photo.jpeg.windows(8).any(|part| part == b"GPSPLACE"));
        assert_eq!(photo.sha256, hex::encode(Sha256::digest(&file)));
    }

    #[test]
    fn what_is_see_through_lies_on_white() {
        let mut png = Cursor::new(Vec::new());
        RgbaImage::from_pixel(8, 8, Rgba([0, 0, 0, 0])).write_to(&mut png, ImageFormat::Png).unwrap();

        let photo = clean(png.get_ref()).unwrap();

        let drawn = image::load_from_memory(&photo.jpeg).unwrap().to_rgb8();
        assert!(drawn.get_pixel(4, 4).0.iter().all(|&c| c > 250));
    }

    #[test]
    fn a_large_picture_is_kept_smaller_and_a_huge_or_strange_one_is_not_taken() {
        let photo = clean(&jpeg(&RgbImage::new(3000, 1000))).unwrap();
        assert_eq!((photo.width, photo.height), (2560, 853));

        assert_eq!(clean(&vec![0; MOST_BYTES + 1]), Err(NotTaken::TooLarge));
        assert_eq!(clean(b"<svg onload=alert(1)>"), Err(NotTaken::Unreadable));
        assert_eq!(clean(&jpeg(&RgbImage::new(40, 20))[..60]), Err(NotTaken::Unreadable));
    }

    #[test]
    fn a_small_file_that_claims_to_be_a_huge_picture_is_refused_before_it_is_decoded() {
        let mut file = jpeg(&RgbImage::new(16, 16));
        let frame = file.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
        file[frame + 5..frame + 9].copy_from_slice(&[0x40, 0, 0x40, 0]);

        assert_eq!(clean(&file), Err(NotTaken::TooManyPixels));
    }
}
