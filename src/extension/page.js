// Reads the page of a tab on the user's act: its document and those of its frames, as HTML, each a source of links. The right
// to read it (activeTab) comes with that act and goes when the tab goes on to another site.
const api = globalThis.browser ?? globalThis.chrome;
// Of one document, in UTF-16 units.
const MOST = 2 ** 25;

// Runs in the page, in a world of its own.
function copyDocument(most) {
  const html = document.documentElement?.outerHTML ?? "";
  return {
    address: location.href,
    base: document.baseURI,
    isPdf: document.contentType === "application/pdf" || document.querySelector("embed[type='application/pdf']") !== null,
    frames: document.querySelectorAll("iframe, frame").length,
    isCut: html.length > most,
    html: html.slice(0, most),
  };
}

const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

// Returns the page's address, its number of frames, how many of those were not read, whether it is a PDF and whether a
// document was cut; then the address and the HTML (a `Blob`) of each document, that of the page first.
export async function readTab(tabId) {
  const target = { tabId, allFrames: true };
  const answers = await api.scripting.executeScript({ target, func: copyDocument, args: [MOST] });
  const copies = answers.sort((a, b) => a.frameId - b.frameId).map(({ result }) => result).filter(Boolean);
  if (!copies.length) throw new Error("it has no document that can be read");
  const frames = copies.reduce((sum, copy) => sum + copy.frames, 0);
  const documents = copies.flatMap(({ address, base, html }) =>
    [address, new Blob([`<!doctype html><base href="${quoted(base)}">\n`, html])]);
  const has = (mark) => copies.some((copy) => copy[mark]);
  return [copies[0].address, frames, frames + 1 - copies.length, has("isPdf"), has("isCut"), ...documents];
}

// The tab that this page was opened for, and whether its links are to be read at once; once, since another tab may have that
// number when this page is opened again.
export function tabToRead() {
  const query = new URLSearchParams(location.search);
  history.replaceState(null, "", location.pathname + location.hash);
  const [from, offer] = ["from", "offer"].map((name) => query.get(name));
  const tabId = Number.parseInt(from ?? offer, 10);
  return Number.isNaN(tabId) ? undefined : [tabId, from !== null];
}

// The address of a tab where it may be known.
export const addressOf = async (tabId) => (await api.tabs.get(tabId)).url ?? "";

// Calls `take` with the tab where the toolbar button was pressed, when this page was open already.
export function onOffer(take) {
  api.runtime.onMessage.addListener((message) => {
    if (Number.isInteger(message?.offer)) take(message.offer);
  });
}
