//! Has the browser ask before a tab with a run in it is left.

use leptos::prelude::*;

use super::state::PageState;
use crate::page::leave::LeaveQuestion;

/// Asks for as long as a run is on.
pub(super) fn ask_while_running(phase: Memo<PageState>) {
    let question = StoredValue::new_local(None::<LeaveQuestion>);
    let is_active = Memo::new(move |_| phase.get().is_active());
    Effect::new(move |_| question.set_value(is_active.get().then(LeaveQuestion::new)));
}
