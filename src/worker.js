// Entry of all workers: loads the JS and the wasm of the build that the page asked for, past any cache. Practice runs
// start a copy of it in the practice server's folder, since that is what puts them under that server; theirs say that
// the rest is one folder up. Whoever else starts it can make it load nothing but our own workers.
const query = new URL(import.meta.url).searchParams;
const bin = query.get("bin");
const up = query.get("root");
const isOurs = ["desk", "runner", "tools"].includes(bin)
  && (up === null || (up === "../" && new URL(import.meta.url).pathname.endsWith("/practice/worker.js")));
const version = encodeURIComponent(query.get("v"));
const file = (end) => new URL(`${up ?? "./"}${bin}${end}?v=${version}`, import.meta.url);
try {
  if (!isOurs) throw new Error("not a worker of Volley");
  const worker = await import(file(".js"));
  await worker.default({ module_or_path: file("_bg.wasm") });
} catch (error) {
  self.postMessage({ trouble: `could not load: ${error}` });
}
