// Finds the links of Markdown (`.md`) and HTML files by micromark and parse5: the oracle that Volley's own reader is
// compared with. Reads the files' names from stdin, one a line; writes a line of JSON for each:
// {"base": the href of its first <base> or null, "links": [as they mean, decoded, in no order]}.
//
// What is no matter of taste between two readers is set here to what Volley says it does:
// - a definition that is referred to is one link, however often; one that is not is none;
// - `me@host` in running text is no link, only <me@host> is;
// - a bare URL that is the text of an <a> of HTML is that anchor's name;
// - a bare `www.` link is asked over https, where GFM says http;
// - what micromark does only when it writes a page is done here: a backslash in an address is `%5C`.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.env.VOLLEY_ORACLE;
if (!folder) throw new Error("VOLLEY_ORACLE names no folder with node_modules");
const require = createRequire(join(folder, "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const [{ fromMarkdown }, { gfmFromMarkdown }, { gfm }, { parse, parseFragment }] = await Promise.all(
  ["mdast-util-from-markdown", "mdast-util-gfm", "micromark-extension-gfm", "parse5"].map(load),
);

const BLANK = /[\t\n\f\r ]/;

/** The URLs of a `srcset`: HTML standard, 4.8.4.2.1, of which only the URLs are wanted. */
function srcset(value) {
  const urls = [];
  let rest = value;
  for (;;) {
    rest = rest.replace(/^[\t\n\f\r ,]+/, "");
    if (rest === "") return urls;
    const word = rest.split(BLANK, 1)[0];
    rest = rest.slice(word.length);
    if (word.endsWith(",")) {
      urls.push(word.replace(/,+$/, ""));
      continue;
    }
    urls.push(word);
    // Descriptors go to the next comma that stands in no brackets.
    rest = rest.replace(/^(\([^)]*\)|[^,(])*/, "");
  }
}

/** The URL of a `<meta http-equiv=refresh>`, if it names one. */
function refresh(content) {
  const parts = /^\s*[\d.]+\s*[;,\s]\s*(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(.*))/is.exec(content);
  return parts ? [parts[1] ?? parts[2] ?? parts[3]] : [];
}

/** Adds the links of an element and of all in it to `found`. */
function walkHtml(node, found) {
  // An element without a place of its own was made by the parser out of another: its links are there already.
  if (node.attrs && node.sourceCodeLocation) {
    const attributes = new Map(
      node.attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]),
    );
    const has = (name) => attributes.has(name);
    const take = (...urls) => found.links.push(...urls);
    if (node.tagName === "base") {
      if (has("href")) found.base ??= attributes.get("href");
    } else {
      for (const name of ["href", "src", "xlink:href"]) if (has(name)) take(attributes.get(name));
    }
    if (has("srcset")) take(...srcset(attributes.get("srcset")));
    if (node.tagName === "form" && has("action")) take(attributes.get("action"));
    const refreshes = attributes.get("http-equiv")?.trim().toLowerCase() === "refresh";
    if (node.tagName === "meta" && refreshes && has("content")) take(...refresh(attributes.get("content")));
  }
  for (const child of node.content?.childNodes ?? []) walkHtml(child, found);
  for (const child of node.childNodes ?? []) walkHtml(child, found);
}

const HTML = { sourceCodeLocationInfo: true, scriptingEnabled: false };

function readHtml(text) {
  const found = { base: null, links: [] };
  walkHtml(parse(text, HTML), found);
  return found;
}

function readMarkdown(text) {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const definitions = new Map();
  const referred = new Set();
  const links = [];
  const take = (url) => links.push(url.replaceAll("\\", "%5C"));
  const overHttps = (node) =>
    /^www\./i.test(node.children?.[0]?.value ?? "") ? node.url.replace(/^http:/, "https:") : node.url;
  /** Whether a link is written as one, and not found in running text. */
  const isMarked = (node) => "<[!".includes(text[node.position?.start.offset] ?? " ");
  (function gather(node) {
    if (node.type === "definition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node.url);
    node.children?.forEach(gather);
  })(tree);
  (function walk(node) {
    let inAnchor = false;
    for (const child of node.children ?? []) {
      if (child.type === "html") {
        const found = { base: null, links: [] };
        walkHtml(parseFragment(child.value, HTML), found);
        links.push(...found.links);
        if (/^<a[\s>]/i.test(child.value)) inAnchor = true;
        if (/<\/a\s*>$/i.test(child.value)) inAnchor = false;
      } else if (child.type === "linkReference" || child.type === "imageReference") {
        referred.add(child.identifier);
      } else if (child.type === "image" || (child.type === "link" && isMarked(child))) {
        take(child.url);
      } else if (child.type === "link" && !inAnchor && !child.url.startsWith("mailto:")) {
        take(overHttps(child));
      }
      walk(child);
    }
  })(tree);
  for (const identifier of referred) if (definitions.has(identifier)) take(definitions.get(identifier));
  return { base: null, links };
}

for (const file of readFileSync(0, "utf8").split("\n").filter((name) => name !== "")) {
  const text = readFileSync(file, "utf8");
  process.stdout.write(`${JSON.stringify(file.endsWith(".md") ? readMarkdown(text) : readHtml(text))}\n`);
}
