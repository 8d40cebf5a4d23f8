// Reads a case a line (JSON) and says what JavaScript makes of it: the whole script must parse as a module; of it the
// constants and the list are run, nothing else.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const CONSTANTS = ["METHOD", "HEADERS", "BODY", "RETRIES", "TIMEOUT_MS"];

/** All modules: Node 20 breaks down (SIGSEGV) now and then when it collects one that is not wanted any more. */
const kept = [];

/** The data of a script: from the first constant to the end of the list. */
function data(source) {
  const lines = source.split("\n");
  const first = lines.findIndex((line) => line.startsWith("const METHOD"));
  const list = lines.indexOf("function* links() {");
  const last = lines.indexOf("}", list);
  return lines.slice(first, last + 1).join("\n");
}

async function evaluate({ source, file }) {
  const context = vm.createContext({
    URL,
    open: (name) => readFileSync(new URL(name, pathToFileURL(file)), "utf8"),
  });
  const options = { context, initializeImportMeta: (meta) => (meta.url = pathToFileURL(file).href) };
  kept.push(new vm.SourceTextModule(source, options));
  const told = CONSTANTS.map((name) => `${name}: typeof ${name} === "undefined" ? undefined : ${name}`);
  const text = `import { readFileSync } from "node:fs";
${data(source)}
export const said = { links: [...links()], ${told.join(", ")} };`;
  const module = new vm.SourceTextModule(text, options);
  await module.link(() => {
    const fs = new vm.SyntheticModule(["readFileSync"], () => fs.setExport("readFileSync", readFileSync), { context });
    kept.push(fs);
    return fs;
  });
  kept.push(module);
  await module.evaluate();
  return module.namespace.said;
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = await evaluate(JSON.parse(line));
  } catch (error) {
    said = { error: String(error) };
  }
  console.log(JSON.stringify(said));
}
