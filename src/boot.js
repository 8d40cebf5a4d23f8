// Starts the page's wasm; where that cannot be, says why in place of a blank page.
const { js, wasm } = document.querySelector("script[data-js]").dataset;

function reasonNotToStart() {
  if (typeof WebAssembly !== "object") return "WebAssembly is turned off in this browser. Allow it for this page and reload.";
  if (typeof Worker !== "function") return "This browser gives the page no workers. Volley reads and sends in workers, so it cannot run here.";
  return null;
}

async function start() {
  const reason = reasonNotToStart();
  if (reason) throw new Error(reason);
  const page = await import(new URL(js, document.baseURI));
  await page.default({ module_or_path: new URL(wasm, document.baseURI) });
  document.getElementById("boot").remove();
}

start().catch((error) => {
  document.getElementById("boot").dataset.failed = "true";
  document.querySelector("#boot h1").textContent = "Volley could not start";
  document.getElementById("boot-reason").textContent = error.message || String(error);
});
