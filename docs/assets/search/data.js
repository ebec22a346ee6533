// @ts-check
// The index of this site: fetched once a visit, and kept on the device under the hash in its name.
import { addText, buildIndex, readColumns } from "./index.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {{ columns: string, text: string }} Files */

const CACHE = "atlas-search";

/** @param {URL} url */
async function read(url) {
  const store = await globalThis.caches?.open(CACHE).catch(() => undefined);
  const kept = await store?.match(url.href).catch(() => undefined);
  if (kept) return kept.text();
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  await store?.put(url.href, answer.clone()).catch(() => undefined);
  return answer.text();
}

/** Forgets what earlier versions of the site left. @param {URL[]} urls */
async function tidy(urls) {
  const store = await globalThis.caches?.open(CACHE).catch(() => undefined);
  const current = new Set(urls.map((url) => url.href));
  const folder = new URL(".", urls[0]).href;
  for (const request of (await store?.keys()) ?? [])
    if (request.url.startsWith(folder) && !current.has(request.url)) await store?.delete(request);
}

let started = /** @type {null | { index: Promise<Index>, whole: Promise<Index> }} */ (null);

/**
 * The index, and the same with the words of the summaries, which come after it.
 * @param {URL} root @param {Files} files
 */
export function open(root, files) {
  if (started) return started;
  const [columns, text] = [files.columns, files.text].map((name) => new URL(name, root));
  const index = read(columns).then(readColumns).then(buildIndex);
  const whole = index.then(async (found) => {
    addText(found, await read(text));
    tidy([columns, text]).catch(() => undefined);
    return found;
  });
  started = { index, whole };
  index.catch(() => (started = null)); // the next try may have a network
  whole.catch(() => undefined);
  return started;
}
