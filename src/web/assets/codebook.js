// A match rule being written: its preview follows what is typed. Without this file a button asks for it.
"use strict";

(() => {
  const WAITS = 120; // milliseconds between the last letter and the preview

  const form = document.querySelector("form[data-preview]");
  if (!form) return;
  const preview = document.getElementById("preview");
  const said = document.getElementById("preview-said");
  let timer = 0;
  let waiting = null;

  const tell = (text) => {
    said.hidden = false;
    said.textContent = text;
  };

  const show = async () => {
    waiting?.abort();
    waiting = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(`${form.dataset.preview}?${fields}`, { signal: waiting.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok) throw new Error(String(answer.status));
      preview.replaceChildren(...page.body.childNodes);
      tell(preview.querySelector("[data-said]")?.dataset.said ?? "");
    } catch (error) {
      if (error.name !== "AbortError") tell(preview.dataset.failed);
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAITS);
  });
})();

// On a narrow screen the codes stand in a row: the one that is shown stays in sight.
document.querySelector(".tree [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
