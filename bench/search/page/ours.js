// Our engine: first the names; the other columns and the words of the summaries when the benchmark asks for more.
/** @param {string} url */
const text = async (url) => (await fetch(url)).text();

/** @param {string} base */
export async function open(base) {
  const [engine, json] = await Promise.all([import(`${base}/search/engine.js`), text(`${base}/names.json`)]);
  const index = await engine.buildIndex(await engine.readNames(json));
  const keys = (/** @type {any} */ found) => found.hits.map((/** @type {any} */ hit) => hit.key);
  return {
    search: (query, limit = 20) => keys(engine.search(index, query, { limit })),
    counted: (query) => keys(engine.search(index, query, { facets: true })),
    more: async () => {
      const [{ addColumns }, { addText }] = await Promise.all([
        import(`${base}/search/rest.js`),
        import(`${base}/search/more.js`),
      ]);
      await addColumns(index, await text(`${base}/columns.json`));
      await addText(index, await text(`${base}/text.json`), (address) => text(`${base}/${address}`));
    },
  };
}
