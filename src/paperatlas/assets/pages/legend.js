// @ts-check
// The formulas of a method and their legend: pointing at a symbol lights its line, and a line lights its symbols.

/** The letters of a part, each without its index. @param {Element} part */
const letters = (part) =>
  [...part.querySelectorAll("mi, mover")].filter((one) => {
    const parent = one.parentElement;
    const isIndex = /^m(sub|sup|subsup)$/.test(parent?.localName ?? "") && parent?.firstElementChild !== one;
    return !isIndex && !one.parentElement?.closest("mover, msub > :nth-child(n + 2)");
  });

/** @param {HTMLElement} section @param {URL} _ @param {AbortSignal} signal ends it */
export function start(section, _, signal) {
  const lines = [...section.querySelectorAll(".symbols > div")];
  const inFormulas = [...section.querySelectorAll(".formulas .equation")].flatMap(letters);
  const nameOf = (/** @type {Element} */ line) => letters(line.querySelector("dt") ?? line)[0]?.textContent ?? "";
  const names = lines.map(nameOf);
  /** @param {string} name of a symbol; "" for none */
  const light = (name) => {
    lines.forEach((line, at) => line.classList.toggle("is-lit", name !== "" && names[at] === name));
    for (const one of inFormulas) one.classList.toggle("is-lit", name !== "" && one.textContent === name);
  };
  /** @param {Event} event */
  const onPoint = ({ target }) => {
    if (!(target instanceof Element)) return;
    const line = target.closest(".symbols > div");
    const inFormula = inFormulas.find((one) => one.contains(target));
    const name = line ? nameOf(line) : (inFormula?.textContent ?? "");
    light(names.includes(name) ? name : "");
  };
  for (const type of ["pointerover", "focusin"]) section.addEventListener(type, onPoint, { signal });
  for (const type of ["pointerleave", "focusout"]) section.addEventListener(type, () => light(""), { signal });
}
