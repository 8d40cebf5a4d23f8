//! Hands the build number to the page: see `xtask/src/build_number.rs`.

#[path = "xtask/src/build_number.rs"]
mod build_number;

fn main() -> std::io::Result<()> {
    for input in build_number::INPUTS {
        println!("cargo:rerun-if-changed={input}");
    }
    println!("cargo:rustc-env=VOLLEY_BUILD={}", build_number::of_project(".".as_ref())?);
    Ok(())
}
