// @ts-check
// Long work in short slices, so that the page can react in between.

const SLICE = 8; // milliseconds

/** @typedef {() => Promise<void>} Pause waits for the page, if the current slice is over */

/** @returns {Pause} */
export function pauses() {
  let until = performance.now() + SLICE;
  return async () => {
    if (performance.now() < until) return;
    const scheduler = /** @type {{ scheduler?: { yield?: () => Promise<void> } }} */ (globalThis).scheduler;
    await (scheduler?.yield ? scheduler.yield() : new Promise((done) => setTimeout(done)));
    until = performance.now() + SLICE;
  };
}
