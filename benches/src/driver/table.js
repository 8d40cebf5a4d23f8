// Moves the table about and waits until the rows on screen say so.
import { find, nextFrame, page, scroller, set, until } from "./app.js";
import { costing } from "./watch.js";

const digits = (text) => Number(text.replaceAll(/\D/g, ""));

/** The rows that can be seen, from the top: element and number in the table, from 1. */
export function seen() {
  const area = scroller().getBoundingClientRect();
  const rows = [...find("results").querySelectorAll('[data-testid="row"]')].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > top && bottom > area.top && top < area.bottom;
  });
  const numbered = rows.map((row) => ({ row, number: Number(row.getAttribute("aria-rowindex")) - 1 }));
  return numbered.sort((a, b) => a.number - b.number);
}

const cell = (row, column) => row.querySelector(`[data-testid="cell-${column}"]`)?.textContent ?? "";

/** Does `act`, waits until `holds` of the rows on screen, and says what that took. */
const timed = (what, act, holds) =>
  costing(page(), async () => {
    let frames = 0;
    let counting = page().requestAnimationFrame(function step() {
      frames += 1;
      counting = page().requestAnimationFrame(step);
    });
    const started = performance.now();
    act();
    const ended = await until(find("results"), what, holds);
    page().cancelAnimationFrame(counting);
    return { ms: ended - started, frames };
  });

async function toTop() {
  scroller().scrollTop = 0;
  await until(find("results"), "the first row", () => seen()[0]?.number === 1 && digits(cell(seen()[0].row, "index")) > 0);
  await nextFrame();
}

/** Sorts by a column; `first` is the number in the list of the row that is to come first, or any but the first's. */
async function sort({ column, direction, first }) {
  await toTop();
  const button = find(`sort-${column}`);
  const header = button.closest("[aria-sort]") ?? button.closest('[role="columnheader"]');
  const isFirst = () => {
    const top = seen()[0];
    const index = top?.number === 1 ? digits(cell(top.row, "index")) : 0;
    return first == null ? index > 1 : index === first;
  };
  // The header goes round its directions; the last click is the one that counts.
  for (let clicks = 0; clicks < 3; clicks += 1) {
    const before = header.getAttribute("aria-sort");
    const result = await timed(`sort by ${column}`, () => button.click(), () => {
      const now = header.getAttribute("aria-sort");
      return now !== before && (now !== direction || isFirst());
    });
    if (header.getAttribute("aria-sort") === direction) return result;
    await nextFrame();
  }
  throw new Error(`${column} was never sorted ${direction}`);
}

/** Filters by text; `shown` is the number of rows that are to stay. */
async function filter({ text, shown }) {
  await toTop();
  return timed(`filter ${text}`, () => set("filter", text), () => {
    const top = seen()[0];
    const right = shown === 0 || (top?.number === 1 && cell(top.row, "url") !== "");
    return Number(find("results").getAttribute("aria-rowcount")) === shown + 1 && right;
  });
}

/** Jumps to a part of the table's height; the list is unsorted and unfiltered, so row n shows link n. */
async function jump({ part }) {
  const element = scroller();
  const before = seen()[0]?.number;
  return timed(`jump to ${part}`, () => (element.scrollTop = part * (element.scrollHeight - element.clientHeight)), () => {
    const rows = seen();
    const moved = rows.length > 0 && rows[0].number !== before;
    return moved && rows.every(({ row, number }) => digits(cell(row, "index")) === number);
  });
}

/** Shows a column that is not among the usual ones. */
async function show({ column }) {
  find("columns").click();
  await nextFrame();
  set(`column-${column}`, "true");
  await nextFrame();
  find("columns").click();
}

export const orders = { sort, filter, jump, show };
