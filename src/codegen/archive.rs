//! Files → one file: a zip whose members are stored as they are (PKWARE's application note, 4.3), made piece by piece.
//!
//! Scripts are small and lists compress badly in a hurry, so nothing is compressed, and no crate is needed. A [`Packer`]
//! goes over a list twice: a member's header holds its length and sum, and a list of millions is never held to know them.

use super::package::{Body, File};
use crate::input::target::Targets;

/// Lines of a list that are written in one step.
const LINES_A_STEP: u32 = 4_000;
/// 1 January 1980, the first day that a zip knows: the same files are the same zip.
const DAY: u16 = 0x21;
/// Version 1.0 is needed to read what is stored; names are UTF-8.
const VERSION: u16 = 10;
const UTF_8: u16 = 1 << 11;
/// Made on Unix, by which a mode is kept.
const MADE_BY: u16 = 0x0314;

/// More than a zip of this kind holds: 4 GiB, or 65,535 files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than 4 GiB")]
pub struct TooLarge;

/// Makes a zip, or a file alone, in steps.
#[derive(Debug, Default)]
pub struct Packer {
    files: Vec<File>,
    /// The file that is being written, and its next line.
    at: usize,
    line: u32,
    /// Whether its header is written.
    is_open: bool,
    crc: u32,
    length: u64,
    written: u64,
    central: Vec<u8>,
    is_zip: bool,
}

impl Packer {
    /// A zip of `files`.
    pub fn zip(files: Vec<File>) -> Self {
        Self { files, crc: !0, is_zip: true, ..Self::default() }
    }

    /// This file as it is.
    pub fn plain(file: File) -> Self {
        Self { is_zip: false, is_open: true, ..Self::zip(std::iter::once(file).collect()) }
    }

    /// Whether it makes a zip.
    pub const fn is_zip(&self) -> bool {
        self.is_zip
    }

    /// Appends what comes next to `out`, lists from `targets`; `false` when that was all.
    ///
    /// # Errors
    /// [`TooLarge`], after which what was written is of no use.
    pub fn step(&mut self, targets: &Targets, out: &mut Vec<u8>) -> Result<bool, TooLarge> {
        let Some(file) = self.files.get(self.at) else {
            if self.is_zip {
                self.end(out)?;
            }
            return Ok(false);
        };
        let start = out.len();
        let is_over = match &file.body {
            Body::Text(text) => {
                out.extend_from_slice(text.as_bytes());
                true
            }
            Body::List(listing, style) => {
                listing.write(targets, *style, self.line, LINES_A_STEP, out);
                self.line = self.line.saturating_add(LINES_A_STEP);
                self.line >= listing.len()
            }
        };
        if self.is_open {
            self.written += (out.len() - start) as u64;
            if is_over {
                self.at += 1;
                self.is_open = !self.is_zip;
                (self.crc, self.length) = (!0, 0);
            }
        } else {
            let piece = out.get(start..).unwrap_or_default();
            self.crc = piece.iter().fold(self.crc, |crc, &byte| step_of_crc(crc, byte));
            self.length += piece.len() as u64;
            out.truncate(start);
            if is_over {
                self.open(out)?;
            }
        }
        if is_over {
            self.line = 0;
        }
        Ok(true)
    }

    /// Writes the header of the file whose sum is known.
    fn open(&mut self, out: &mut Vec<u8>) -> Result<(), TooLarge> {
        let Some(file) = self.files.get(self.at) else { return Ok(()) };
        let length = u32::try_from(self.length).map_err(|_| TooLarge)?;
        let offset = u32::try_from(self.written).map_err(|_| TooLarge)?;
        let name = file.name.as_bytes();
        let name_length = u16::try_from(name.len()).map_err(|_| TooLarge)?;
        let mut facts = Vec::new();
        for half in [VERSION, UTF_8, 0, 0, DAY] {
            facts.extend_from_slice(&half.to_le_bytes());
        }
        for word in [!self.crc, length, length] {
            facts.extend_from_slice(&word.to_le_bytes());
        }
        facts.extend_from_slice(&name_length.to_le_bytes());
        let start = out.len();
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&facts);
        out.extend_from_slice(&0_u16.to_le_bytes());
        out.extend_from_slice(name);
        self.written += (out.len() - start) as u64;
        self.is_open = true;

        let is_program = file.name.rsplit_once('.').is_some_and(|(_, ending)| ending == "sh");
        let mode: u32 = if is_program { 0o100_755 } else { 0o100_644 };
        self.central.extend_from_slice(b"PK\x01\x02");
        self.central.extend_from_slice(&MADE_BY.to_le_bytes());
        self.central.extend_from_slice(&facts);
        // No extra field, no comment, the first disk, no attributes of its own.
        self.central.extend_from_slice(&[0; 8]);
        self.central.extend_from_slice(&(mode << 16).to_le_bytes());
        self.central.extend_from_slice(&offset.to_le_bytes());
        self.central.extend_from_slice(name);
        Ok(())
    }

    /// Writes the list of all files, with which a zip ends.
    fn end(&mut self, out: &mut Vec<u8>) -> Result<(), TooLarge> {
        let count = u16::try_from(self.files.len()).map_err(|_| TooLarge)?;
        let offset = u32::try_from(self.written).map_err(|_| TooLarge)?;
        let length = u32::try_from(self.central.len()).map_err(|_| TooLarge)?;
        out.append(&mut self.central);
        out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&offset.to_le_bytes());
        out.extend_from_slice(&0_u16.to_le_bytes());
        Ok(())
    }
}

/// One byte of the sum CRC-32 (ISO 3309): a nibble at a time, by a table of sixteen.
fn step_of_crc(crc: u32, byte: u8) -> u32 {
    const TABLE: [u32; 16] = table();
    let nibble = |crc: u32| (crc >> 4) ^ TABLE[(crc & 15) as usize];
    nibble(nibble(crc ^ u32::from(byte)))
}

const fn table() -> [u32; 16] {
    let mut table = [0; 16];
    let mut entry = 0;
    let mut number = 0_u32;
    while entry < table.len() {
        let mut value = number;
        let mut bit = 0;
        while bit < 4 {
            value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[entry] = value;
        entry += 1;
        number += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_usual_one() {
        assert_eq!(!b"123456789".iter().fold(!0, |crc, &byte| step_of_crc(crc, byte)), 0xcbf4_3926);
    }

    #[test]
    fn a_file_alone_is_what_it_is() {
        let mut packer = Packer::plain(File { name: "a", body: Body::Text("text".into()) });
        let mut out = Vec::new();
        while packer.step(&Targets::default(), &mut out).expect("it is small") {}
        assert_eq!(out, b"text");
    }
}
