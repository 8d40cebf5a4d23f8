//! Hands the build number to the page: see `xtask/src/build_number.rs`.

#[path = "xtask/src/build_number.rs"]
mod build_number;

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.lock");
    println!("cargo:rerun-if-changed=Cargo.toml");
    println!("cargo:rustc-env=VOLLEY_BUILD={}", build_number::of_project(".".as_ref())?);
    Ok(())
}
