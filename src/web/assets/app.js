// What makes the pages quick. Everything here has a plain form or link behind it and works without this file too.
"use strict";

// Keys are not for us while somebody writes. A box to tick is not written in.
const writing = (target) =>
  target instanceof Element &&
  target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]") !== null;

// A key as aria-keyshortcuts names it: "U", "Shift+U", "Shift+1", "ArrowLeft", "/". Signs come with whatever makes them.
const keyOf = (event) => {
  const digit = /^Digit(\d)$/.exec(event.code);
  if (event.shiftKey && digit && !/^\d$/.test(event.key)) return `Shift+${digit[1]}`;
  const key = event.key === " " ? "Space" : event.key;
  if (key.length > 1) return event.shiftKey ? `Shift+${key}` : key;
  const letter = key.toUpperCase();
  return event.shiftKey && letter !== key.toLowerCase() ? `Shift+${letter}` : letter;
};

// What a key does on its own where it is pressed: nobody takes that away.
const ownMeaning = (key, target) => {
  if (!(target instanceof Element)) return false;
  if (key === "Enter" || key === "Space") return target.closest("button, a[href], summary") !== null || (key === "Space" && target.matches("input"));
  return key.startsWith("Arrow") && target.matches("input[type=radio]");
};

// Presses what carries a key: a field is entered, what is folded is opened, all else is clicked.
const press = (element) => {
  if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
    element.focus();
    element.select?.();
  } else if (element.matches("summary")) {
    const details = element.parentElement;
    details.open = !details.open;
    const field = details.open ? details.querySelector("input, select, textarea") : element;
    (field ?? element).focus();
  } else {
    element.click();
  }
};

// Where somebody has switched keys off, nothing carries one: neither what is there nor what is drawn later.
const keysAreOff = document.documentElement.dataset.keys === "off";
if (keysAreOff) {
  const takeKeys = () => {
    for (const element of document.querySelectorAll("[aria-keyshortcuts]")) {
      element.removeAttribute("aria-keyshortcuts");
      if (element.title) element.title = element.title.replace(/ \([^()]*\)$/, "");
    }
  };
  takeKeys();
  new MutationObserver(takeKeys).observe(document.body, { childList: true, subtree: true });
}

// The keys of the page stand in its markup. While a dialog is open only its own count.
document.addEventListener("keydown", (event) => {
  if (keysAreOff || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  const key = keyOf(event);
  if (key === "?") {
    document.getElementById("keys").togglePopover();
    event.preventDefault();
    return;
  }
  if (ownMeaning(key, event.target)) return;
  const open = document.querySelector("dialog:is([open], :popover-open)");
  const carries = (element) =>
    element.getAttribute("aria-keyshortcuts").split(" ").includes(key) && !element.disabled && element.checkVisibility();
  const found = [...(open ?? document).querySelectorAll("[aria-keyshortcuts]")].find(carries);
  if (!found) return;
  event.preventDefault();
  // Holding a key down moves on, but decides nothing.
  if (!event.repeat || key.startsWith("Arrow")) press(found);
});

// Out of a field: back to the keys.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && writing(event.target)) event.target.blur();
});

// Where one is stays in sight on a narrow screen.
for (const current of document.querySelectorAll(":is(.nav, .views, .tree) [aria-current]")) {
  current.scrollIntoView({ inline: "center", block: "nearest" });
}
