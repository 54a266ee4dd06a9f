//! A camera: a small picture as a telephone sends it, and the call that sends one.

use super::{Answer, Asked, Call, Person};

/// A small picture, with the place in its EXIF.
pub fn jpeg() -> Vec<u8> {
    jpeg_of([40, 90, 160])
}

/// The same in another colour: another file.
pub fn jpeg_of(colour: [u8; 3]) -> Vec<u8> {
    let mut plain = Vec::new();
    let picture = image::RgbImage::from_pixel(48, 32, image::Rgb(colour));
    image::codecs::jpeg::JpegEncoder::new(&mut plain).encode_image(&picture).unwrap();
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    tiff.extend(b"GPSLatitude31.2304");
    let segment = [b"Exif\0\0".as_slice(), &tiff].concat();
    let length = ((segment.len() + 2) as u16).to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &segment, &plain[2..]].concat()
}

/// A form with a picture in it.
pub fn form(file: Vec<u8>) -> reqwest::multipart::Form {
    let part = reqwest::multipart::Part::bytes(file).file_name("IMG_0001.JPG");
    reqwest::multipart::Form::new().part("photo", part)
}

impl Person {
    /// Sends a photo with their own question.
    pub async fn sends_photo(&self, asked: &Asked, file: Vec<u8>) -> Answer {
        let call = self.post(&format!("/receipts/{}/photos", asked.receipt)).secret(&asked.secret);
        Call(call.0.multipart(form(file))).await
    }
}
