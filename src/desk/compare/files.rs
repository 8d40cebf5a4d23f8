//! Makes a file of the result on screen.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, OffscreenCanvas, OffscreenCanvasRenderingContext2d, Path2d};

use super::SharedDesk;
use crate::chart::picture::{Anchor, Picture, Shape, TEXT_PX};
use crate::compare::export::{self, Format};
use crate::compare::picture;
use crate::compare::report::Report;
use crate::export::svg::{FONT, GROUND, framed, margin};
use crate::protocol::Event;
use crate::wire::js_error;

/// Dots for each unit of a picture: sharp on any screen.
const DOTS: f64 = 2.0;

/// Makes the file and hands it to the page.
pub(super) fn start(desk: &SharedDesk, format: Format) {
    let desk = Rc::clone(desk);
    spawn_local(async move {
        let Some(report) = desk.borrow().compare.shown() else { return };
        let made = match format {
            Format::Csv => blob(&export::csv(&report), format),
            Format::Ndjson => blob(&export::ndjson(&report), format),
            Format::Svg => blob(export::svg(&report).as_bytes(), format),
            Format::Png => png(&report).await,
        };
        let name = format!("volley-compare-{}.{}", report.key, format.name());
        let this = desk.borrow();
        let sent = made
            .map_err(|thrown| js_error::describe(&thrown))
            .and_then(|blob| this.page.post_with(&Event::Exported { name, masked: 0 }, &[blob.into()], &[]));
        if let Err(error) = sent {
            this.trouble(&format!("The file could not be made: {error}."), "Try another format.");
        }
    });
}

fn blob(bytes: &[u8], format: Format) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(format.mime());
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)
}

/// The picture in dots, drawn here: a worker cannot have an SVG drawn.
async fn png(report: &Report) -> Result<Blob, JsValue> {
    let picture = picture::of(report, picture::WIDE);
    let picture = framed(&picture, &export::heading(report), &export::foot(report));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pictures are small")]
    let size = |length: f64| (length * DOTS).ceil() as u32;
    let canvas = OffscreenCanvas::new(size(picture.width), size(picture.height))?;
    let context: OffscreenCanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or("no canvas to draw on")?.dyn_into().map_err(|_| "no 2d context")?;
    draw(&context, &picture)?;
    JsFuture::from(canvas.convert_to_blob()?).await?.dyn_into().map_err(|_| "no file came".into())
}

fn draw(context: &OffscreenCanvasRenderingContext2d, picture: &Picture) -> Result<(), JsValue> {
    context.scale(DOTS, DOTS)?;
    context.set_fill_style_str(GROUND);
    context.fill_rect(0.0, 0.0, picture.width, picture.height);
    context.translate(margin(), margin())?;
    context.set_font(&format!("{TEXT_PX}px {FONT}"));
    for (tone, shape) in &picture.shapes {
        let (colour, fills) = tone.paint();
        match shape {
            Shape::Path(path) => {
                let path = Path2d::new_with_path_string(path)?;
                if fills {
                    context.set_fill_style_str(colour);
                    context.fill_with_path_2d(&path);
                } else {
                    context.set_stroke_style_str(colour);
                    context.set_line_width(tone.thickness());
                    context.stroke_with_path(&path);
                }
            }
            Shape::Text { x, y, anchor, text } => {
                context.set_fill_style_str(colour);
                context.set_text_align(match anchor {
                    Anchor::Start => "left",
                    Anchor::Middle => "center",
                    Anchor::End => "right",
                });
                context.fill_text(text, *x, *y)?;
            }
        }
    }
    Ok(())
}
