// Runs when the list of documents is ready; `element`, `trigger`, `upload` and `watch` come from gr.HTML.
// It sends files, one after the other; a title that is pressed chooses its document; the box above
// the list hides the rows without its words; the keyboard's place is kept.

const tab = document.getElementById("documents");
const find = (selector) => tab.querySelector(selector);

// ---- files on their way to the server

const unsent = [];
let total = 0;
let isSending = false;

function tellSending() {
  const at = total - unsent.length;
  const words = isSending && total > 1 ? `正在送出 ${at}/${total}…` : isSending ? "正在送出…" : "";
  find(".documents-sending").textContent = words;
}

// Gradio would refuse a whole selection for one file that is too large, so each goes by itself.
async function sendOne(file, selection) {
  if (file.size > Number(find(".documents-drop").dataset.limit)) {
    trigger("send", { selection, name: file.name, size: file.size });
    return;
  }
  try {
    const { path } = await upload(file);
    trigger("send", { selection, name: file.name, path });
  } catch {
    trigger("send", { selection, name: file.name });
  }
}

async function sendFiles(files) {
  unsent.push(...files);
  total += files.length;
  if (isSending) return;
  isSending = true;
  const selection = `${Date.now()}-${Math.random()}`;
  while (unsent.length) {
    const file = unsent.shift();
    tellSending();
    await sendOne(file, selection);
  }
  isSending = false;
  total = 0;
  tellSending();
}

tab.addEventListener("change", (event) => {
  if (event.target.id !== "documents-input") return;
  sendFiles([...event.target.files]);
  event.target.value = ""; // the same file may be chosen again
});

for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  tab.addEventListener(name, (event) => {
    const box = find(".documents-drop");
    if (!box || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // beside the box, too: the browser would leave the page
    const isInside = box.contains(event.target);
    box.classList.toggle("documents-over", isInside && name !== "dragleave" && name !== "drop");
    if (name === "drop") sendFiles([...event.dataTransfer.files]);
  });
}

window.addEventListener("beforeunload", (event) => {
  if (isSending) event.preventDefault(); // what is not sent would be lost
});

// ---- documents and decisions

// The document stands below the list: once it is there, it is brought into view.
function revealDetail() {
  const detail = document.getElementById("documents-detail");
  const observer = new MutationObserver(() => {
    observer.disconnect();
    requestAnimationFrame(() => document.getElementById("documents-chooser").scrollIntoView());
  });
  if (detail) observer.observe(detail, { childList: true, subtree: true, characterData: true });
}

tab.addEventListener("click", (event) => {
  const pressed = event.target.closest?.("button");
  if (!pressed) return;
  const { document: chosen, number, choice, dismiss } = pressed.dataset;
  if (chosen !== undefined) {
    trigger("show", { document: chosen });
    revealDetail();
  } else if (number !== undefined) trigger("decide", { number, choice });
  else if (dismiss !== undefined) trigger("dismiss", {});
});

function filterRows() {
  const box = element.querySelector(".documents-filter");
  if (!box) return;
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = [...element.querySelectorAll("tbody tr")];
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
  const shown = rows.filter((row) => !row.hidden).length;
  element.querySelector(".documents-shown").textContent = words.length ? `，符合的 ${shown} 份` : "";
}

element.addEventListener("input", filterRows);
watch("value", filterRows);

// ---- the keyboard's place

// What had the focus is gone or grey (a question answered, a document removed): go to the results.
let focused = null;
tab.addEventListener("focusin", (event) => {
  focused = event.target;
});
tab.addEventListener("pointerdown", (event) => {
  if (!event.target.closest("button, input, label, a")) focused = null;
});
new MutationObserver(() => {
  if (!focused || (document.activeElement !== document.body && focused.isConnected)) return;
  const isGone = !focused.isConnected || focused.disabled || focused.offsetParent === null;
  if (!isGone || tab.offsetParent === null) return;
  focused = null;
  find(".documents-told").focus({ preventScroll: true });
}).observe(tab, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
