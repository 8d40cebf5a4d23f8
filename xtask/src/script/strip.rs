//! A script's text without comments and needless blanks. It is read as far as that needs: where strings, templates and regular
//! expressions begin and end, and which bracket closes which.

/// Words after which a slash begins a regular expression.
const BEFORE_REGEX: [&str; 16] = [
    "return",
    "typeof",
    "case",
    "in",
    "of",
    "void",
    "delete",
    "do",
    "else",
    "await",
    "throw",
    "yield",
    "new",
    "instanceof",
    "default",
    "extends",
];
/// Words whose parentheses a statement follows.
const BEFORE_STATEMENT: [&str; 4] = ["if", "for", "while", "with"];

/// What cannot be read, and in which line it begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Misread {
    pub(crate) line: usize,
    pub(crate) what: &'static str,
}

/// A script without comments, and with no blank that does not part two words or end a statement.
pub(crate) fn stripped(text: &str) -> Result<String, Misread> {
    let mut reader =
        Reader { letters: text.chars().collect(), at: 0, out: String::with_capacity(text.len()) };
    reader.code(false).map_err(|(at, what)| {
        let lines = reader.letters[..at.min(reader.letters.len())].iter().filter(|letter| **letter == '\n');
        Misread { line: 1 + lines.count(), what }
    })?;
    Ok(reader.out)
}

/// Where what could not be read begins, and what it is.
type Read<T> = Result<T, (usize, &'static str)>;

struct Reader {
    letters: Vec<char>,
    at: usize,
    out: String,
}

/// The token before, as far as the meaning of what follows depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Start,
    Word(String),
    /// A string, template, number or regular expression, or the name of a property.
    Operand,
    Sign(char),
    /// `...`, unlike a dot.
    Spread,
    /// `++` or `--`.
    Step,
    /// `=>`.
    Arrow,
    /// A bracket that closes; whether it ends an operand, not the head of a statement or a block.
    Close {
        is_operand: bool,
    },
}

impl Token {
    /// Whether a slash after it begins a regular expression.
    fn is_before_operand(&self) -> bool {
        match self {
            Self::Start | Self::Sign(_) | Self::Spread | Self::Arrow => true,
            Self::Word(word) => BEFORE_REGEX.contains(&word.as_str()),
            Self::Operand | Self::Step => false,
            Self::Close { is_operand } => !is_operand,
        }
    }

    /// Whether a brace after it begins the fields of an object.
    fn is_before_object(&self) -> bool {
        match self {
            Self::Start | Self::Arrow | Self::Close { .. } | Self::Sign('{' | '}' | ';') => false,
            Self::Word(word) if matches!(word.as_str(), "do" | "else") => false,
            _ => self.is_before_operand(),
        }
    }

    /// Whether a parenthesis after it is the head of a statement.
    fn is_before_head(&self) -> bool {
        matches!(self, Self::Word(word) if BEFORE_STATEMENT.contains(&word.as_str()))
    }
}

impl Reader {
    /// Reads code to its end; within a template, that is a closing brace, and blanks and comments stay.
    fn code(&mut self, is_inserted: bool) -> Read<()> {
        let begins = self.at;
        let mut before = Token::Start;
        // The brackets that are open: each with its place, and what its closing one is.
        let mut open: Vec<(usize, char, Token)> = Vec::new();
        while let Some(&letter) = self.letters.get(self.at) {
            let (from, (gap, has_line)) = (self.at, end_of_gap(&self.letters, self.at)?);
            if gap > from {
                if is_inserted {
                    self.take_to(gap);
                } else {
                    let after = self.letters.get(gap).copied();
                    self.out.push_str(blank(has_line, self.out.chars().last(), after));
                    self.at = gap;
                }
                continue;
            }
            if is_inserted && letter == '}' && open.is_empty() {
                return Ok(());
            }
            before = match letter {
                '"' | '\'' => self.operand(end_of_string(&self.letters, from)?),
                '`' => self.template()?,
                '/' if before.is_before_operand() => self.operand(end_of_regex(&self.letters, from)?),
                '(' | '[' | '{' => {
                    let is_operand = match letter {
                        '(' => !before.is_before_head(),
                        '{' => before.is_before_object(),
                        _ => true,
                    };
                    open.push((from, letter, Token::Close { is_operand }));
                    self.take_to(from + 1);
                    Token::Sign(letter)
                }
                ')' | ']' | '}' => {
                    self.take_to(from + 1);
                    match open.pop() {
                        Some((_, '(', closed)) if letter == ')' => closed,
                        Some((_, '[', closed)) if letter == ']' => closed,
                        Some((_, '{', closed)) if letter == '}' => closed,
                        _ => return Err((from, "a bracket closes none that is open")),
                    }
                }
                _ if self.begins_number() => {
                    let is_of_it = |letter: &char| is_word(*letter) || *letter == '.';
                    self.operand(self.end_while(is_of_it))
                }
                _ if is_word(letter) => self.word(&before),
                _ => self.sign(letter),
            };
        }
        if is_inserted {
            return Err((begins, "an expression in a template is not closed"));
        }
        open.pop().map_or(Ok(()), |(at, ..)| Err((at, "a bracket is not closed")))
    }

