// Drives the built page through its test hooks, in a frame that fills the window.
import { costing } from "./watch.js";
import { PAGE, onServer } from "./where.js";

let frame;
/** The last Blob for which the page made an address. */
let exported;

export const page = () => frame.contentWindow;
export const find = (name) => frame.contentDocument?.querySelector(`[data-testid="${name}"]`);

function get(name) {
  const found = find(name);
  if (!found) throw new Error(`the page has no ${name}`);
  return found;
}

export const nextTask = () => new Promise((resolve) => setTimeout(resolve));
export const nextFrame = () => new Promise((resolve) => page().requestAnimationFrame(resolve));

/** Resolves, with the moment, once `holds` does; looked at now and after each change under `node`. */
export function until(node, what, holds, options, limitMs = 60_000) {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(look);
    const expiry = setTimeout(() => end(reject, new Error(`not seen: ${what}`)), limitMs);
    function end(settle, value) {
      observer.disconnect();
      clearTimeout(expiry);
      settle(value);
    }
    function look() {
      if (holds()) end(resolve, performance.now());
    }
    observer.observe(node, options ?? { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  });
}

/** How long a run may take. */
const RUN_LIMIT_MS = 900_000;

const STATE = { attributes: true, attributeFilter: ["data-state", "data-links", "data-targets"] };

export function untilState(wanted, more = () => true, limitMs = undefined) {
  const summary = get("summary");
  const holds = () => wanted.includes(summary.dataset.state) && more(summary.dataset);
  return until(summary, `data-state ${wanted}`, holds, STATE, limitMs);
}

export function set(name, value) {
  const field = get(name);
  if (field.type === "checkbox") field.checked = value === "true";
  else field.value = value;
  field.dispatchEvent(new (page().Event)("input", { bubbles: true }));
  field.dispatchEvent(new (page().Event)("change", { bubbles: true }));
}

/** When the page took input, by the mark that it sets itself. */
function usable() {
  return new Promise((resolve) => {
    const { PerformanceObserver } = page();
    const take = (list) => list.getEntriesByName("volley-usable").forEach((mark) => resolve(mark.startTime));
    new PerformanceObserver(take).observe({ type: "mark", buffered: true });
  });
}

/** Reloads the page. Times are counted from the navigation's start. */
async function open() {
  frame?.remove();
  exported = undefined;
  // What an earlier turn left: settings, the list, the columns.
  localStorage.clear();
  sessionStorage.clear();
  frame = document.createElement("iframe");
  frame.src = PAGE;
  document.body.append(frame);
  const blank = frame.contentWindow.document;
  while (!frame.contentDocument || frame.contentDocument === blank || !frame.contentDocument.documentElement) {
    await nextTask();
  }
  const since = () => page().performance.now();
  await until(frame.contentDocument, "the summary", () => find("summary")?.dataset.state && find("links"), {
    subtree: true,
    childList: true,
  });
  const shown = since();
  keepExports();
  await untilState(["empty"]);
  return { shown, empty: since(), usable: await usable() };
}

/** When the page first showed something; `null` where the browser did not report it. */
function firstPaint() {
  const paints = page().performance.getEntriesByType("paint");
  return paints.find((paint) => paint.name === "first-contentful-paint")?.startTime ?? null;
}

/** Reloads the page and uses it at once: types one link, and runs it. Times are counted as in `open`. */
async function firstUse({ text }) {
  const loaded = await open();
  set("links", text);
  await untilState(["ready"]);
  const read = page().performance.now();
  get("start").click();
  await untilState(["done"]);
  return { ...loaded, read, answered: page().performance.now(), painted: firstPaint() };
}

/** Fills the form by "Try it" and runs it. Counted from Start. */
async function tryIt() {
  get("try-it").click();
  await untilState(["ready"]);
  return run({});
}

/** Files are kept here rather than downloaded. */
function keepExports() {
  const { URL, HTMLAnchorElement } = page();
  const original = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    exported = blob;
    return original(blob);
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    if (!this.hasAttribute("download")) click.call(this);
  };
}

