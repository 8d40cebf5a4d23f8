//! The extension's icons are pictures of `style/icon.svg`, since Chromium takes no SVG for them: they must not drift from it.

use std::path::{Path, PathBuf};

use crate::harness::{Stage, json};

/// How far a pixel may be off, of 255 in any channel: edges differ a little between versions of the browser.
const TOLERANCE: u64 = 24;

/// Draws an SVG and a PNG at a size; hands out the PNG's own size, how far its worst pixel is off, and the drawing as a PNG.
const COMPARE: &str = "
    const [svg, png, size, done] = arguments;
    const canvas = (image) => {
        const drawn = new OffscreenCanvas(size, size);
        drawn.getContext('2d').drawImage(image, 0, 0, size, size);
        return drawn;
    };
    // Colours weighed by how much of them shows: those of a pixel that is hardly there are rounded off.
    const pixels = (drawn) => {
        const { data } = drawn.getContext('2d').getImageData(0, 0, size, size);
        return data.map((value, at) => at % 4 === 3 ? value : value * data[at - at % 4 + 3] / 255);
    };
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    Promise.all([image.decode(), createImageBitmap(new Blob([new Uint8Array(png)]))]).then(async ([, bitmap]) => {
        const drawn = canvas(image);
        const expected = pixels(drawn);
        const worst = pixels(canvas(bitmap)).reduce((worst, value, at) => Math.max(worst, Math.abs(value - expected[at])), 0);
        const file = new Uint8Array(await (await drawn.convertToBlob({ type: 'image/png' })).arrayBuffer());
        done({ width: bitmap.width, height: bitmap.height, worst, seen: expected.some((value) => value > 128), file: [...file] });
    });
";

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every icon: its size, by its name, and its file.
fn icons() -> Vec<(u32, PathBuf)> {
    let entries = std::fs::read_dir(project().join("src/extension")).expect("the extension has a folder");
    let icon = |path: PathBuf| {
        let size = path.file_name()?.to_str()?.strip_prefix("icon-")?.strip_suffix(".png")?.parse().ok()?;
        Some((size, path))
    };
    entries.filter_map(|entry| icon(entry.expect("the folder can be read").path())).collect()
}

#[test]
fn each_icon_is_the_page_s_own_at_its_size() {
    Stage::new().run(async |page| {
        let svg = include_str!("../../style/icon.svg");
        let icons = icons();
        assert!(icons.len() >= 4, "{icons:?}");
        let drawings = project().join("target/screenshots");
        std::fs::create_dir_all(&drawings).expect("target takes a folder");
        for (size, path) in icons {
            let png = std::fs::read(&path).expect("the icon can be read");
            let found = page.browser().script_async(COMPARE, vec![json!(svg), json!(png), json!(size)]).await;
            let file: Vec<u8> = serde_json::from_value(found["file"].clone()).expect("a picture is bytes");
            let drawing = drawings.join(format!("icon-{size}.png"));
            std::fs::write(&drawing, file).expect("the folder takes a file");
            assert_eq!([&found["width"], &found["height"]], [size, size], "{}", path.display());
            assert_eq!(found["seen"], true, "the drawing is not empty");
            let worst = found["worst"].as_u64().expect("a whole number");
            assert!(
                worst <= TOLERANCE,
                "{} is off by {worst}: replace it by {}",
                path.display(),
                drawing.display()
            );
        }
    });
}
