// Drives the tab Compare through its test hooks.
import { exportedBy, find, linesOf, nextFrame, set, until } from "./app.js";

/** How long a comparison may take. */
const LIMIT_MS = 350_000;

/** Carries an experiment out and returns its lines of NDJSON, read. */
async function compare({ experiment, links, ways, fields }) {
  find("tab-compare").click();
  await nextFrame();
  find(`experiment-${experiment}`).click();
  set("place", "given");
  set("given", links);
  // The boxes follow the experiment a moment later.
  await nextFrame();
  for (const box of find("compare-state").ownerDocument.querySelectorAll('[data-testid^="way-"]')) {
    if (ways && box.checked !== ways.includes(box.dataset.testid.slice(4))) box.click();
  }
  for (const [name, value] of Object.entries(fields ?? {})) set(name, String(value));
  await nextFrame();
  const start = find("compare-start");
  await until(start, "a plan", () => !start.disabled);
  start.click();
  await nextFrame();
  find("compare-confirm-start").click();
  await nextFrame();
  // Many requests to others need a second confirmation.
  const confirm = find("compare-confirm");
  if (!confirm.hidden) find("compare-confirm-start").click();
  const panel = find("compare-state");
  const state = { attributes: true };
  await until(panel, "it begins", () => panel.dataset.state === "running", state);
  await until(panel, "its end", () => panel.dataset.state === "done", state, LIMIT_MS);
  return linesOf(await exportedBy("compare-export-ndjson"));
}

export const orders = { compare };
