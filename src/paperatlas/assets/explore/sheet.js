// @ts-check
// The filters: beside the list in a wide window, in a sheet at the foot of a narrow one.
import { element } from "../shared/dom.js";
import { plural } from "../shared/format.js";

/** @param {AbortSignal} signal ends it */
export function filters(signal) {
  const groups = element("div", { class: "explore__groups" });
  const side = element("aside", { class: "explore__side", "aria-label": "Filters", hidden: "" });
  const close = element("button", { type: "button", class: "explore__close", "aria-label": "Close filters" }, "×");
  const show = element("button", { type: "button", class: "action action--main" });
  const clear = element("button", { type: "button", class: "action" }, "Clear all");
  const head = element("div", { class: "explore__sheethead" }, element("h2", {}, "Filters"), close);
  const body = element("div", { class: "explore__sheetbody" });
  const foot = element("div", { class: "explore__sheetfoot" }, clear, show);
  const sheet = element("dialog", { class: "explore__sheet", "aria-label": "Filters" }, head, body, foot);
  const open = element("button", { type: "button", class: "action explore__open", "aria-haspopup": "dialog" });
  open.addEventListener("click", () => sheet.showModal());
  for (const button of [close, show]) button.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close()); // beside the sheet
  const wide = matchMedia("(min-width: 60em)");
  const place = () => {
    sheet.close();
    (wide.matches ? side : body).append(groups);
    open.hidden = wide.matches;
  };
  wide.addEventListener("change", place, { signal });
  place();
  return {
    groups,
    side,
    sheet,
    open,
    clear,
    /** @param {number} chosen how many values @param {number} count of papers */
    update(chosen, count) {
      open.textContent = chosen ? `Filters (${chosen})` : "Filters";
      clear.hidden = !chosen;
      show.textContent = count ? `Show ${plural(count, "paper")}` : "No papers";
    },
  };
}
