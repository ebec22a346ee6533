// Our engine: the columns first; the words of summaries when they are asked for, and in time for all that follows.
/** @param {string} base */
export async function open(base) {
  // All modules at once, as links of the kind `modulepreload` have it.
  for (const name of ["analyser", "query"]) void import(`${base}/${name}.js`);
  const [engine, json] = await Promise.all([
    import(`${base}/engine.js`),
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
