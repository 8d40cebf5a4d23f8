// Does one order of the bench after another. An order waits behind a gate of the server, so no debugging protocol is
// attached to the browser; its answer goes back with POST /result.
import * as app from "./app.js";
import * as compare from "./compare.js";
import * as memory from "./memory.js";
import * as table from "./table.js";
import * as typing from "./typing.js";
import { watch } from "./watch.js";
import { onServer } from "./where.js";

/** Runs the JS pool in a fresh page without any UI, as fresh as Volley's own. */
async function runPool({ kind, urls, inFlight }) {
  const frame = document.createElement("iframe");
  const loaded = new Promise((resolve) => addEventListener("message", resolve, { once: true }));
  frame.src = "pool.html";
  document.body.append(frame);
  await loaded;
  const watched = watch(frame.contentWindow);
  const result = await frame.contentWindow.pool[kind](urls, inFlight);
  const cost = await watched.end();
  frame.remove();
  return { ...result, cost };
}

const orders = { pool: runPool, ...app.orders, ...compare.orders, ...table.orders, ...typing.orders, ...memory.orders };

async function answer(order) {
  try {
    const act = orders[order.do];
    if (!act) throw new Error(`no such order: ${order.do}`);
    return { value: (await act(order)) ?? null };
  } catch (error) {
    return { trouble: `${error?.stack ?? error}` };
  }
}

const report = (body) => fetch(onServer("/result"), { method: "POST", body: JSON.stringify(body) });

await report({ value: navigator.userAgent });
for (;;) {
  await fetch(onServer("/held/next"), { cache: "no-store" });
  const order = await (await fetch(onServer("/orders/next.json"), { cache: "no-store" })).json();
  await report(await answer(order));
}
