// @ts-check
// Loads the index of this site: once a visit. The files stay on the device under their names, which hold a hash.
import { download, isNamedFor } from "../shared/download.js";
import { readNames } from "./columns.js";
import { buildIndex } from "./index.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {{ names: string, columns: string, text: string }} Files addresses below the site's root */
/**
 * @typedef {object} Loading the same index, which grows
 * @property {Promise<Index>} names with names and titles
 * @property {Promise<Index>} index with all columns
 * @property {Promise<Index>} whole with the words of the summaries too
 */
/** @typedef {{ addColumns: import("./rest.js").addColumns, addText: import("./more.js").addText }} Later */

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
 * @param {URL} root @param {Files} files @param {() => Promise<Later>} later the code that is needed after the names
 * @returns {Loading}
 */
export function load(root, files, later) {
  const urls = [files.names, files.columns, files.text].map((name) => new URL(name, root));
  if (loading?.files === urls.join(" ")) return loading;
  const [names, columns, text] = urls;
  let arrive = () => {};
  const arrival = /** @type {Promise<void>} */ (new Promise((done) => (arrive = done)));
  const first = read(names, async (json) => {
    arrive();
    return buildIndex(await readNames(json));
  });
  const addRest = async () => {
    // After the names, as both would share the network; but not after the work on them.
    await Promise.race([arrival, first]);
    const code = later();
    code.catch(() => undefined); // it is reported below, when it is needed
    const { isRight } = await read(columns, async (json) => {
      const { used } = await first;
      await (await code).addColumns(used, json);
    });
    return { index: (await first).used, code: await code, isRight: isRight && (await first).isRight };
  };
  const second = addRest();
  const addWords = async () => {
    const { index, code, isRight } = await second;
    await read(text, async (json) => code.addText(index, json, (address) => summariesFile(new URL(address, root))));
    if (!isRight) throw new Error("the index is that of another version of the site");
    deleteOld(urls).catch(() => undefined);
    return index;
  };
  const mine = {
    files: urls.join(" "),
    names: first.then(({ used }) => used),
    index: second.then(({ index }) => index),
    whole: addWords(),
  };
  for (const one of [mine.names, mine.index]) one.catch(() => undefined); // `whole` fails too
  mine.whole.catch(() => {
    if (loading === mine) loading = null;
  });
  loading = mine;
  return mine;
}

/** @param {URL} url */
async function summariesFile(url) {
  const answer = await download(url);
  if (!answer.isRight) throw new Error(`${url.pathname} has the content of another file`);
  return answer.text;
}
