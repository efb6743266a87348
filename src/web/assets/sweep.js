// One code at a time: what is said shows at once and is written behind it, one after the other; the next page is fetched ahead.
"use strict";
{
  const list = () => document.getElementById("sweep");
  const bar = document.getElementById("say");
  const saved = document.getElementById("saved");
  const again = document.getElementById("again");
  const lines = () => [...document.querySelectorAll(".sweep > li")];
  let current = document.querySelector(".sweep > li[aria-current]");

  const say = (text, isBad) => {
    saved.hidden = false;
    saved.textContent = text;
    saved.classList.toggle("bad", Boolean(isBad));
  };
  // What was refused stays said until something else is.
  let refusal = "";
  const outbox = new Outbox((state) => {
    again.hidden = state !== "failed";
    if (state === "saved" && refusal) say(refusal, true);
    else say(saved.dataset[state], state === "failed");
    refusal = "";
  });
  again.addEventListener("click", () => outbox.again());

  const show = (line, said) => {
    if (said) line.dataset.said = said;
    else delete line.dataset.said;
    for (const button of line.querySelectorAll(".say button")) {
      const pressed = button.name === said;
      button.setAttribute("aria-pressed", pressed);
      button.classList.toggle("primary", pressed);
    }
  };

  const number = (said) => document.querySelector(`#${said || "open"} .n`);
  const count = (said, by) => {
    number(said).textContent = Number(number(said).textContent) + by;
    if (!said) inTree();
  };
  // The list of codes says of this one how many are open, too.
  const inTree = () => {
    const here = document.querySelector(".tree [aria-current] .n");
    if (here) here.textContent = Number(number("").textContent).toLocaleString(document.documentElement.lang);
  };

  // The line where one is: the buttons below mean it.
  const moveTo = (line) => {
    current?.removeAttribute("aria-current");
    current = line;
    for (const button of bar.querySelectorAll("[name=say]")) button.disabled = !line;
    if (!line) return;
    line.setAttribute("aria-current", "true");
    bar.elements.unit.value = line.dataset.unit;
    const single = document.getElementById("single");
    if (single) single.href = single.dataset.base + line.dataset.unit;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const all = lines();
    const next = all[all.indexOf(current) + by];
    if (next) moveTo(next);
  };

  const goOn = () => {
    const all = lines();
    const at = all.indexOf(current);
    const open = (line) => !line.dataset.said;
    const next = all.slice(at + 1).find(open) ?? all.slice(0, at).find(open);
    if (next) moveTo(next);
    else document.getElementById("next")?.click();
  };

  const write = (address, form, more, done, takeBack) => {
    const fields = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(more)) fields.set(name, value);
    const told = (reply) => {
      for (const { unit, said } of reply.said) {
        const line = document.getElementById(`u${unit}`);
        if (line && (line.dataset.said ?? "") !== said) recount(line, said);
      }
      if (outbox.waiting.length === 0) {
        number("").textContent = reply.open;
        inTree();
      }
      reached(reply.decided);
      done?.(reply);
    };
    const refused = (reply) => {
      takeBack?.();
      refusal = [reply.problem, reply.hint].join(" ");
    };
    outbox.add(address, fields, told, refused);
  };

  const reached = (decided) => {
    const progress = document.getElementById("progress");
    const text = document.getElementById("reached");
    const local = (n) => n.toLocaleString(document.documentElement.lang);
    text.textContent = text.textContent.replace(local(progress.value), local(decided));
    progress.value = decided;
  };

  const recount = (line, said) => {
    count(line.dataset.said, -1);
    count(said, 1);
    show(line, said);
  };

  const judge = (line, said) => {
    const before = line.dataset.said ?? "";
    if (before !== said) {
      recount(line, said);
      write(list().action, list(), { [said]: line.dataset.unit }, null, () => recount(line, before));
    }
  };

  document.addEventListener("submit", (event) => {
    const by = event.submitter;
    if (event.target === list() && (by?.name === "yes" || by?.name === "no")) {
      event.preventDefault();
      const line = by.closest("li");
      judge(line, by.name);
      moveTo(line);
    } else if (event.target === bar && by?.name === "say") {
      event.preventDefault();
      if (!current) return;
      judge(current, by.value);
      goOn();
    } else if (event.target === bar && by?.dataset.back) {
      event.preventDefault();
      write(by.formAction, bar, {}, ({ said, more }) => {
        const touched = said.map(({ unit }) => document.getElementById(`u${unit}`));
        if (more || touched.includes(null)) location.reload();
        else if (touched.length) moveTo(touched[0]);
      });
    }
  });

  for (const [id, by] of [["down", 1], ["up", -1]]) {
    const button = document.getElementById(id);
    button?.removeAttribute("hidden");
    button?.addEventListener("click", () => step(by));
  }

  document.addEventListener("click", (event) => {
    const line = event.target.closest(".sweep > li");
    if (line && !event.target.closest("button, a")) moveTo(line);
  });

  // The next page, fetched while this one is read. Written first, so that it lacks what was answered here.
  const pages = new Map();
  const ahead = () => {
    const next = document.getElementById("next");
    if (!next || pages.has(next.href)) return;
    const page = fetch(next.href).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
    page.catch(() => pages.delete(next.href));
    pages.set(next.href, page);
  };

  const turnTo = async (address) => {
    await outbox.empty();
    let text;
    try {
      text = await (pages.get(address) ?? fetch(address).then((answer) => answer.text()));
    } catch {
      location.assign(address);
      return;
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("sweep");
    if (!fresh) return location.assign(address);
    for (const id of ["yes", "no", "open"]) {
      fresh.querySelector(`#${id} .n`).textContent = number(id).textContent;
    }
    list().replaceWith(fresh);
    for (const input of page.querySelectorAll("#say input[type=hidden]")) {
      if (bar.elements[input.name]) bar.elements[input.name].value = input.value;
      else bar.prepend(input);
    }
    for (const link of page.querySelectorAll("#say a")) {
      const mine = bar.querySelector(`#${link.id}`);
      if (mine) mine.href = link.href;
    }
    history.pushState(null, "", address);
    window.scrollTo(0, 0);
    moveTo(document.querySelector(".sweep > li[aria-current]"));
    ahead();
  };

  document.addEventListener("click", (event) => {
    const next = event.target.closest("#next");
    if (!next || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turnTo(next.href);
  });
  window.addEventListener("popstate", () => location.reload());

  moveTo(current);
  ahead();
}
