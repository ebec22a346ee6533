// @ts-check
// Exports a selection as a file. The records were written when the site was built; here they are put together.
import { download } from "../shared/download.js";

/**
 * @typedef {object} Format a document is the head, the records with the separator between them, and the tail
 * @property {string} head
 * @property {string} separator
 * @property {string} tail
 * @property {string} extension
 * @property {string} mime
 * @property {string[]} shards the files with the records
 */

/**
 * The shard of a key: FNV-1a of its UTF-8 bytes, as in src/paperatlas/exports/shards.py.
 * @param {string} key @param {number} count
 */
function shardOf(key, count) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % count;
}

/** @param {URL} url */
async function json(url) {
  const { text, isRight } = await download(url);
  if (!isRight) throw new Error(`${url.pathname} has the content of another file`);
  return JSON.parse(text);
}

/**
 * The records of papers in one document.
 * @param {URL} root @param {string} manifest its address below the root @param {string} name of the format
 * @param {string[]} keys of the papers, in the order of the document
 * @param {boolean} [mayLack] whether some papers may be missing in the files
 */
export async function documentOf(root, manifest, name, keys, mayLack = false) {
  const formats = /** @type {Record<string, Format>} */ (await json(new URL(manifest, root)));
  const format = formats[name];
  const numbers = keys.map((key) => shardOf(key, format.shards.length));
  const shards = /** @type {Map<number, Record<string, string>>} */ (new Map());
  const load = async (/** @type {number} */ number) => {
    shards.set(number, await json(new URL(format.shards[number], root)));
  };
  await Promise.all([...new Set(numbers)].map(load));
  const records = keys.flatMap((key, at) => {
    const record = shards.get(numbers[at])?.[key];
    if (typeof record === "string") return [record];
    if (mayLack) return [];
    throw new Error(`${key} is not in its shard`);
  });
  if (!records.length) throw new Error("none of the papers is in its shard");
  const text = format.head + records.join(format.separator) + format.tail;
  return { text, extension: format.extension, mime: format.mime, missing: keys.length - records.length };
}

/** Offers a text as a file to save. @param {string} text @param {string} name @param {string} mime */
export function save(text, name, mime) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: mime }));
  link.download = name;
  // The link is not in the document, so that the theme's instant navigation does not handle the click.
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
