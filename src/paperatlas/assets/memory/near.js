// @ts-check
// Loads the figure of a memory when it comes near to what the reader sees.

/** @param {HTMLElement} part @param {URL} root @param {AbortSignal} [signal] */
export async function start(part, root, signal) {
  await new Promise((seen) => {
    const watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        watch.disconnect();
        seen(null);
      },
      { rootMargin: "400px" },
    );
    watch.observe(part);
    signal?.addEventListener("abort", () => watch.disconnect());
  });
  const figure = await import("./start.js");
  if (!signal?.aborted) await figure.start(part, root, signal);
}
