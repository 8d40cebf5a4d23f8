//! The desk's entry.

#[cfg(target_arch = "wasm32")]
fn main() {
    volley::web::desk_worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The desk runs in a browser: `cargo xtask serve` builds it and prints the page's address.");
}
