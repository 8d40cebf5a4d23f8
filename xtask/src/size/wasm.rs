//! Reads from a wasm file what each of its functions weighs, by name.
//!
//! Only what the linker writes is understood: see <https://webassembly.github.io/spec/core/binary/>.

use std::collections::HashMap;

/// What one wasm program consists of, sizes in bytes.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// Every function with code: its name, empty where it has none, and the size of its entry in the code section.
    pub(super) functions: Vec<(String, u64)>,
    /// The size of the data section.
    pub(super) data: u64,
}

impl Program {
    /// Reads a wasm file; `None` where it ends early or is none.
    pub(super) fn parse(file: &[u8]) -> Option<Self> {
        let mut rest = Bytes(file.strip_prefix(b"\0asm\x01\0\0\0")?);
        let (mut imported, mut sizes, mut names) = (0, Vec::new(), HashMap::new());
        let mut program = Self::default();
        while !rest.0.is_empty() {
            let (id, mut section) = (rest.byte()?, rest.block()?);
            match id {
                0 if section.name()? == b"name" => names = function_names(section)?,
                2 => imported = imported_functions(section)?,
                10 => {
                    for _ in 0..section.number()? {
                        let before = section.0.len();
                        section.block()?;
                        sizes.push((before - section.0.len()) as u64);
                    }
                }
                11 => program.data = section.0.len() as u64,
                _ => {}
            }
        }
        let function = |(index, size)| (names.remove(&index).unwrap_or_default(), size);
        program.functions = (imported..).zip(sizes).map(function).collect();
        Some(program)
    }

    /// The size of all functions.
    pub(super) fn code(&self) -> u64 {
        self.functions.iter().map(|(_, size)| size).sum()
    }
}

/// Returns how many functions the import section brings; they come first in the numbering.
fn imported_functions(mut section: Bytes) -> Option<u64> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.name()?;
        section.name()?;
        match section.byte()? {
            0 => {
                functions += 1;
                section.number()?;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => drop((section.byte()?, section.byte()?)),
            4 => drop((section.byte()?, section.number()?)),
            _ => return None,
        }
    }
    Some(functions)
}

/// Returns the names of functions in the custom section `name`, by index.
fn function_names(mut section: Bytes) -> Option<HashMap<u64, String>> {
    while !section.0.is_empty() {
        let (id, mut names) = (section.byte()?, section.block()?);
        if id != 1 {
            continue;
        }
        let count = names.number()?;
        let name = |_| Some((names.number()?, String::from_utf8_lossy(names.name()?).into_owned()));
        return (0..count).map(name).collect();
    }
    Some(HashMap::new())
}

/// What is left to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Reads an unsigned number in LEB128.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn name(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (name, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(name)
    }

    fn block(&mut self) -> Option<Self> {
        self.name().map(Bytes)
    }

    fn limits(&mut self) -> Option<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum { self.number().map(drop) } else { Some(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len()).unwrap();
        [&[id, length], content].concat()
    }

    /// One imported function, one imported memory, two functions of 3 and 2 bytes, of which the second has a name, and data.
    fn file() -> Vec<u8> {
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(2, b"\x02\x01a\x01f\x00\x00\x01a\x01m\x02\x00\x01"),
            section(10, b"\x02\x03abc\x02ab"),
            section(11, b"12345"),
            section(0, b"\x03abc"),
            section(0, b"\x04name\x00\x02\x01p\x01\x0b\x02\x00\x01i\x02\x05thing"),
        ]
        .concat()
    }

    #[test]
    fn functions_have_their_sizes_with_prefix_and_their_names() {
        let program = Program::parse(&file()).unwrap();
        assert_eq!(program.functions, [(String::new(), 4), ("thing".to_owned(), 3)]);
        assert_eq!((program.code(), program.data), (7, 5));
    }

    #[test]
    fn a_file_that_ends_early_is_none_and_no_end_makes_it_fail() {
        let whole = file();
        assert!(Program::parse(b"not wasm").is_none());
        assert!(Program::parse(&whole[..whole.len() - 1]).is_none());
        for length in 0..whole.len() {
            let _ = Program::parse(&whole[..length]);
        }
    }

    #[test]
    fn a_number_may_take_several_bytes() {
        assert_eq!(Bytes(&[0xe5, 0x8e, 0x26]).number(), Some(624_485));
        assert_eq!(Bytes(&[0x80; 12]).number(), None);
    }
}
