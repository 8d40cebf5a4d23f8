//! Detects files that are no text by their first bytes, to reject them whole instead of as thousands of broken lines.

/// First bytes of files, as decoded: what is not UTF-8 is U+FFFD.
const KINDS: [(&str, &str); 25] = [
    ("PK\u{3}\u{4}", "a zip archive, or a document in one (docx, xlsx, odt, epub)"),
    ("PK\u{5}\u{6}", "an empty zip archive"),
    ("%PDF-", "a PDF document"),
    ("\u{fffd}PNG\r\n\u{1a}\n", "a PNG image"),
    ("GIF87a", "a GIF image"),
    ("GIF89a", "a GIF image"),
    ("\u{fffd}\u{fffd}\u{fffd}\u{fffd}\0", "a JPEG image"),
    ("II*\0", "a TIFF image"),
    ("MM\0*", "a TIFF image"),
    ("\0\0\u{1}\0", "an icon"),
    ("\u{1f}\u{fffd}\u{8}", "a gzip archive"),
    ("BZh91AY&SY", "a bzip2 archive"),
    ("7z\u{fffd}\u{fffd}'\u{1c}", "a 7-Zip archive"),
    ("\u{fffd}7zXZ\0", "an xz archive"),
    ("(\u{fffd}/\u{fffd}", "a Zstandard archive"),
    ("Rar!\u{1a}\u{7}", "a RAR archive"),
    ("\u{7f}ELF", "a program"),
    ("MZ\u{fffd}\0", "a program"),
    ("\0asm", "a WebAssembly program"),
    ("SQLite format 3\0", "an SQLite database"),
    ("OggS\0", "an Ogg sound or video"),
    ("ID3", "an MP3 sound"),
    ("wOFF", "a font"),
    ("wOF2", "a font"),
    ("{\\rtf", "an RTF document"),
];

/// Names the kind of a file that begins with `start` and is no text; `None` where it seems to be text.
pub(super) fn kind(start: &str) -> Option<&'static str> {
    if let Some((_, kind)) = KINDS.iter().find(|(begin, _)| start.starts_with(begin)) {
        return Some(kind);
    }
    if start.starts_with("RIFF") && start.contains('\0') {
        return Some("an image, sound or video (RIFF)");
    }
    if start.get(4..8) == Some("ftyp") && start.starts_with('\0') {
        return Some("a video or image (MP4)");
    }
    start.contains('\0').then_some("a binary file, or UTF-16 without its byte order mark")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::decode::Utf8Pieces;

    fn kind_of(bytes: &[u8]) -> &'static str {
        let (mut decoder, mut text) = (Utf8Pieces::default(), String::new());
        decoder.push(bytes, &mut text);
        decoder.finish(&mut text);
        kind(&text).unwrap_or("")
    }

    #[test]
    fn binaries_are_told_by_name() {
        for (bytes, name) in [
            (&b"PK\x03\x04\x14\0\x06\0"[..], "zip"),
            (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
            (b"GIF89a\x01\0\x01\0", "GIF"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
            (b"\xff\xd8\xff\xe1\0\x10Exif", "JPEG"),
            (b"\x1f\x8b\x08\x08\x5a", "gzip"),
            (b"7z\xbc\xaf\x27\x1c\0\x04", "7-Zip"),
            (b"\xfd7zXZ\0\0\x04", "xz"),
            (b"\x28\xb5\x2f\xfd\x04\x88", "Zstandard"),
            (b"RIFF\x24\x08\0\0WEBPVP8 ", "RIFF"),
            (b"\0\0\0\x20ftypisom", "MP4"),
            (b"\x7fELF\x02\x01\x01", "program"),
            (b"MZ\x90\0\x03\0", "program"),
            (b"h\0t\0t\0p\0s\0", "UTF-16"),
            (b"text\0text", "binary"),
        ] {
            let kind = kind_of(bytes);
            assert!(kind.contains(name), "{name}: {kind}");
        }
    }

    #[test]
    fn texts_are_none_of_them() {
        let texts =
            [&b""[..], b"https://a.example/", b"Stra\xdfe, \xfcber", b"\xff\xfeh\0i\0", b"PK", b"RIFF raff"];
        for bytes in texts {
            assert_eq!(kind_of(bytes), "", "{bytes:?}");
        }
    }
}
