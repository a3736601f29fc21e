// Runs when the list of documents is ready; `element` and `trigger` come from gr.HTML.
// A title that is pressed chooses its document; the box above hides the rows without its words.

// The document stands below the list: once it is there, it is brought into view.
function revealDetail() {
  const detail = document.getElementById("documents-detail");
  const observer = new MutationObserver(() => {
    observer.disconnect();
    requestAnimationFrame(() => document.getElementById("documents-chooser").scrollIntoView());
  });
  if (detail) observer.observe(detail, { childList: true, subtree: true, characterData: true });
}

element.addEventListener("click", (event) => {
  const title = event.target.closest?.("[data-document]");
  if (!title) return;
  trigger("show", { document: title.dataset.document });
  revealDetail();
});

element.addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [...element.querySelectorAll("tbody tr")];
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
  const shown = rows.filter((row) => !row.hidden).length;
  element.querySelector(".documents-shown").textContent = words.length ? `，符合的 ${shown} 份` : "";
});
