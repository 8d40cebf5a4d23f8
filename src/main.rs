//! The page's entry.

#[cfg(target_arch = "wasm32")]
fn main() {
    volley::web::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Volley runs in a browser: `cargo xtask serve` builds it and prints its address.");
}
