// Jumps about the table while the page does something else: how long each window waits until its rows are on screen.
import { find, nextFrame, page, scroller, until } from "./app.js";
import { seen } from "./table.js";
import { costing } from "./watch.js";

/** Parts of the table's height, each far from the one before, the first from both ends. */
const PLACES = Array.from({ length: 97 }, (_, nth) => ((nth * 37 + 40) % 97) / 97);

/** Jumps to a part of the table's height; resolves with how long the rows there took. A row without text is none. */
async function wait(part) {
  const element = scroller();
  const before = seen()[0]?.number;
  const started = performance.now();
  element.scrollTop = part * (element.scrollHeight - element.clientHeight);
  const isThere = () => seen().length > 0 && seen()[0].number !== before;
  return (await until(find("results"), `the rows at ${part}`, isThere)) - started;
}

/** Does `work` and jumps about until it is done: what it returned, with each window's wait and what that cost the page. */
export const during = (work) =>
  costing(page(), async () => {
    let isOver = false;
    const result = work().finally(() => (isOver = true));
    const waits = [];
    while (!isOver) {
      waits.push(await wait(PLACES[waits.length % PLACES.length]));
      await nextFrame();
    }
    return { ...(await result), waits };
  });

/** Sorts by a column, wherever the table is; done when the table says so. */
async function reorder({ column }) {
  const started = performance.now();
  find(`sort-${column}`).click();
  await nextFrame();
  const grid = find("results");
  const ended = await until(grid, "the order", () => grid.getAttribute("aria-busy") === "false");
  return { ms: ended - started };
}

export const orders = { reorder };
