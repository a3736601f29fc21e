// Runs when the clause panel is ready; `element`, `trigger` and `watch` come from gr.HTML.
// Whatever carries data-clause, in the chat or in the panel, shows that clause when pressed.

function readTarget(source) {
  const { clause, start, end } = source.dataset;
  return start === undefined ? { clause } : { clause, start: Number(start), end: Number(end) };
}

function markCurrent() {
  const current = element.querySelector("[data-current]")?.dataset ?? {};
  for (const source of document.querySelectorAll("#chat [data-clause]")) {
    const { clause, start, end } = source.dataset;
    const same = clause === current.current && start === current.start && end === current.end;
    if (same) source.setAttribute("aria-current", "true");
    else source.removeAttribute("aria-current");
  }
}

function revealQuote() {
  const frame = document.getElementById("original");
  frame.scrollTop = 0;
  const quote = element.querySelector("mark");
  if (!quote) return;
  const below = quote.getBoundingClientRect().bottom - frame.getBoundingClientRect().bottom;
  if (below > 0) frame.scrollTop += Math.min(below + 40, quote.offsetTop - frame.offsetTop);
}

let replies = 0;

// A new reply is read from its question down, however long it is.
function revealReply() {
  const shown = document.querySelectorAll("#chat .reply");
  const log = document.querySelector("#chat [role=log]");
  if (shown.length > replies && log) {
    const questions = document.querySelectorAll("#chat .asked");
    const last = questions[questions.length - 1];
    log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top - 16;
  }
  replies = shown.length;
}

document.addEventListener("click", (event) => {
  const source = event.target.closest?.("[data-clause]");
  if (!source) return;
  trigger("show", readTarget(source));
  // The original stands in the first tab; a clause pressed elsewhere leads there.
  if (source.closest("#documents")) document.querySelector("#tabs [role=tab]")?.click();
  if (window.matchMedia("(max-width: 719px)").matches) element.scrollIntoView();
});

watch("value", () => {
  markCurrent();
  revealQuote();
});

function followChat() {
  markCurrent();
  revealReply();
}

new MutationObserver(() => requestAnimationFrame(followChat)).observe(document.body, {
  childList: true,
  subtree: true,
});
