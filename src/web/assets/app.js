// What makes the pages quick. Everything here has a plain form or link behind it and works without this file too.
"use strict";

// Keys are not for us while somebody writes.
const writing = (target) =>
  target instanceof Element && target.closest("input, select, textarea, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (event.key === "?") {
    document.getElementById("keys").togglePopover();
    event.preventDefault();
  }
});

// Where one is stays in sight on a narrow screen.
for (const current of document.querySelectorAll(":is(.nav, .views) [aria-current]")) {
  current.scrollIntoView({ inline: "center", block: "nearest" });
}
