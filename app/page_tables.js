// Runs when the drawer of a tab is ready; `element`, `trigger` and `watch` come from gr.HTML.
// A row that is pressed opens its clause in the drawer; Esc or 关闭 closes it, and the keyboard
// goes back to the row.

const tab = element.closest(".tables");
let opener = null;

function readPlace(source) {
  const { clause, start, end } = source.dataset;
  return start === undefined ? { clause } : { clause, start: Number(start), end: Number(end) };
}

function close() {
  const drawer = element.querySelector(".tables-drawer");
  if (!drawer || drawer.hidden) return;
  drawer.hidden = true; // at once; the server takes it away
  trigger("show", {});
  if (opener?.isConnected) opener.focus();
  for (const row of tab.querySelectorAll("tr[aria-current]")) row.removeAttribute("aria-current");
}

// In the capturing phase, for the chat's own panel listens for clauses too.
tab.addEventListener(
  "click",
  (event) => {
    if (event.target.closest?.("[data-close]")) {
      close();
      return;
    }
    const isInDrawer = element.contains(event.target);
    const row = isInDrawer ? null : event.target.closest?.("tbody tr");
    if (row && window.getSelection()?.toString()) return; // words are being marked
    const source =
      event.target.closest?.("[data-clause]") ?? row?.querySelector("[data-clause]") ?? null;
    if (!source) return;
    event.stopPropagation();
    if (!isInDrawer) {
      opener = source;
      for (const other of tab.querySelectorAll("tr[aria-current]")) {
        other.removeAttribute("aria-current");
      }
      source.closest("tr")?.setAttribute("aria-current", "true");
    }
    trigger("show", readPlace(source));
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && tab.offsetParent !== null) close();
});

watch("value", () => {
  requestAnimationFrame(() => {
    const drawer = element.querySelector(".tables-drawer");
    if (!drawer) {
      if (opener?.isConnected && tab.offsetParent !== null) opener.focus();
      opener = null;
      return;
    }
    drawer.focus({ preventScroll: true });
    const quote = drawer.querySelector("mark");
    if (quote && quote.offsetTop > drawer.clientHeight - 80) drawer.scrollTop = quote.offsetTop - 80;
  });
});
