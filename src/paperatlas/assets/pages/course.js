// @ts-check
// The steps of the reading path that a reader has done, kept on the device.

const KEY = "atlas.course";

/** @returns {string[]} the keys of the steps */
function done() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return []; // the browser keeps nothing, or something else has been kept
  }
}

/** @param {string[]} keys */
function keep(keys) {
  try {
    localStorage.setItem(KEY, JSON.stringify(keys));
  } catch {
    // Private windows may refuse: then the marks last until the page is left.
  }
}

/** @param {HTMLElement} course @param {URL} _ @param {AbortSignal} signal ends it */
export function start(course, _, signal) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...course.querySelectorAll("[name=done]")]);
  const status = /** @type {HTMLElement} */ (course.querySelector("[role=status]"));
  const show = () => {
    const count = boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.closest("[data-step]")?.classList.toggle("is-done", box.checked);
    const next = boxes.find((box) => !box.checked);
    status.hidden = !count;
    status.textContent =
      count === boxes.length ? "You have done all steps." : `You have done ${count} of ${boxes.length} steps. `;
    if (!next || !count) return;
    const link = document.createElement("a");
    link.href = `#${next.value}`;
    link.textContent = "Go on";
    status.append(link);
  };
  const before = done();
  for (const box of boxes) box.checked ||= before.includes(box.value);
  const choose = () => {
    keep(boxes.filter((box) => box.checked).map((box) => box.value));
    show();
  };
  course.addEventListener("change", (event) => boxes.some((box) => box === event.target) && choose(), { signal });
  show();
}
