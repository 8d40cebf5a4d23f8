//! Compare against simulated servers: experiments that never touch a network or a clock, whose right answer is known.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "times and counts of a simulation"
)]

mod differences;
mod drops;
mod files;
mod imported;
mod knees;
mod noise;
mod rounds;
mod server;
mod sweeps;
