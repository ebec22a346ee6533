// Pagefind: ranks of fragments, and the fragments of the first three, which say what page they are.
/** @param {string} base */
export async function open(base) {
  const pagefind = await import(`${base}/pagefind.js`);
  // In the page and not in a worker, where neither the slow network nor the slow processor would reach it.
  await pagefind.options({ basePath: `${base}/`, noWorker: true });
  await pagefind.init();
  return {
    search: async (/** @type {string} */ query) => {
      const { results } = await pagefind.search(query);
      const first = await Promise.all(results.slice(0, 3).map((/** @type {any} */ result) => result.data()));
      return first.map((/** @type {any} */ page) => page.url.split("/").filter(Boolean).pop());
    },
  };
}
