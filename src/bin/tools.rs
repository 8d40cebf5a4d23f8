//! The tools' entry.

#[cfg(target_arch = "wasm32")]
fn main() {
    volley::web::tools_worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The tools run in a browser: `cargo xtask serve` builds it and prints the page's address.");
}
