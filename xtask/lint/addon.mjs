// Checks an extension as Mozilla does: node addon.mjs <folder of node_modules> <folder or archive of the extension>
import buffer from "node:buffer";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Warnings that are as they should be: the code, the files, why. Any other fails, as any error does.
const KNOWN = [
  ["BACKGROUND_SERVICE_WORKER_IGNORED", /^manifest\.json$/, "one manifest for both: the worker is Chromium's, `scripts` Firefox's"],
  ["UNSAFE_VAR_ASSIGNMENT", /^(practice\/)?(boot|worker)\.js$/, "imports a file of the package whose name has a hash or a build number in it"],
  ["UNSAFE_VAR_ASSIGNMENT", /^volley-[0-9a-f]+\.js$/, "innerHTML as Leptos sets it: from views that are compiled in, never from data"],
];

// The linter is for node 20. All that it misses in 18, which Debian 12 has, is this name.
globalThis.File ??= buffer.File;

const [modules, extension] = process.argv.slice(2);
const { default: linter } = await import(pathToFileURL(join(modules, "addons-linter", "dist", "addons-linter.js")));
const config = { _: [extension], logLevel: "fatal", output: "none", minManifestVersion: 3, maxManifestVersion: 3 };
const { errors, warnings, notices } = await linter.createInstance({ config, runAsBinary: false }).run();

const known = ({ code, file }) => KNOWN.some(([knownCode, files]) => code === knownCode && files.test(file));
const unknown = warnings.filter((warning) => !known(warning));
for (const { code, file, line, message, description } of [...errors, ...unknown, ...notices]) {
  console.log(`${file}:${line ?? 1}: ${message} ${description} [${code}]`);
  process.exitCode = 1;
}
console.log(`${errors.length} errors, ${unknown.length} warnings, ${warnings.length - unknown.length} known ones`);
