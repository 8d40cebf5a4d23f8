use std::collections::BTreeMap;

use super::*;
use crate::settings::RunSettings;

/// A browser's two storages, each with room for texts of so many bytes in all.
#[derive(Debug)]
struct Browser {
    ever: BTreeMap<String, String>,
    tab: BTreeMap<String, String>,
    room: usize,
}

impl Browser {
    fn new(room: usize) -> Self {
        Self { ever: BTreeMap::new(), tab: BTreeMap::new(), room }
    }

    fn of(&mut self, span: Span) -> &mut BTreeMap<String, String> {
        match span {
            Span::Ever => &mut self.ever,
            Span::Tab => &mut self.tab,
        }
    }

    fn comparisons(&self) -> Vec<Kept> {
        recall(self, KeptThing::Comparisons, kept::from_json).0.unwrap_or_default()
    }
}

impl TextStore for Browser {
    fn get(&self, span: Span, key: &str) -> Option<String> {
        let texts = match span {
            Span::Ever => &self.ever,
            Span::Tab => &self.tab,
        };
        texts.get(key).cloned()
    }

    fn put(&mut self, span: Span, key: &str, text: &str) -> bool {
        let room = self.room;
        let texts = self.of(span);
        let others: usize = texts.iter().filter(|(other, _)| *other != key).map(|(_, text)| text.len()).sum();
        let has_room = others + text.len() <= room;
        if has_room {
            texts.insert(key.to_owned(), text.to_owned());
        }
        has_room
    }

    fn remove(&mut self, span: Span, key: &str) {
        self.of(span).remove(key);
    }
}

fn comparison(name: &str, length: usize) -> Kept {
    (name.to_owned(), format!("\"{}\"", "x".repeat(length)))
}

fn named(kept: &[Kept]) -> Vec<&str> {
    kept.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn comparisons_without_room_lose_the_oldest_and_never_all() {
    let mut browser = Browser::new(500);
    let mut kept = Vec::new();
    let mut keep_one = |browser: &mut Browser, name: &str, length| {
        let stored = browser.comparisons();
        let wanted = kept::added(stored.clone(), comparison(name, length));
        let (now, not_kept) = keep_comparisons(browser, &stored, wanted);
        assert_eq!(now, browser.comparisons(), "what is said to be kept is kept");
        kept = now;
        (named(&kept).join(" "), not_kept)
    };
    assert_eq!(keep_one(&mut browser, "a", 100), ("a".to_owned(), None));
    assert_eq!(keep_one(&mut browser, "b", 100), ("b a".to_owned(), None));
    assert_eq!(keep_one(&mut browser, "c", 200), ("c b".to_owned(), Some(NotKept::OldComparisons)));
    let too_long = Some(NotKept::Thing(KeptThing::Comparisons));
    assert_eq!(keep_one(&mut browser, "d", 600), ("c b".to_owned(), too_long));
    // Another thing takes up the room.
    assert!(browser.put(Span::Ever, "other", &"x".repeat(50)));
    assert_eq!(keep_one(&mut browser, "e", 300), ("e".to_owned(), Some(NotKept::OldComparisons)));
}

#[test]
fn settings_without_room_stay_as_they_were() {
    let mut browser = Browser::new(30);
    assert_eq!(keep(&mut browser, KeptThing::Settings, "{\"version\":1}"), Ok(()));
    let longer = RunSettings::default().to_json();
    let not_kept = Err(NotKept::Thing(KeptThing::Settings));
    assert_eq!(keep(&mut browser, KeptThing::Settings, &longer), not_kept);
    let kept = recall(&browser, KeptThing::Settings, RunSettings::from_json);
    assert_eq!(kept, (Some(RunSettings::default()), false));
}

#[test]
fn an_unreadable_document_of_the_tab_does_not_hide_the_browsers() {
    let mut browser = Browser::new(100);
    let read = |text: &str| if text == "new" { Err(SetAside) } else { Ok(text.to_owned()) };
    let list = |browser: &Browser| recall(browser, KeptThing::List, read);
    assert_eq!(list(&browser), (None, false));
    browser.put(Span::Ever, KeptThing::List.key(), "browser's");
    assert_eq!(list(&browser), (Some("browser's".to_owned()), false));
    browser.put(Span::Tab, KeptThing::List.key(), "new");
    assert_eq!(list(&browser), (Some("browser's".to_owned()), true), "and it is said");
    browser.put(Span::Tab, KeptThing::List.key(), "tab's");
    assert_eq!(list(&browser), (Some("tab's".to_owned()), false));
    browser.put(Span::Tab, KeptThing::List.key(), "new");
    browser.put(Span::Ever, KeptThing::List.key(), "new");
    assert_eq!(list(&browser), (None, true));
}

#[test]
fn what_was_set_aside_is_named() {
    let said = |things: &[KeptThing]| set_aside_in_words(things).map(|(message, _)| message);
    assert_eq!(said(&[]), None);
    let list = "What another version of this page kept is not used: the list.";
    assert_eq!(said(&[KeptThing::List, KeptThing::List]).as_deref(), Some(list));
    let all =
        "What another version of this page kept is not used: the list, the settings and the comparisons.";
    let things = [KeptThing::Comparisons, KeptThing::Settings, KeptThing::List];
    assert_eq!(said(&things).as_deref(), Some(all));
}

#[test]
fn a_want_of_room_is_told_once_for_each_thing_and_for_each_comparison() {
    let told = [NotKept::Thing(KeptThing::List), NotKept::OldComparisons];
    for (next, is_news) in [
        (NotKept::Thing(KeptThing::List), false),
        (NotKept::BeyondTab(KeptThing::List), false),
        (NotKept::Thing(KeptThing::Reading), false),
        (NotKept::Thing(KeptThing::Settings), true),
        (NotKept::Thing(KeptThing::Comparisons), true),
        (NotKept::OldComparisons, true),
    ] {
        assert_eq!(next.is_news_after(&told), is_news, "{next:?}");
        assert!(next.is_news_after(&[]), "{next:?}");
    }
}

#[test]
fn each_thing_says_what_is_not_kept() {
    let mut said: Vec<_> =
        KeptThing::ALL.into_iter().map(|thing| NotKept::Thing(thing).in_words()[0]).collect();
    said.extend(
        [NotKept::BeyondTab(KeptThing::List), NotKept::OldComparisons].map(|gone| gone.in_words()[0]),
    );
    said.sort_unstable();
    said.dedup();
    assert_eq!(said.len(), 8, "{said:?}");
}
