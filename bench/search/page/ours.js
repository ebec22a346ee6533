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
    more: async () => {
      const [{ addText }, text] = await Promise.all([
        import(`${base}/search/more.js`),
        fetch(`${base}/text.json`).then((answer) => answer.text()),
      ]);
      addText(index, text, (address) => fetch(`${base}/${address}`).then((answer) => answer.text()));
    },
  };
}
