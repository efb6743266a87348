// Dropping a file, and choices that follow from others. Everything works without this file too, by buttons.
"use strict";

const drop = document.querySelector("#drop");
if (drop !== null) {
  const input = drop.querySelector("input[type=file]");
  const complaint = document.querySelector("#too-large");

  // A file that is too large is not even sent.
  const fits = () => {
    const large = [...input.files].some((file) => file.size > Number(drop.dataset.largest));
    complaint.textContent = large ? drop.dataset.tooLarge : "";
    complaint.hidden = !large;
    return !large && input.files.length > 0;
  };
  const send = () => {
    if (fits()) drop.requestSubmit();
  };

  input.addEventListener("change", send);
  drop.addEventListener("submit", (event) => {
    if (!fits()) event.preventDefault();
  });
  // A file that misses the field must not take the place of the page.
  for (const kind of ["dragenter", "dragover"]) {
    window.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) drop.classList.remove("over");
  });
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      send();
    }
  });
}

// A questionnaire is looked at as soon as it is chosen.
for (const field of document.querySelectorAll("[data-sends]")) {
  field.addEventListener("change", () => {
    if (field.files.length > 0) field.form.requestSubmit();
  });
}

// The file is recognised again as soon as it is said how it is to be read.
for (const choice of document.querySelectorAll(".again select, .again input")) {
  choice.addEventListener("change", () => document.querySelector("#again").click());
}

// Who writes into a field means the choice that it belongs to.
for (const part of document.querySelectorAll("[data-chooses]")) {
  part.addEventListener("input", () => {
    const choice = document.querySelector(`input[type=radio][value="${part.dataset.chooses}"]`);
    if (choice !== null) choice.checked = true;
  });
}