    fn take_to(&mut self, end: usize) {
        self.out.extend(&self.letters[self.at..end]);
        self.at = end;
    }

    fn operand(&mut self, end: usize) -> Token {
        self.take_to(end);
        Token::Operand
    }

    /// Where the letters from here on that are like this end.
    fn end_while(&self, is_like: impl Fn(&char) -> bool) -> usize {
        self.at + self.letters[self.at..].iter().take_while(|letter| is_like(letter)).count()
    }

    fn begins_number(&self) -> bool {
        let is_digit = |at: usize| self.letters.get(at).is_some_and(char::is_ascii_digit);
        is_digit(self.at) || (self.letters[self.at] == '.' && is_digit(self.at + 1))
    }

    fn word(&mut self, before: &Token) -> Token {
        let end = self.end_while(|letter| is_word(*letter));
        let word: String = self.letters[self.at..end].iter().collect();
        self.take_to(end);
        match before {
            // The name of a property may be a word of the language.
            Token::Sign('.' | '#') => Token::Operand,
            // `for await (`: the head is of `for`.
            Token::Word(first) if first == "for" => Token::Word(first.clone()),
            _ => Token::Word(word),
        }
    }

    fn sign(&mut self, letter: char) -> Token {
        let rest = &self.letters[self.at..];
        let (length, token) = if rest.starts_with(&['.', '.', '.']) {
            (3, Token::Spread)
        } else if rest.starts_with(&['+', '+']) || rest.starts_with(&['-', '-']) {
            (2, Token::Step)
        } else if rest.starts_with(&['=', '>']) {
            (2, Token::Arrow)
        } else {
            (1, Token::Sign(letter))
        };
        self.take_to(self.at + length);
        token
    }

    /// Takes a template with all that is in it.
    fn template(&mut self) -> Read<Token> {
        let begins = self.at;
        self.take_to(begins + 1);
        loop {
            match self.letters.get(self.at..).unwrap_or_default() {
                [] | ['\\'] => return Err((begins, "a template is not closed")),
                ['`', ..] => return Ok(self.operand(self.at + 1)),
                ['$', '{', ..] => {
                    self.take_to(self.at + 2);
                    self.code(true)?;
                    self.take_to(self.at + 1);
                }
                ['\\', ..] => self.take_to(self.at + 2),
                _ => self.take_to(self.at + 1),
            }
        }
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

/// Whether a line of a script ends with it.
const fn is_line_end(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// What is left of blanks and comments between two letters; a line's end among them may end a statement.
fn blank(has_line: bool, before: Option<char>, after: Option<char>) -> &'static str {
    let (Some(before), Some(after)) = (before, after) else { return "" };
    let is_safe = |letter: char| "{}()[];,=*<>!&|?:".contains(letter);
    match has_line {
        true if "{;,(".contains(before) || "});,".contains(after) => "",
        true => "\n",
        // `<!--` begins a comment.
        false if (before, after) == ('<', '!') => " ",
        false if is_safe(before) || is_safe(after) => "",
        false => " ",
    }
}

/// Where blanks and comments end, and whether a line ends among them.
fn end_of_gap(letters: &[char], from: usize) -> Read<(usize, bool)> {
    let (mut at, mut has_line) = (from, false);
    loop {
        let end = match (letters.get(at), letters.get(at + 1)) {
            (Some('/'), Some('/')) => {
                at + letters[at..].iter().take_while(|letter| !is_line_end(**letter)).count()
            }
            (Some('/'), Some('*')) => {
                let end = letters[at + 2..].windows(2).position(|two| two == ['*', '/']);
                at + 4 + end.ok_or((at, "a comment is not closed"))?
            }
            (Some(letter), _) if letter.is_whitespace() || *letter == '\u{feff}' => at + 1,
            _ => return Ok((at, has_line)),
        };
        has_line |= letters[at..end].iter().any(|letter| is_line_end(*letter));
        at = end;
    }
}

fn end_of_string(letters: &[char], from: usize) -> Read<usize> {
    let mut at = from + 1;
    while let Some(&letter) = letters.get(at) {
        match letter {
            _ if letter == letters[from] => return Ok(at + 1),
            '\\' if letters[at..].starts_with(&['\\', '\r', '\n']) => at += 3,
            '\\' => at += 2,
            '\n' | '\r' => break,
            _ => at += 1,
        }
    }
    Err((from, "a string is not closed"))
}

fn end_of_regex(letters: &[char], from: usize) -> Read<usize> {
    let (mut at, mut in_class) = (from + 1, false);
    while let Some(&letter) = letters.get(at).filter(|letter| !is_line_end(**letter)) {
        match letter {
            '/' if !in_class => {
                // Its flags.
                return Ok(at + 1 + letters[at + 1..].iter().take_while(|letter| is_word(**letter)).count());
            }
            '\\' if letters.get(at + 1).is_some_and(|next| !is_line_end(*next)) => at += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        at += 1;
    }
    Err((from, "a regular expression is not closed"))
}

#[cfg(test)]
mod tests;
