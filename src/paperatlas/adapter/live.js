// `mkdocs serve` adds this to every page that it sends (src/paperatlas/adapter/live.py), in place of MkDocs's own script: it shows the
// problems of the last build above the page, and reloads the page when the site has changed.

/**
 * @typedef {{ place: string, message: string, hint: string }} Problem
 * @typedef {{ epoch: number, changed: number, problems: Problem[] }} State
 */

/** @param {State} state @param {string} style */
function live(state, style) {
  const loaded = state.epoch;
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  document.body.append(host);

  /** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const show = () => {
    const { problems } = state;
    if (problems.length === 0) {
      root.replaceChildren();
      return;
    }
    const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
    const close = make("button", { type: "button", "aria-label": "Close the list of problems" }, "×");
    close.addEventListener("click", () => root.replaceChildren());
    const items = problems.map(({ place, message, hint }) => {
      const where = place ? [make("code", {}, place)] : [];
      const advice = hint ? [make("p", { class: "hint" }, hint)] : [];
      return make("li", {}, ...where, make("p", {}, message), ...advice);
    });
    const label = `${count}. Until they are solved, the pages stay as they are.`;
    root.replaceChildren(
      make("style", {}, style),
      make(
        "section",
        { "aria-label": "Problems" },
        make("header", {}, make("p", { role: "alert" }, label), close),
        make("ol", { class: "problems", tabindex: "0", "aria-label": count }, ...items),
      ),
    );
  };

  /** @type {AbortController | undefined} */
  let polling;

  const poll = async () => {
    polling?.abort();
    const { signal } = (polling = new AbortController());
    while (!signal.aborted) {
      try {
        const answer = await fetch(`/livereload/${state.epoch}/${Date.now()}`, { signal });
        if (Number(await answer.text()) > state.epoch) {
          const now = await (await fetch(`/livereload/state?${location.pathname}`, { signal })).json();
          if (now.changed > loaded) {
            location.reload();
            return;
          }
          state = now;
          show();
        }
      } catch {
        if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  };

  const start = () => {
    if (document.visibilityState === "visible") poll();
    else polling?.abort();
  };
  addEventListener("visibilitychange", start);
  addEventListener("pageshow", start);
  addEventListener("pagehide", () => polling?.abort());
  show();
}
