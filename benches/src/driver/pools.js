// Has the JS pools run in a page without any UI, as fresh as Volley's own.
import { costing } from "./watch.js";

let frame;

async function openPool() {
  frame = document.createElement("iframe");
  const loaded = new Promise((resolve) => addEventListener("message", resolve, { once: true }));
  frame.src = "pool.html";
  document.body.append(frame);
  await loaded;
}

/** Runs a pool in the page that was opened for it, and removes that. */
async function pool({ kind, urls, inFlight }) {
  const { contentWindow } = frame;
  const done = await costing(contentWindow, () => contentWindow.pool[kind](urls, inFlight));
  frame.remove();
  return done;
}

export const orders = { openPool, pool };
