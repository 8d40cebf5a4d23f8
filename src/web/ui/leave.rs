//! Has the browser ask before a tab with a run in it is left.

use leptos::prelude::*;

use super::state::{PageState, State};
use crate::web::page::leave::LeaveQuestion;

/// Asks for as long as a run or a comparison is active.
pub(super) fn ask_while_running(state: State, phase: Memo<PageState>) {
    let question = StoredValue::new_local(None::<LeaveQuestion>);
    let is_active = Memo::new(move |_| phase.get().is_active() || state.compare.is_running.get());
    Effect::new(move |_| question.set_value(is_active.get().then(LeaveQuestion::new)));
}
