//! What came back: outcomes of attempts, verdicts of targets, the columns that hold them, and how they are shown.
//!
//! | module | what it is |
//! | --- | --- |
//! | [`outcome`], [`marks`], [`timing`], [`size`], [`verdict`] | what an attempt ended in, and what Volley says of it |
//! | [`table`] | the results of all targets, a column each; [`tally`] and [`history`] with them |
//! | [`mod@column`], [`row`], [`empty`], [`mask`] | one row as it is shown and exported: cells, why one is empty, secrets masked |
//! | [`order`], [`filter`] | rows sorted and chosen, in steps |
//! | [`section`], [`groups`] | kinds of problems; rows under headings, by host, file or kind |
//! | [`view`], [`waiting`] | the table on screen: order, filter and groups, and whether they are still true; what a row waits for |

pub mod column;
pub mod empty;
pub mod filter;
pub mod groups;
pub mod history;
pub mod marks;
pub mod mask;
pub mod order;
pub mod ordering;
pub mod outcome;
pub mod row;
pub mod section;
pub mod size;
pub mod table;
pub mod tally;
pub mod timing;
pub mod verdict;
pub mod view;
pub mod waiting;

pub(crate) mod bits;

mod before;
mod names;
mod packed;
mod pages;
mod texts;
mod values;
