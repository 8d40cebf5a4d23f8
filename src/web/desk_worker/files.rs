//! Files of the user, files being made, and those of a comparison's result.

use hashbrown::HashMap;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, OffscreenCanvas, OffscreenCanvasRenderingContext2d, Path2d};

use crate::chart::picture::{Anchor, Picture, Shape, TEXT_PX};
use crate::compare::export::{self, ComparisonFormat};
use crate::compare::picture;
use crate::compare::report::ComparisonReport;
use crate::desk::{FileHandle, FileId, OutputId, PIECE_BYTES};
use crate::export::svg::{FONT, GROUND, MARGIN, framed};
use crate::web::ipc::js_error;

/// The contents, by the desk's numbers.
#[derive(Debug, Default)]
pub(super) struct Files {
    given: HashMap<FileId, Blob>,
    last: u32,
    /// The pieces of files being made.
    made: HashMap<OutputId, Array>,
}

impl Files {
    pub(super) fn keep(&mut self, content: Blob) -> FileHandle {
        self.last = self.last.wrapping_add(1);
        let id = FileId(self.last);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size; saturates")]
        let bytes = content.size() as u64;
        self.given.insert(id, content);
        FileHandle { id, bytes }
    }

    pub(super) fn forget(&mut self, file: FileId) {
        self.given.remove(&file);
    }

    /// Begins to read a piece of a file.
    pub(super) fn read(
        &self,
        file: FileHandle,
        piece: u32,
    ) -> impl Future<Output = Result<Vec<u8>, String>> + use<> {
        #[expect(clippy::cast_precision_loss, reason = "files are shorter than 2^53 bytes")]
        let start = (u64::from(piece) * PIECE_BYTES) as f64;
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let length = PIECE_BYTES as f64;
        let part = match self.given.get(&file.id) {
            None => Err("it was removed".into()),
            // A slice costs Chromium a call into another process, longer than reading a small file.
            Some(content) if file.bytes <= PIECE_BYTES => Ok(content.clone()),
            Some(content) => content.slice_with_f64_and_f64(start, start + length),
        };
        let begun = part.map(|part| JsFuture::from(part.array_buffer()));
        async move {
            let failed = |thrown| js_error::describe(&thrown);
            let buffer = begun.map_err(failed)?.await.map_err(failed)?;
            Ok(Uint8Array::new(&buffer).to_vec())
        }
    }

    pub(super) fn append(&mut self, output: OutputId, bytes: &[u8]) {
        self.made.entry(output).or_default().push(&Uint8Array::from(bytes));
    }

    pub(super) fn discard(&mut self, output: OutputId) {
        self.made.remove(&output);
    }

    /// The file of all that was appended.
    pub(super) fn finish(&mut self, output: OutputId, mime: &str) -> Result<Blob, String> {
        let pieces = self.made.remove(&output).unwrap_or_default();
        blob(&pieces, mime)
    }
}

fn blob(pieces: &Array, mime: &str) -> Result<Blob, String> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(pieces, &options)
        .map_err(|thrown| js_error::describe(&thrown))
}

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
