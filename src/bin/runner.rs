//! The runner's entry.

#[cfg(target_arch = "wasm32")]
fn main() {
    volley::web::runner::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The runner runs in a browser: `cargo xtask serve` builds it and prints the page's address.");
}
