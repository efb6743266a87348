// Progress is fetched again every few seconds while somebody looks, unless they are using something on it.
"use strict";
{
  const main = document.getElementById("main");
  const EVERY = 5000;
  const renew = async () => {
    if (document.visibilityState !== "visible" || main.contains(document.activeElement)) return;
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
      if (fresh && fresh.innerHTML !== main.innerHTML) main.replaceChildren(...fresh.childNodes);
    } catch {
      // The next one tries again.
    }
  };
  setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", renew);
}
