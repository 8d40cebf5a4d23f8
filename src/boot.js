// Starts the page's wasm; where that cannot be, says why in place of a blank page.
const { js, wasm } = document.querySelector("script[data-js]").dataset;

function reasonNotToStart() {
  if (typeof WebAssembly !== "object") return "WebAssembly is turned off in this browser. Allow it for this page and reload.";
  if (typeof Worker !== "function") return "This browser gives the page no workers. Volley reads and sends in workers, so it cannot run here.";
  return null;
}

const load = (file) => import(new URL(file, document.baseURI));

async function start() {
  if (reasonNotToStart()) throw new Error();
  // In the package of the extension there is one file more.
  if (location.protocol.endsWith("-extension:")) globalThis.volleyExtension = await load("extension.js");
  const page = await load(js);
  await page.default({ module_or_path: new URL(wasm, document.baseURI) });
  document.getElementById("boot").remove();
}

start().catch((error) => {
  const hint = "Reload the page. If that does not help, the site that hosts it lacks a file, or this browser is too old.";
  document.getElementById("boot").dataset.failed = "true";
  document.querySelector("#boot h1").textContent = "Volley could not start";
  document.getElementById("boot-reason").textContent = reasonNotToStart() ?? `${error.message || error}. ${hint}`;
});
