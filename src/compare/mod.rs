//! Compare: named ways of asking the same targets, tried in turns and told apart only where the noise lets them; and the
//! sweep that finds how many requests at a time pay.

pub mod row;
