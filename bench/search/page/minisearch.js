// MiniSearch as its readme recommends for search-as-you-type: prefixes, fuzzy by a fifth of the length, title boosted.
export const OPTIONS = {
  idField: "key",
  fields: ["name", "title", "authors", "venue", "tags", "category", "ids", "summary"],
  storeFields: ["name", "title", "authors", "venue"],
  searchOptions: { prefix: true, fuzzy: 0.2, boost: { name: 3, title: 2 } },
};

/** @param {string} base */
export async function open(base) {
  const [{ default: MiniSearch }, text] = await Promise.all([
    import(`${base}/minisearch.js`),
    fetch(`${base}/index.json`).then((answer) => answer.text()),
  ]);
  const mini = MiniSearch.loadJSON(text, OPTIONS);
  return {
    search: (query, limit = 20) =>
      mini
        .search(query)
        .slice(0, limit)
        .map((hit) => hit.id),
  };
}
