// MiniSearch over our columns, with our analyser on both sides: all words, the last as a prefix, typos by length.
/** @param {string} base */
export async function open(base) {
  const [{ default: MiniSearch }, { words, parts, fold, runs }, file] = await Promise.all([
    import(`${base}/minisearch.js`),
    import(`${base}/analyser.js`),
    fetch(`${base}/columns.json`).then((answer) => answer.json()),
  ]);
  const tokenize = (/** @type {string} */ text) => [...words(text), ...parts(text)];
  const mini = new MiniSearch({
    fields: ["name", "title", "also", "authors", "venue", "tags", "category", "ids"],
    tokenize,
    processTerm: (/** @type {string} */ term) => term,
  });
  mini.addAll(records(file));
  const keys = file.keys.split("\n"), names = file.names.split("\n");
  const options = {
    tokenize: (/** @type {string} */ text) => runs(fold(text)),
    boost: { name: 6, title: 6, also: 5, authors: 5, venue: 4, tags: 3, category: 2, ids: 10 },
    prefix: (/** @type {string} */ _, /** @type {number} */ at, /** @type {string[]} */ terms) => at === terms.length - 1,
    fuzzy: (/** @type {string} */ term) => (term.length < 4 ? 0 : term.length < 8 ? 1 : 2),
    maxFuzzy: 2,
  };
  return {
    search: (/** @type {string} */ query, limit = 20) => {
      let found = mini.search(query, { ...options, combineWith: "AND" });
      if (!found.length) found = mini.search(query, { ...options, combineWith: "OR" });
      return found.slice(0, limit).map((/** @type {any} */ hit) => keys[hit.id] || runs(fold(names[hit.id])).join("-"));
    },
  };
}

/** One record a row of the columns. @param {any} file */
function records(file) {
  const lines = (/** @type {string} */ name) => file[name].split("\n");
  const people = lines("people"), names = lines("names"), titles = lines("titles"), also = lines("also"), dates = lines("dates"), arxiv = lines("arxiv"), doi = lines("doi");
  return lines("authors").map((/** @type {string} */ row, /** @type {number} */ id) => {
    const head = titles[id].includes(":") ? titles[id].split(":")[0] : "";
    return {
      id,
      name: `${names[id]} ${head}`,
      title: titles[id],
      also: also[id],
      authors: row.split(" ").map((number) => people[parseInt(number, 36)] ?? "").join(" "),
      venue: `${file.venues[file.venue[id]] ?? ""} ${file.venueYear[id] || ""} ${dates[id].slice(0, 4)}`,
      tags: file.tags[id].map((/** @type {number} */ tag) => file.tagNames[tag].join(" ")).join(" "),
      category: file.categories[file.category[id]].join(" "),
      ids: `${arxiv[id]} ${doi[id]}`,
    };
  });
}
