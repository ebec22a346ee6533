// MiniSearch with our columns and our analyser: all words must match, the last as a prefix, with typos by length.
/** @param {string} base */
export async function open(base) {
  const [{ default: MiniSearch }, { words, parts, fold, runs }, { readNames }, { readRest }, first, second] =
    await Promise.all([
      import(`${base}/minisearch.js`),
      import(`${base}/shared/analyser.js`),
      import(`${base}/search/columns.js`),
      import(`${base}/search/rest.js`),
      fetch(`${base}/names.json`).then((answer) => answer.text()),
      fetch(`${base}/columns.json`).then((answer) => answer.text()),
    ]);
  const tokenize = (/** @type {string} */ text) => [...words(text), ...parts(text)];
  const mini = new MiniSearch({
    fields: ["name", "title", "also", "authors", "venue", "tags", "category", "ids"],
    tokenize,
    processTerm: (/** @type {string} */ term) => term,
  });
  const names = await readNames(first);
  const columns = { ...names, ...(await readRest(second, names)) };
  mini.addAll(records(columns));
  const options = {
    tokenize: (/** @type {string} */ text) => runs(fold(text)),
    boost: { name: 6, title: 6, also: 5, authors: 5, venue: 4, tags: 3, category: 2, ids: 10 },
    prefix: (/** @type {string} */ _, /** @type {number} */ at, /** @type {string[]} */ terms) =>
      at === terms.length - 1,
    fuzzy: (/** @type {string} */ term) => (term.length < 4 ? 0 : term.length < 8 ? 1 : 2),
    maxFuzzy: 2,
  };
  return {
    search: (/** @type {string} */ query, limit = 20) => {
      let found = mini.search(query, { ...options, combineWith: "AND" });
      if (!found.length) found = mini.search(query, { ...options, combineWith: "OR" });
      return found.slice(0, limit).map((/** @type {any} */ hit) => columns.keys[hit.id]);
    },
  };
}

/** One record per row of the columns. @param {any} columns */
function records({
  names,
  titles,
  also,
  authors,
  people,
  venues,
  venue,
  venueYear,
  years,
  tags,
  tagNames,
  categories,
  category,
  arxiv,
  doi,
}) {
  return titles.map((/** @type {string} */ title, /** @type {number} */ id) => ({
    id,
    name: `${names[id]} ${title.includes(":") ? title.split(":")[0] : ""}`,
    title,
    also: also[id],
    authors: authors[id].map((/** @type {number} */ person) => people[person]).join(" "),
    venue: `${venues[venue[id]] ?? ""} ${venueYear[id] || ""} ${years[id]}`,
    tags: tags[id].map((/** @type {number} */ tag) => tagNames[tag].join(" ")).join(" "),
    category: categories[category[id]].join(" "),
    ids: `${arxiv[id]} ${doi[id]}`,
  }));
}
