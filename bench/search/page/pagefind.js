// Pagefind: ranked fragments, and the data of the first three, which contains their pages.
/** @param {string} base */
export async function open(base) {
  const pagefind = await import(`${base}/pagefind.js`);
  // Without a worker, which the slow network and the slow processor would not affect.
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
