//! Where the user's list is kept between visits: in this browser, or in this tab alone while it may hold a secret
//! (known once it is read). A key never holds an older list: where there is no room, it is removed.

use super::storage::keep_or_remove;
use super::{KeptThing, NotKept, ReadingChoice, ReadingView, Span, TextStore};
use crate::input::detect::Form;
use crate::input::list_reader::MAX_TIMES;
use crate::settings::stored::{SetAside, StoredFields};

/// Whether the input as it is holds a secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secrecy {
    /// It is not read to its end.
    #[default]
    Unknown,
    /// It holds none.
    Open,
    /// It holds one.
    Secret,
}

/// What is known of the last change of the input.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownSecrecy {
    input: u32,
    secrecy: Secrecy,
}

impl KnownSecrecy {
    /// Takes in the last reading; `input` counts changes of the input. A secret once seen in an input stays in it.
    pub fn learn(&mut self, input: u32, reading: &ReadingView) -> Secrecy {
        if input != self.input {
            *self = Self { input, secrecy: Secrecy::Unknown };
        }
        // Before the first change nothing was given, and what an earlier visit left must not be written over.
        if input > 0 && reading.done && reading.input == input && self.secrecy != Secrecy::Secret {
            self.secrecy = if reading.has_secrets { Secrecy::Secret } else { Secrecy::Open };
        }
        self.secrecy
    }
}

/// Keeps `text`, the list or how it is read, for as long as its secrecy lets.
///
/// # Errors
/// What is not kept for want of room.
pub fn keep_list(
    storage: &mut impl TextStore,
    thing: KeptThing,
    text: &str,
    secrecy: Secrecy,
) -> Result<(), NotKept> {
    let key = thing.key();
    let in_tab = keep_or_remove(storage, Span::Tab, key, text);
    let for_ever = match secrecy {
        Secrecy::Unknown => None,
        Secrecy::Open => Some(keep_or_remove(storage, Span::Ever, key, text)),
        Secrecy::Secret => {
            storage.remove(Span::Ever, key);
            None
        }
    };
    match (in_tab, for_ever) {
        (_, Some(true)) | (true, None) => Ok(()),
        (true, Some(false)) => Err(NotKept::BeyondTab(thing)),
        (false, _) => Err(NotKept::Thing(thing)),
    }
}

/// Of the two documents below; another one for each change that an older reader would misread.
const VERSION: u32 = 1;

/// The list as a text to be kept.
pub fn list_to_json(list: &mut String) -> String {
    let mut fields = StoredFields::write(VERSION);
    fields.text("text", list);
    fields.finish()
}

/// The list that was kept.
///
/// # Errors
/// When it was kept by another build.
pub fn list_from_json(text: &str) -> Result<String, SetAside> {
    let mut list = String::new();
    StoredFields::read(text, VERSION)?.text("text", &mut list);
    Ok(list)
}

impl ReadingChoice {
    /// The text to be kept by the browser. What is done with identical targets is kept with the settings.
    pub fn to_json(&self) -> String {
        let mut fields = StoredFields::write(VERSION);
        self.clone().visit(&mut fields);
        fields.finish()
    }

    /// What was kept, each value brought into its range; the default for what is missing.
    ///
    /// # Errors
    /// When it was kept by another build.
    pub fn from_json(text: &str) -> Result<Self, SetAside> {
        let mut choice = Self::default();
        choice.visit(&mut StoredFields::read(text, VERSION)?);
        choice.times = choice.times.clamp(1, MAX_TIMES);
        Ok(choice)
    }

