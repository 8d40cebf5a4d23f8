//! Compare beside simulated servers: experiments that never touch a network or a clock, whose right answer is known.

#![cfg(not(target_arch = "wasm32"))]

mod differences;
mod knees;
mod noise;
mod order;
mod server;
mod sweeps;
