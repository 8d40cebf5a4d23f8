// Does one order of the bench after another. An order waits behind a gate of the server, so no debugging protocol is
// attached to the browser; its answer goes back with POST /result.
import * as app from "./app.js";
import * as compare from "./compare.js";
import * as memory from "./memory.js";
import * as pools from "./pools.js";
import * as table from "./table.js";
import * as typing from "./typing.js";
import { onServer } from "./where.js";
import * as windows from "./windows.js";

const orders = {
  windows: ({ during }) => windows.during(() => orders[during.do](during)),
  ...app.orders,
  ...compare.orders,
  ...table.orders,
  ...typing.orders,
  ...memory.orders,
  ...pools.orders,
  ...windows.orders,
};

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
