// @ts-check
// A selection as a file. The records were written when the site was built; here they are only put together.

/**
 * @typedef {{ head: string, separator: string, tail: string, extension: string, mime: string, shards: string[] }} Format
 * @typedef {Record<string, Format>} Manifest
 */

export const FORMATS = [
  ["bibtex", "BibTeX"],
  ["ris", "RIS"],
  ["csl-json", "CSL-JSON"],
  ["csv", "CSV"],
];

/** The shard of a key: FNV-1a over its UTF-8 bytes, as src/paperatlas/exports/shards.py has it. @param {string} key @param {number} count */
export function shardOf(key, count) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % count;
}

/** @param {URL} url */
async function json(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  return answer.json();
}

/**
 * The records of papers, in their order, as one document.
 * @param {URL} root @param {string} manifest the address of the manifest below the root @param {string} name of the format @param {string[]} keys
 */
export async function documentOf(root, manifest, name, keys) {
  const formats = /** @type {Manifest} */ (await json(new URL(manifest, root)));
  const format = formats[name];
  const count = format.shards.length;
  const numbers = keys.map((key) => shardOf(key, count));
  const shards = /** @type {Map<number, Record<string, string>>} */ (new Map());
  await Promise.all(
    [...new Set(numbers)].map(async (number) => shards.set(number, await json(new URL(format.shards[number], root)))),
  );
  const records = keys.map((key, at) => {
    const shard = shards.get(numbers[at]);
    if (!shard || !Object.hasOwn(shard, key)) throw new Error(`${key} is not in its shard`);
    return shard[key];
  });
  return {
    text: format.head + records.join(format.separator) + format.tail,
    extension: format.extension,
    mime: format.mime,
  };
}

/** Hands a text over as a file. @param {string} text @param {string} name @param {string} mime */
export function download(text, name, mime) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: mime }));
  link.download = name;
  // In no document, so that no listener of the page takes it for a link of its own.
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
