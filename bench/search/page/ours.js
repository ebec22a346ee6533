// Our engine: first the columns; the words of the summaries when the benchmark asks for more.
/** @param {string} base */
export async function open(base) {
  const [engine, json] = await Promise.all([
    import(`${base}/search/engine.js`),
    fetch(`${base}/columns.json`).then((answer) => answer.text()),
  ]);
  const index = await engine.buildIndex(await engine.readColumns(json));
  const keys = (/** @type {any} */ found) => found.hits.map((/** @type {any} */ hit) => hit.key);
  return {
    search: (query, limit = 20) => keys(engine.search(index, query, { limit })),
    counted: (query) => keys(engine.search(index, query, { facets: true })),
    more: async () => engine.addText(index, await fetch(`${base}/text.json`).then((answer) => answer.text())),
  };
}