/** The files that `file` holds: one, or as many as `between` parts it into. */
async function filesOf(file, between, ending = "txt") {
  const content = await (await fetch(onServer(file), { cache: "no-store" })).blob();
  const parts = between ? (await content.text()).split(between) : [content];
  const { DataTransfer, File } = page();
  const given = new DataTransfer();
  const type = ending === "txt" ? "text/plain" : "";
  parts.forEach((part, number) => given.items.add(new File([part], `links-${number}.${ending}`, { type })));
  return given.files;
}

/** Gives the page files by one of its pickers, or where that is `drop`, as the browser does. */
function give(files, hook) {
  if (hook === "drop") {
    const { DataTransfer, DragEvent } = page();
    const dataTransfer = new DataTransfer();
    for (const file of files) dataTransfer.items.add(file);
    get("links").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    return;
  }
  get(hook).files = files;
  get(hook).dispatchEvent(new (page().Event)("change", { bubbles: true }));
}

/** Gives the page its links, as text or as files, or results; waits until they are read. */
async function read({ text, file, between, ending, links, hook = "files", state = "ready", limitMs }) {
  const files = file && (await filesOf(file, between, ending));
  await untilState(["empty", "ready", "done", "stopped"]);
  await nextFrame();
  const done = await costing(page(), async () => {
    const started = performance.now();
    if (files) {
      give(files, hook);
    } else {
      set("links", text);
    }
    const readAt = await untilState([state], (data) => !links || Number(data.links) === links, limitMs);
    await nextFrame();
    return { ms: readAt - started };
  });
  return { ...done, ...counts() };
}

/** The numbers that the summary carries. */
function counts() {
  const { dataset } = get("summary");
  const number = (name) => Number(dataset[name] ?? NaN);
  const names = ["links", "targets", "done", "working", "broken", "unverified", "notSent", "cancelled", "ignored"];
  return Object.fromEntries([...names, "elapsedMs"].map((name) => [name, number(name)]));
}

/** Starts the run and waits for its end, the table scrolled to where `scroll` says: `end`, or left alone. */
async function run({ knobs = {}, scroll }) {
  for (const [name, value] of Object.entries(knobs)) set(name, String(value));
  await nextTask();
  if (scroll === "end") scrollToEnd();
  await nextFrame();
  const done = await costing(page(), async () => {
    let started = performance.now();
    get("start").click();
    await nextTask();
    const confirm = find("confirm-start");
    if (confirm && confirm.getClientRects().length > 0) {
      started = performance.now();
      confirm.click();
      await nextTask();
    }
    await untilState(["running", "done"]);
    if (scroll === "end") scrollToEnd();
    const ended = await untilState(["done"], undefined, RUN_LIMIT_MS);
    return { ms: ended - started };
  });
  return { ...done, ...counts() };
}

/** The part of the page that scrolls the table. */
export function scroller() {
  const grid = get("results");
  const scrolls = (element) => /auto|scroll/.test(page().getComputedStyle(element).overflowY);
  const ancestors = [];
  for (let element = grid.parentElement; element; element = element.parentElement) ancestors.push(element);
  const found = [grid, ...grid.querySelectorAll("*"), ...ancestors].find(
    (element) => scrolls(element) && element.scrollHeight > element.clientHeight,
  );
  return found ?? frame.contentDocument.scrollingElement;
}

function scrollToEnd() {
  const element = scroller();
  element.scrollTop = element.scrollHeight;
}

/** The lines of NDJSON, read. */
export const linesOf = (text) => text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));

/** The text of the file that comes when this button is pressed. */
export async function exportedBy(button) {
  exported = undefined;
  get(button).click();
  const expiry = performance.now() + 60_000;
  while (!exported) {
    if (performance.now() > expiry) throw new Error("no export came");
    await nextFrame();
  }
  return exported.text();
}

/** The rows as NDJSON, read, each with the named columns only. */
async function rows({ columns }) {
  get("export").click();
  await nextFrame();
  const rows = linesOf(await exportedBy("export-ndjson"));
  return rows.map((row) => columns.map((column) => row[column] ?? null));
}

/** What the run decided by itself, in the page's words, the latest first. */
function decisions() {
  return [...(find("news")?.querySelectorAll("li") ?? [])].map((item) => item.textContent);
}

function close() {
  frame?.remove();
  frame = undefined;
}

export const orders = { open, firstUse, tryIt, read, run, rows, decisions, close };
