// Shows how far a long step is without drawing the page anew. Without this file the page is loaded again and again instead.
"use strict";

const PAUSE = 400;

const look = async () => {
  const shown = document.querySelector("#step[data-running]");
  if (shown === null) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("#step[data-running]");
    if (next === null) {
      location.reload();
      return;
    }
    const focused = shown.contains(document.activeElement);
    shown.replaceWith(next);
    if (focused) next.querySelector("button")?.focus();
  } catch {
    // The program may have ended, or be busy; it is asked again.
  }
  setTimeout(look, PAUSE);
};

setTimeout(look, PAUSE);

// A file that has taken its time is fetched by itself, once.
const file = document.querySelector("#file");
if (file !== null && sessionStorage.getItem(file.href) === null) {
  sessionStorage.setItem(file.href, "fetched");
  file.click();
}
