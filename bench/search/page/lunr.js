// lunr as in Material 9: the index is built in the browser, title and tags are boosted, words are also prefixes.
const SEPARATOR = /[\s\-]+/;

/** @param {string} base */
export async function open(base) {
  const [docs] = await Promise.all([
    fetch(`${base}/index.json`).then((answer) => answer.json()),
    script(`${base}/lunr.js`),
  ]);
  const lunr = /** @type {any} */ (globalThis).lunr;
  lunr.tokenizer.separator = SEPARATOR;
  const index = lunr(function () {
    this.pipeline.reset();
    this.searchPipeline.reset();
    this.pipeline.add(lunr.stopWordFilter);
    this.ref("location");
    this.field("title", { boost: 1e3 });
    this.field("text", { boost: 1 });
    this.field("tags", {
      boost: 1e6,
      extractor: (/** @type {any} */ doc) =>
        doc.tags.flatMap((/** @type {string} */ tag) => lunr.tokenizer(tag).map(String)),
    });
    for (const doc of docs) this.add(doc);
  });
  return {
    search: (/** @type {string} */ query, limit = 20) =>
      index
        .search(prefixes(query))
        .slice(0, limit)
        .map((/** @type {any} */ hit) => hit.ref),
  };
}

/** The query as the theme transforms it before searching. @param {string} query */
const prefixes = (query) =>
  query
    .split(/"([^"]+)"/g)
    .map((terms, at) => (at & 1 ? terms.replace(/^\b|^(?![^\x00-\x7F]|$)|\s+/g, " +") : terms))
    .join("")
    .replace(/"|(?:^|\s+)[*+\-:^~]+(?=\s+|$)/g, "")
    .split(/\s+/g)
    .filter(Boolean)
    .map((term) => (/([~^]$)/.test(term) ? `${term}1` : term))
    .map((term) => (/(^[+-]|[~^]\d+$)/.test(term) ? term : `${term}*`))
    .join(" ");

/** @param {string} address */
const script = (address) =>
  new Promise((done, fail) => {
    const element = document.createElement("script");
    Object.assign(element, { src: address, onload: done, onerror: fail });
    document.head.append(element);
  });
