// Types into the text area as a user does, key by key.
import { find, nextFrame, page, set, untilState } from "./app.js";
import { costing } from "./watch.js";

const channel = new MessageChannel();
/** Resolves in a task behind all that waits now; a timer would wait longer. */
const nextMessage = () =>
  new Promise((resolve) => {
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  });

/**
 * Types `keys` letters into the middle of `text`, one a few frames. Of each: what it costs the page at once (`work`: the
 * event, its handlers and what follows in the same task), what the frame costs that shows it (`drawing`: style, layout,
 * paint), and how long it takes until the list is read again (`read`).
 */
async function type({ text, keys }) {
  set("links", text);
  await untilState(["ready"]);
  const area = find("links");
  area.focus();
  const middle = text.indexOf("\n", text.length / 2);
  area.setSelectionRange(middle, middle);
  await nextFrame();
  await nextFrame();
  const [work, drawing, read] = [[], [], []];
  const { cost } = await costing(page(), async () => {
    for (let key = 0; key < keys; key += 1) {
      await nextFrame();
      await nextMessage();
      const pressed = performance.now();
      // The one way for a script to edit as a key does: through the editor, with all its events.
      page().document.execCommand("insertText", false, "abcdefghij"[key % 10]);
      const answered = untilState(["ready"]).then((at) => read.push(at - pressed));
      await nextMessage();
      work.push(performance.now() - pressed);
      await nextFrame();
      const drawn = performance.now();
      await nextMessage();
      drawing.push(performance.now() - drawn);
      await answered;
    }
  });
  if (area.value.length !== text.length + keys) throw new Error("the keys did not arrive");
  return { work, drawing, read, links: Number(find("summary").dataset.links), cost };
}

export const orders = { type };
