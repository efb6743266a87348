// Any code by a few of its letters: type, arrow keys, Enter.
"use strict";

// Letters as people type them: Ü is found by u and by ue.
const bare = (text) => text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
const spelled = (text) => bare(text.toLowerCase().replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue"));

// How well a code fits what is typed: 0 best, null not at all.
const fit = (typed, { id, value, label }) => {
  if (id.toLowerCase() === typed || value === typed) return 0;
  const ways = [bare(label), spelled(label), id.toLowerCase()];
  const some = (test) => ways.some(test);
  if (some((text) => text.startsWith(typed))) return 1;
  if (some((text) => text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed)))) return 2;
  if (some((text) => text.includes(typed))) return 3;
  const inOrder = (text) => {
    let at = 0;
    for (const letter of text) if (letter === typed[at]) at += 1;
    return at === typed.length;
  };
  return typed.length > 1 && some(inOrder) ? 4 : null;
};

const MOST_FOUND = 8;

// Answers come and go: the fields are looked up whenever something happens.
const finder = () => ({ field: document.getElementById("find"), list: document.getElementById("found") });

const showFound = () => {
  const { field, list } = finder();
  const typed = bare(field.value.trim());
  const codes = [...field.form.querySelectorAll("label.code")].map((element, at) => {
    const box = element.querySelector("input");
    return { element, at, id: box.value, value: box.dataset.value, label: element.querySelector(".name").textContent };
  });
  const found = typed === "" ? [] : codes.map((code) => ({ ...code, fit: fit(typed, code) })).filter((code) => code.fit !== null);
  found.sort((a, b) => a.fit - b.fit || a.at - b.at);
  list.replaceChildren(
    ...found.slice(0, MOST_FOUND).map((code, at) => {
      const option = document.createElement("li");
      option.id = `found-${at}`;
      option.role = "option";
      option.className = [...code.element.classList].find((name) => /^c\d+$/.test(name)) ?? "";
      option.dataset.code = code.id;
      const dot = document.createElement("span");
      dot.className = "dot";
      option.append(dot, ` ${code.label}`);
      return option;
    }),
  );
  // What no code is called can become one.
  const wanted = field.value.trim();
  if (wanted.length > 1 && !found.some((code) => code.fit === 0 || bare(code.label) === typed)) {
    const option = document.createElement("li");
    option.id = "found-new";
    option.role = "option";
    option.dataset.to = `${list.dataset.add}&${new URLSearchParams({ label: wanted })}`;
    option.textContent = `${list.dataset.new} ${wanted}`;
    list.append(option);
  }
  list.hidden = list.children.length === 0;
  field.setAttribute("aria-expanded", String(!list.hidden));
  point(0);
};

const point = (at) => {
  const { field, list } = finder();
  const options = [...list.children];
  if (options.length === 0) return field.removeAttribute("aria-activedescendant");
  const now = (at + options.length) % options.length;
  options.forEach((option, other) => option.setAttribute("aria-selected", String(other === now)));
  field.setAttribute("aria-activedescendant", options[now].id);
};

const pointed = () => [...finder().list.children].findIndex((option) => option.getAttribute("aria-selected") === "true");

const closeFound = () => {
  const { field, list } = finder();
  field.value = "";
  list.replaceChildren();
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
};

const choose = (option) => {
  const { field } = finder();
  if (option.dataset.to) return void document.dispatchEvent(new CustomEvent("leave", { detail: option.dataset.to }));
  const box = field.form.querySelector(`input[name=code][value="${CSS.escape(option.dataset.code)}"]`);
  box.click();
  closeFound();
  field.form.focus({ preventScroll: true });
};

document.addEventListener("input", (event) => {
  if (event.target.id === "find") showFound();
});
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "find") return;
  const options = finder().list.children;
  if (event.key === "ArrowDown") point(pointed() + 1);
  else if (event.key === "ArrowUp") point(pointed() - 1);
  else if (event.key === "Enter" && options.length > 0) choose(options[pointed()]);
  else if (event.key === "Escape") closeFound();
  else if (event.key !== "Enter") return;
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  const option = event.target.closest?.("#found [role=option]");
  if (option) choose(option);
});
document.addEventListener("focusout", (event) => {
  // A click on an option comes after the field has lost the focus.
  if (event.target.id === "find") setTimeout(() => document.activeElement?.id === "find" || closeFound(), 200);
});
