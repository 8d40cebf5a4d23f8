//! The user's own list, while a text that Volley put in is in its place.

/// See the [module](self).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnList {
    own: Option<String>,
    /// What was put in its place last.
    put: Option<String>,
}

impl OwnList {
    /// `put` takes the place of `shown`, which is kept for the way back, unless Volley put that in itself.
    pub fn replace(&mut self, shown: String, put: &str) {
        if self.put.as_ref() != Some(&shown) && !shown.trim().is_empty() {
            self.own = Some(shown);
        }
        self.put = Some(put.to_owned());
    }

    /// Whether there is a list to give back.
    pub const fn is_kept(&self) -> bool {
        self.own.is_some()
    }

    /// Whether `text` only stands in for the list that is kept: then it is none of the user's.
    pub fn is_replaced_by(&self, text: &str) -> bool {
        self.is_kept() && self.put.as_deref() == Some(text)
    }

    /// Gives the list back.
    pub fn take(&mut self) -> Option<String> {
        self.put = None;
        self.own.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_never_kept_as_the_users() {
        let mut list = OwnList::default();
        list.replace("https://own.example/".to_owned(), "[a-z]");
        list.replace("[a-z]".to_owned(), "[a-z]");
        list.replace("[a-z]".to_owned(), "practice");
        assert!(list.is_replaced_by("practice") && !list.is_replaced_by("[a-z]"));
        assert_eq!(list.take().as_deref(), Some("https://own.example/"));
        assert_eq!((list.take(), list.is_replaced_by("practice")), (None, false));
    }

    #[test]
    fn what_the_user_made_of_it_is() {
        let mut list = OwnList::default();
        list.replace(" \n".to_owned(), "[a-z]");
        assert!(!list.is_kept() && !list.is_replaced_by("[a-z]"), "nothing is no list");
        list.replace("[a-y]".to_owned(), "[a-z]");
        assert_eq!(list.take().as_deref(), Some("[a-y]"));
    }
}
