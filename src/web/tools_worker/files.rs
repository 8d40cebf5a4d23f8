//! Files of a comparison's result.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, OffscreenCanvas, OffscreenCanvasRenderingContext2d, Path2d};

use crate::chart::picture::{Anchor, Picture, Shape, TEXT_PX};
use crate::compare::export::{self, ComparisonFormat};
use crate::compare::picture;
use crate::compare::report::ComparisonReport;
use crate::export::svg::{FONT, GROUND, MARGIN, framed};
use crate::units::Fixed;
use crate::web::ipc::blob::blob;
use crate::web::ipc::js_error;

/// Pixels for each unit of a picture: sharp on any screen.
const PIXELS: f64 = 2.0;

/// The file's name, and the file or why it cannot be made.
pub(super) async fn comparison(
    report: &ComparisonReport,
    format: ComparisonFormat,
) -> (String, Result<Blob, String>) {
    let blob = |bytes: &[u8]| blob(&Array::of1(&Uint8Array::from(bytes)), format.mime());
    let made = match format {
        ComparisonFormat::Csv => blob(&export::csv(report)),
        ComparisonFormat::Ndjson => blob(&export::ndjson(report)),
        ComparisonFormat::Svg => blob(export::svg(report).as_bytes()),
        ComparisonFormat::Png => png(report).await.map_err(|thrown| js_error::describe(&thrown)),
    };
    (format!("volley-compare-{}.{}", report.key, format.name()), made)
}

/// The picture as PNG, drawn here because a worker cannot render SVG.
async fn png(report: &ComparisonReport) -> Result<Blob, JsValue> {
    let picture = picture::of(report, picture::WIDE);
    let picture = framed(&picture, &export::heading(report), &export::foot(report));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pictures are small")]
    let size = |length: f64| (length * PIXELS).ceil() as u32;
    let canvas = OffscreenCanvas::new(size(picture.width), size(picture.height))?;
    let context: OffscreenCanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or("no canvas to draw on")?.dyn_into().map_err(|_| "no 2d context")?;
    draw(&context, &picture)?;
    JsFuture::from(canvas.convert_to_blob()?).await?.dyn_into().map_err(|_| "no file came".into())
}

fn draw(context: &OffscreenCanvasRenderingContext2d, picture: &Picture) -> Result<(), JsValue> {
    context.scale(PIXELS, PIXELS)?;
    context.set_fill_style_str(GROUND);
    context.fill_rect(0.0, 0.0, picture.width, picture.height);
    context.translate(MARGIN, MARGIN)?;
    context.set_font(&format!("{}px {FONT}", Fixed(TEXT_PX, 0)));
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
