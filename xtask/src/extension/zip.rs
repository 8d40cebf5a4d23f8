//! Zip archives, the part of the format that a package needs: deflated files without folders, comments or dates. Written
//! here because it is a few lines on top of flate2, while the `zip` crate brings crates of its own to compile.

use super::files::Files;
use crate::failure::{Doing, Failure};
use flate2::{Compression, Crc, read::DeflateDecoder, write::DeflateEncoder};
use std::io::{Read, Write};

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// Bytes of each kind of record, without the name.
const LOCAL_BYTES: usize = 30;
const CENTRAL_BYTES: usize = 46;
const END_BYTES: usize = 22;

/// Version 2.0 of the format, which knows deflate; in the upper byte that the rights below are those of Unix.
const VERSION: u16 = 20;
const MADE_BY_UNIX: u16 = 3 << 8 | VERSION;
const UTF8_NAMES: u16 = 1 << 11;
const DEFLATED: u16 = 8;
/// The first day that the format knows, 1980-01-01, at midnight: with dates of files two packings would differ.
const TIME: u16 = 0;
const DATE: u16 = 1 << 5 | 1;
/// A plain file that all may read and its owner may write.
const RIGHTS: u32 = 0o100_644 << 16;

/// Returns the archive of the files, in their order; the same for the same files.
///
/// # Errors
/// When it is larger than the format's first version can say: 4 GiB, or 65 535 files.
pub(super) fn write(files: &Files) -> Result<Vec<u8>, Failure> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in files {
        let packed = deflated(bytes).doing(|| format!("compress {name}"))?;
        let mut crc = Crc::new();
        crc.update(bytes);
        let offset = size(archive.len())?;
        // Both records of a file share this part.
        let mut about = Vec::new();
        for number in [VERSION, UTF8_NAMES, DEFLATED, TIME, DATE] {
            about.extend(number.to_le_bytes());
        }
        for number in [crc.sum(), size(packed.len())?, size(bytes.len())?] {
            about.extend(number.to_le_bytes());
        }
        about.extend([count(name.len())?, 0].map(u16::to_le_bytes).as_flattened());

        archive.extend(LOCAL.to_le_bytes());
        archive.extend(&about);
        archive.extend(name.as_bytes());
        archive.extend(packed);

        directory.extend(CENTRAL.to_le_bytes());
        directory.extend(MADE_BY_UNIX.to_le_bytes());
        directory.extend(&about);
        // No comment, the first disk, nothing known of the content.
        directory.extend([0; 6]);
        directory.extend([RIGHTS, offset].map(u32::to_le_bytes).as_flattened());
        directory.extend(name.as_bytes());
    }
    let (start, files) = (size(archive.len())?, count(files.len())?);
    archive.extend(&directory);
    archive.extend(END.to_le_bytes());
    archive.extend([0, 0, files, files].map(u16::to_le_bytes).as_flattened());
    archive.extend([size(directory.len())?, start].map(u32::to_le_bytes).as_flattened());
    archive.extend([0; 2]);
    Ok(archive)
}

/// Returns the files of an archive that [`write()`] made, or `None` when a byte of it is not as it was written.
pub(super) fn read(archive: &[u8]) -> Option<Files> {
    let end = archive.len().checked_sub(END_BYTES).filter(|end| is(archive, *end, END))?;
    let mut at = long(archive, end + 16)?;
    let mut files = Files::new();
    for _ in 0..short(archive, end + 10)? {
        let (packed, unpacked) = (long(archive, at + 20)?, long(archive, at + 24)?);
        let (name_bytes, local) = (short(archive, at + 28)?, long(archive, at + 42)?);
        if !is(archive, at, CENTRAL) || !is(archive, local, LOCAL) {
            return None;
        }
        let name = slice(archive, at + CENTRAL_BYTES, name_bytes)?;
        let start = local + LOCAL_BYTES + short(archive, local + 26)? + short(archive, local + 28)?;
        let mut bytes = Vec::new();
        DeflateDecoder::new(slice(archive, start, packed)?).read_to_end(&mut bytes).ok()?;
        let mut crc = Crc::new();
        crc.update(&bytes);
        if bytes.len() != unpacked || !is(archive, at + 16, crc.sum()) {
            return None;
        }
        files.insert(String::from_utf8(name.to_vec()).ok()?, bytes);
        at += CENTRAL_BYTES + name_bytes;
    }
    Some(files)
}

fn deflated(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn size(bytes: usize) -> Result<u32, Failure> {
    u32::try_from(bytes).map_err(|_| Failure::new("the package is larger than a zip archive may be"))
}

fn count(files: usize) -> Result<u16, Failure> {
    u16::try_from(files).map_err(|_| Failure::new("the package has more files than a zip archive may hold"))
}

fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    slice(bytes, at, 2)?.try_into().map(u16::from_le_bytes).map(usize::from).ok()
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    slice(bytes, at, 4)?.try_into().map(u32::from_le_bytes).ok()?.try_into().ok()
}

fn is(bytes: &[u8], at: usize, number: u32) -> bool {
    slice(bytes, at, 4) == Some(&number.to_le_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let long = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let named = |name: &str, bytes: Vec<u8>| (name.to_owned(), bytes);
        Files::from([
            named("index.html", b"<!doctype html>".to_vec()),
            named("practice/server.js", long),
            named("nothing", vec![]),
            named("größe.txt", b"a name beyond ASCII".to_vec()),
        ])
    }

    #[test]
    fn what_was_written_is_read_back() {
        assert_eq!(read(&write(&files()).unwrap()), Some(files()));
        assert_eq!(read(&write(&Files::new()).unwrap()), Some(Files::new()));
    }

    #[test]
    fn the_same_files_make_the_same_archive_with_the_names_in_order() {
        let archive = write(&files()).unwrap();
        assert_eq!(write(&files()).unwrap(), archive);
        let at = |name: &str| archive.windows(name.len()).position(|part| part == name.as_bytes()).unwrap();
        assert!(at("größe.txt") < at("index.html") && at("index.html") < at("nothing"));
        assert_eq!(&archive[10..14], &[0, 0, 0x21, 0], "midnight of 1980-01-01");
    }

    #[test]
    fn an_archive_with_another_byte_is_not_read_as_the_same() {
        let archive = write(&files()).unwrap();
        // The first record's data begins behind its name; the sizes and the checksum stand in the directory.
        for at in [LOCAL_BYTES + "größe.txt".len() + 3, archive.len() - END_BYTES - 40, archive.len() - 3] {
            let mut other = archive.clone();
            other[at] ^= 0x10;
            assert_ne!(read(&other), Some(files()), "byte {at}");
        }
        assert_eq!(read(&archive[..archive.len() - 1]), None);
        assert_eq!(read(&[]), None);
    }
}
