//! Tokens that follow the grammar, with keys apart from other strings.

use super::grammar::Grammar;
use super::tokens::{SyntaxError, Token, TokenKind, Tokens};

/// Walks through a text of JSON values, one after the other, that the caller holds and extends.
#[derive(Clone, Debug, Default)]
pub(crate) struct JsonWalker {
    tokens: Tokens,
    grammar: Grammar,
}

impl JsonWalker {
    /// The byte up to which the text is read.
    pub(crate) fn at(&self) -> usize {
        self.tokens.at
    }

    pub(crate) fn skip_to(&mut self, at: usize) {
        self.tokens.at = at;
    }

    /// The first `bytes` bytes of the text, which are read, were dropped.
    pub(crate) fn drop_front(&mut self, bytes: usize) {
        self.tokens.drop_front(bytes);
    }

    /// Whether no value is open.
    pub(crate) fn is_between_values(&self) -> bool {
        self.grammar.is_between_values()
    }

    /// Leaves all open values: the next token begins one.
    pub(crate) fn reset(&mut self) {
        self.grammar = Grammar::default();
    }

    /// Takes the next token of `text`; `None` until there is more, and at its end when it has `ended`. Fails for what
    /// is no token or not the one expected; [`at`](Self::at) is behind it.
    pub(crate) fn next(&mut self, text: &str, ended: bool) -> Result<Option<Token>, SyntaxError> {
        let token = self.tokens.next(text, ended).inspect_err(|error| self.tokens.at = error.range.end)?;
        let Some(mut token) = token else { return Ok(None) };
        let is_key = token.kind == TokenKind::String && self.grammar.expects_key();
        if let Err(detail) = self.grammar.accept(token.kind) {
            return Err(SyntaxError { range: token.range, detail });
        }
        if is_key {
            token.kind = TokenKind::Key;
            self.grammar.set_key(&token.text(text));
        }
        Ok(Some(token))
    }

    /// Writes the pointer (RFC 6901) of the key or value just taken into `pointer`, cut where it is long.
    pub(crate) fn write_pointer(&self, pointer: &mut String) {
        self.grammar.write_pointer(pointer);
    }
}
