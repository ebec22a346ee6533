// @ts-check
// Loads the index of this site: once a visit. The files stay on the device under their names, which hold a hash.
import { download, isNamedFor } from "../shared/download.js";
import { readColumns } from "./columns.js";
import { buildIndex } from "./index.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {{ columns: string, text: string }} Files addresses below the site's root */
/** @typedef {{ index: Promise<Index>, whole: Promise<Index> }} Loading `whole` has the words of the summaries too */

const CACHE = "atlas-search";

/** The cache on the device, if the browser has one and allows its use. */
const openCache = () => globalThis.caches?.open(CACHE).catch(() => undefined);

/**
 * Reads a file from the device or the network. A wrong answer is not kept.
 * @template T @param {URL} url @param {(text: string) => T | Promise<T>} use
 * @returns {Promise<{ used: T, isRight: boolean }>} not right is a file that can be used but has another name's content
 */
async function read(url, use) {
  const cache = await openCache();
  const kept = await cache?.match(url.href).catch(() => undefined);
  const text = await kept?.text();
  if (text !== undefined && (await isNamedFor(url, text))) return { used: await use(text), isRight: true };
  await cache?.delete(url.href).catch(() => undefined);
  const answer = await download(url);
  const used = await use(answer.text);
  if (answer.isRight) await cache?.put(url.href, new Response(answer.text)).catch(() => undefined);
  return { used, isRight: answer.isRight };
}

/** Deletes the files of earlier versions of the site. @param {URL[]} urls those of this version */
async function deleteOld(urls) {
  const cache = await openCache();
  const current = new Set(urls.map((url) => url.href));
  const folder = new URL(".", urls[0]).href;
  for (const request of (await cache?.keys()) ?? [])
    if (request.url.startsWith(folder) && !current.has(request.url)) await cache?.delete(request);
}

let loading = /** @type {(Loading & { files: string }) | null} */ (null);

/**
 * What could not be loaded is not kept: the next call loads it again.
 * @param {URL} root @param {Files} files @returns {Loading}
 */
export function load(root, files) {
  const columns = new URL(files.columns, root);
  const text = new URL(files.text, root);
  const names = `${columns} ${text}`;
  if (loading?.files === names) return loading;
  const first = read(columns, async (json) => buildIndex(await readColumns(json)));
  const index = first.then(({ used }) => used);
  const mine = { files: names, index, whole: index };
  const addWords = async () => {
    const { used, isRight } = await first;
    const more = import("./more.js");
    const get = async (/** @type {string} */ address) => {
      const answer = await download(new URL(address, root));
      if (!answer.isRight) throw new Error(`${address} has the content of another file`);
      return answer.text;
    };
    await read(text, async (json) => (await more).addText(used, json, get));
    if (!isRight) throw new Error("the index is that of another version of the site");
    deleteOld([columns, text]).catch(() => undefined);
    return used;
  };
  mine.whole = addWords();
  mine.whole.catch(() => {
    if (loading === mine) loading = null;
  });
  loading = mine;
  return mine;
}
