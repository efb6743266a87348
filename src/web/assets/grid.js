// Answers as a table: several are chosen with Shift, how many are chosen is said, and what a change does is told in a dialog.
"use strict";
{
  const form = document.getElementById("grid");
  const boxes = () => [...form.querySelectorAll("input[name=unit]")];
  const chosen = document.getElementById("chosen");
  const page = document.getElementById("all-of-page");
  const all = document.getElementById("all");

  const count = () => {
    const ticked = boxes().filter((box) => box.checked);
    for (const box of boxes()) box.closest("tr").setAttribute("aria-selected", box.checked || Boolean(all?.checked));
    const number = all?.checked ? Number(all.value) : ticked.length;
    const many = number.toLocaleString(document.documentElement.lang);
    chosen.textContent = number === 1 ? chosen.dataset.one : chosen.dataset.many.replace("#", many);
    page.checked = ticked.length > 0 && ticked.length === boxes().length;
    page.indeterminate = ticked.length > 0 && !page.checked;
    for (const button of form.querySelectorAll("button[name=edit]")) button.disabled = number === 0;
  };

  const dialog = document.createElement("dialog");
  const tell = async (by) => {
    const fields = new URLSearchParams(new FormData(form, by));
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    const body = told.getElementById("told") ?? told.querySelector("[role=alert]");
    const title = document.createElement("h2");
    title.id = "told-title";
    title.textContent = told.querySelector("h1").textContent;
    const [section, header, footer] = ["section", "header", "footer"].map((name) => document.createElement(name));
    header.append(title);
    body.classList.replace("panel", "body");
    footer.append(...body.querySelectorAll("form"));
    // Within a section header and footer are none of the whole page.
    section.append(header, body, footer);
    dialog.replaceChildren(section);
    dialog.setAttribute("aria-labelledby", title.id);
    for (const link of footer.querySelectorAll("a")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.close();
      });
    }
    dialog.showModal();
    dialog.querySelector("button.primary")?.focus();
  };

  if (form && chosen) {
    document.body.append(dialog);
    page.hidden = false;
    let last = null;
    form.addEventListener("click", (event) => {
      const box = event.target;
      if (!box.matches?.("input[name=unit]")) return;
      if (event.shiftKey && last) {
        const every = boxes();
        const [from, to] = [every.indexOf(last), every.indexOf(box)].sort((one, other) => one - other);
        for (const between of every.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
    });
    form.addEventListener("change", (event) => {
      if (event.target === page) for (const box of boxes()) box.checked = page.checked;
      if (event.target === all && !all.checked) for (const box of boxes()) box.checked = false;
      count();
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.name !== "edit") return;
      event.preventDefault();
      tell(event.submitter);
    });
    count();
  }
}
