//! A picture that the desk made, drawn in the page's colours.

use leptos::prelude::*;

use crate::chart::picture::{Picture, Shape};

/// The picture; nothing where it is empty.
pub(super) fn picture(picture: &Picture, class: &'static str) -> AnyView {
    if picture.is_empty() {
        return ().into_any();
    }
    let shapes: Vec<AnyView> = picture
        .shapes
        .iter()
        .map(|(tone, shape)| match shape {
            Shape::Path(path) => view! { <path class=tone.class() d=path.clone()></path> }.into_any(),
            Shape::Text { x, y, anchor, text } => view! {
                <text class=tone.class() x=format!("{x:.1}") y=format!("{y:.1}") text-anchor=anchor.name()>{text.clone()}</text>
            }
            .into_any(),
        })
        .collect();
    view! {
        <svg
            class=class
            role="img"
            aria-label=picture.title.clone()
            viewBox=format!("0 0 {:.0} {:.0}", picture.width, picture.height)
        >
            {shapes}
        </svg>
    }
    .into_any()
}
