// @ts-check
// Loads the index of this site: once a visit. The files stay on the device under their names, which hold a hash.
import { readColumns } from "./columns.js";
import { addText, buildIndex } from "./index.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {{ columns: string, text: string }} Files addresses below the site's root */
/** @typedef {{ index: Promise<Index>, whole: Promise<Index> }} Loading `whole` has the words of the summaries too */

const CACHE = "atlas-search";

/** The cache on the device, if the browser has one and allows its use. */
const openCache = () => globalThis.caches?.open(CACHE).catch(() => undefined);

/**
 * Reads a file from the device or the network. A file that cannot be used is not kept.
 * @template T @param {URL} url @param {(text: string) => T | Promise<T>} use
 */
async function read(url, use) {
  const cache = await openCache();
  const kept = await cache?.match(url.href).catch(() => undefined);
  const answer = kept ?? (await fetch(url));
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  if (!kept) await cache?.put(url.href, answer.clone()).catch(() => undefined);
  try {
    return await use(await answer.text());
  } catch (error) {
    await cache?.delete(url.href).catch(() => undefined);
    throw error;
  }
}

/** Deletes the files of earlier versions of the site. @param {URL[]} urls those of this version */
async function deleteOld(urls) {
  const cache = await openCache();
  const current = new Set(urls.map((url) => url.href));
  const folder = new URL(".", urls[0]).href;
  for (const request of (await cache?.keys()) ?? [])
    if (request.url.startsWith(folder) && !current.has(request.url)) await cache?.delete(request);
}

let loading = /** @type {Loading | null} */ (null);

/** @param {URL} root @param {Files} files @returns {Loading} */
export function load(root, files) {
  if (loading) return loading;
  const columns = new URL(files.columns, root);
  const text = new URL(files.text, root);
  const index = read(columns, readColumns).then(buildIndex);
  const whole = index.then(async (found) => {
    await read(text, (json) => addText(found, json));
    deleteOld([columns, text]).catch(() => undefined);
    return found;
  });
  loading = { index, whole };
  index.catch(() => (loading = null)); // so that the next attempt loads again
  whole.catch(() => undefined); // its users handle the error
  return loading;
}