    fn visit(&mut self, fields: &mut StoredFields<'_>) {
        let mut form = self.form.map_or("", Form::name).to_owned();
        fields.text("form", &mut form);
        self.form = Form::ALL.into_iter().find(|known| known.name() == form);
        fields.text("base", &mut self.base);
        fields.flag("code", &mut self.code);
        fields.text("include", &mut self.include);
        fields.text("exclude", &mut self.exclude);
        fields.flag("skip_private", &mut self.skip_private);
        fields.flag("upgrade", &mut self.upgrade);
        fields.number("times", &mut self.times);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::result::mask::holds_secret;

    /// A browser's two storages, each with room for texts of so many bytes.
    #[derive(Debug)]
    struct Browser {
        ever: BTreeMap<String, String>,
        tab: BTreeMap<String, String>,
        room: usize,
        room_for_ever: usize,
    }

    impl Browser {
        fn new() -> Self {
            Self { ever: BTreeMap::new(), tab: BTreeMap::new(), room: 100, room_for_ever: 100 }
        }

        fn of(&mut self, span: Span) -> &mut BTreeMap<String, String> {
            match span {
                Span::Ever => &mut self.ever,
                Span::Tab => &mut self.tab,
            }
        }

        fn kept(&self) -> [Option<&str>; 2] {
            [&self.ever, &self.tab].map(|texts| texts.get(KeptThing::List.key()).map(String::as_str))
        }
    }

    impl TextStore for Browser {
        fn get(&self, span: Span, key: &str) -> Option<String> {
            match span {
                Span::Ever => self.ever.get(key).cloned(),
                Span::Tab => self.tab.get(key).cloned(),
            }
        }

        fn put(&mut self, span: Span, key: &str, text: &str) -> bool {
            let room = if span == Span::Ever { self.room_for_ever } else { self.room };
            let has_room = text.len() <= room;
            if has_room {
                self.of(span).insert(key.to_owned(), text.to_owned());
            }
            has_room
        }

        fn remove(&mut self, span: Span, key: &str) {
            self.of(span).remove(key);
        }
    }

    fn reading(input: u32, has_secrets: bool) -> ReadingView {
        ReadingView { input, done: true, has_secrets, ..ReadingView::default() }
    }

    #[test]
    fn secrets_are_found_wherever_a_url_stands() {
        for text in [
            "https://a.test/1\nhttps://a.test/?token=abc\n",
            "see [this](https://me:pw@a.test/x), please",
            "name,url\none,\"https://a.test/f?X-Amz-Signature=0\"",
            "# https://a.test/#access_token=abc",
            "?api_key=abc",
        ] {
            assert!(holds_secret(text), "{text}");
        }
        for text in ["", "https://a.test/?page=2 me@a.test // @you", "a token, a secret: words"] {
            assert!(!holds_secret(text), "{text}");
        }
    }

    #[test]
    fn a_list_goes_to_the_browser_only_once_it_is_read_and_holds_no_secret() {
        let (mut browser, mut known) = (Browser::new(), KnownSecrecy::default());
        let mut give = |input, text: &str, reading: &ReadingView| {
            let kept = keep_list(&mut browser, KeptThing::List, text, known.learn(input, reading));
            assert_eq!(kept, Ok(()));
            browser.kept().map(|text| text.map(str::to_owned))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(give(0, "", &reading(0, false))[0], None, "nothing was given yet");
        assert_eq!(give(1, "a", &reading(0, false)), [None, some("a")]);
        assert_eq!(give(1, "a", &ReadingView { done: false, ..reading(1, false) }), [None, some("a")]);
        assert_eq!(give(1, "a", &reading(1, false)), [some("a"), some("a")]);
        // The first key of a token: the reading is still of the text before.
        assert_eq!(give(2, "a?token=s", &reading(1, false)), [some("a"), some("a?token=s")]);
        assert_eq!(give(2, "a?token=s", &reading(2, true)), [None, some("a?token=s")]);
        // A reading of the same input that no longer has the list at hand.
        assert_eq!(give(2, "a?token=s", &reading(2, false)), [None, some("a?token=s")]);
        assert_eq!(give(3, "b", &reading(2, true)), [None, some("b")]);
        assert_eq!(give(3, "b", &reading(3, false)), [some("b"), some("b")]);
    }

    #[test]
    fn a_full_storage_keeps_nothing_rather_than_the_old() {
        let mut browser = Browser::new();
        let keep =
            |browser: &mut Browser, text: &str, secrecy| keep_list(browser, KeptThing::List, text, secrecy);
        assert_eq!(keep(&mut browser, "old", Secrecy::Open), Ok(()));
        let long = "x".repeat(101);
        let nothing = Err(NotKept::Thing(KeptThing::List));
        assert_eq!(keep(&mut browser, &long, Secrecy::Open), nothing);
        assert_eq!(browser.kept(), [None, None]);
        assert_eq!(keep(&mut browser, "new", Secrecy::Open), Ok(()));
        assert_eq!(keep(&mut browser, &long, Secrecy::Unknown), nothing);
        assert_eq!(browser.kept(), [Some("new"), None]);
        browser.ever.clear();
        browser.room_for_ever = 2;
        assert_eq!(keep(&mut browser, "tab", Secrecy::Open), Err(NotKept::BeyondTab(KeptThing::List)));
        assert_eq!(browser.kept(), [None, Some("tab")]);
    }
}
