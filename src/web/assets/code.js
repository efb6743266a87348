// One answer at a time without waiting: the next answers are fetched ahead and drawn at once, decisions go out behind.
"use strict";

(() => {
  const AHEAD = 5; // answers fetched ahead
  const KEPT = 200; // answers kept to go back to
  const home = location.pathname; // /s/…/code

  const saved = document.getElementById("saved");
  const again = document.getElementById("again");
  const actions = document.querySelector("section.actions");
  const first = document.getElementById("decision");
  if (!actions || !first) return;

  // An answer: its form, what stands beside it, the unit before it in the order.
  const trail = [
    { unit: Number(first.dataset.unit), answer: first, beside: document.getElementById("beside"), before: unitOf(document.getElementById("before")) },
  ];
  let at = 0;
  let ahead = [];
  let end = null; // what is shown when nothing is open any more
  const pending = new Set(); // units that are decided and not on disk
  const done = []; // what was decided here, the latest last
  const undone = [];
  let run = null;

  const way = () => {
    const fields = new URLSearchParams();
    for (const field of actions.querySelectorAll("#undo input[type=hidden]")) fields.append(field.name, field.value);
    return fields;
  };
  function unitOf(link) {
    const unit = link?.href && new URL(link.href).searchParams.get("unit");
    return unit ? Number(unit) : null;
  }

  // ── saved or not ──────────────────────────────────────────────
  let news = ""; // what is said once everything is saved, for a while
  let quiet = 0;
  const say = (text, isBad = false) => {
    saved.hidden = false;
    saved.textContent = text;
    saved.classList.toggle("bad", isBad);
  };
  const outbox = new Outbox((state) => {
    clearTimeout(quiet);
    again.hidden = state !== "failed";
    say(state === "saved" && news ? news : saved.dataset[state], state === "failed");
    saved.dataset.state = state;
    if (state !== "saved") return;
    if (news) quiet = setTimeout(() => say(saved.dataset.saved), 4000);
    news = "";
  });
  again.addEventListener("click", () => outbox.again());

  const reached = (reply) => {
    document.getElementById("reached").textContent = reply.reached;
    document.getElementById("progress").value = reply.decided;
    document.getElementById("progress").max = Math.max(reply.of, 1);
    if (run !== null && reply.run !== run) news = saved.dataset.renewed;
    run = reply.run;
    const renew = document.getElementById("renew");
    if (renew) renew.hidden = !reply.offered;
  };
  const problem = (reply) => {
    const notice = document.createElement("div");
    notice.className = "notice bad";
    notice.role = "alert";
    for (const text of [reply.problem, reply.hint].filter(Boolean)) {
      const line = document.createElement("p");
      line.textContent = text;
      notice.append(line);
    }
    trail[at].answer.prepend(notice);
  };

  // ── drawing ───────────────────────────────────────────────────
  const parsed = (markup) => {
    const template = document.createElement("template");
    template.innerHTML = markup;
    return template.content;
  };
  const entry = ({ unit, answer, beside, before }) => {
    const known = trail.find((other) => other.unit === unit);
    if (known) return known;
    const box = document.createElement("div");
    box.id = "beside";
    box.className = "beside";
    box.append(parsed(beside));
    return { unit, answer: parsed(answer).firstElementChild, beside: box, before };
  };
  const draw = (next) => {
    document.getElementById("decision").replaceWith(next.answer);
    document.getElementById("beside").replaceWith(next.beside);
    wake(next.answer);
    const link = (id, name, unit) => {
      const fields = way();
      fields.set(name, unit);
      document.getElementById(id).href = `${home}?${fields}`;
    };
    if (next.unit !== null) {
      link("next", "after", next.unit);
      if (next.before !== null) link("before", "unit", next.before);
      const fields = way();
      fields.set("unit", next.unit);
      history.replaceState(null, "", `${home}?${fields}`);
    }
    actions.classList.toggle("at-end", next.unit === null);
    scrollTo(0, 0);
    next.answer.focus({ preventScroll: true });
  };
  // What only the script can do is shown when the script is there.
  const wake = (answer) => {
    const find = answer.querySelector(".find");
    if (find) find.hidden = false;
  };

  // ── fetching ahead ────────────────────────────────────────────
  const ask = async (more) => {
    const fields = way();
    for (const [name, value] of Object.entries(more)) fields.set(name, value);
    const response = await fetch(`${home}/ahead?${fields}`, { headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  };
  let filling = null;
  const fill = () => {
    filling ??= (async () => {
      try {
        const last = ahead.at(-1) ?? trail.findLast((one) => one.unit !== null);
        const not = [...pending, ...ahead.map((one) => one.unit), trail[at].unit].filter((unit) => unit !== null);
        const reply = await ask({ after: last.unit, not: not.join("|"), n: AHEAD - ahead.length });
        end = reply.end;
        const open = reply.answers.filter(({ unit }) => !pending.has(unit));
        ahead.push(...open.map(entry));
        return true;
      } catch {
        return false;
      } finally {
        filling = null;
      }
    })();
    return filling;
  };

  // ── moving ────────────────────────────────────────────────────
  const show = (next) => {
    const known = trail.indexOf(next);
    if (known >= 0) {
      at = known;
    } else {
      trail.push(next);
      at = trail.length - 1;
      if (trail.length > KEPT) {
        trail.shift();
        at -= 1;
      }
    }
    draw(next);
  };
  // The next one that is open; behind it all others until the end.
  const onward = async () => {
    if (at + 1 < trail.length && trail[at + 1].unit !== null) return show(trail[at + 1]);
    if (ahead.length === 0 && !(await fill())) return say(saved.dataset.failed, true);
    const next = ahead.shift();
    if (next) {
      // Whoever comes round again to an answer that was left open finds it as it was left.
      const known = trail.indexOf(next);
      if (known >= 0) trail.splice(known, 1);
      if (known >= 0 && known <= at) at -= 1;
      show(next);
      if (ahead.length < 3) fill();
    } else if (trail[at].isDecided) {
      await outbox.empty();
      await fill();
      if (ahead.length > 0) return onward();
      show({ unit: null, answer: parsed(end).firstElementChild, beside: emptyBeside(), before: null });
    }
  };
  const emptyBeside = () => Object.assign(document.createElement("div"), { id: "beside", className: "beside" });
  const backward = async () => {
    if (at > 0) return show(trail[at - 1]);
    const unit = trail[0].before;
    if (unit === null) return;
    const reply = await ask({ unit });
    trail.unshift(entry(reply.answers[0]));
    at = 0;
    draw(trail[0]);
  };
  const goTo = async (unit) => {
    const known = trail.find((one) => one.unit === unit);
    if (known) return show(known);
    const reply = await ask({ unit });
    if (reply.answers.length > 0) show(entry(reply.answers[0]));
  };

  // ── deciding ──────────────────────────────────────────────────
  const boxes = (form) => [...form.querySelectorAll("input[name=code]")];
  const offered = (form) => [...form.querySelectorAll(".suggestions > li:not([data-said=no]) input[name=code]")];

  const decide = (act, button) => {
    const here = trail[at];
    const form = here.answer;
    form.querySelectorAll(".notice.bad").forEach((notice) => notice.remove());
    if (act === "take" && !boxes(form).some((box) => box.checked) && offered(form).length === 0) {
      return problem({ problem: actions.dataset.nothing, hint: actions.dataset.nothingHint });
    }
    if (act === "take" && !boxes(form).some((box) => box.checked)) takeAll(form);
    const fields = new URLSearchParams(new FormData(form));
    fields.set("act", act);
    const units = [here.unit, ...fields.getAll("along").join("|").split("|").filter(Boolean).map(Number)];
    const before = standsAs(here, act, button);
    units.forEach((unit) => pending.add(unit));
    ahead = ahead.filter((one) => !units.includes(one.unit));
    done.push({ here, before });
    undone.length = 0;
    here.isDecided = act !== "memo" || here.isDecided;
    outbox.add(
      form.action,
      fields,
      (reply) => {
        units.forEach((unit) => pending.delete(unit));
        reached(reply);
      },
      (reply) => {
        units.forEach((unit) => pending.delete(unit));
        restore({ here, before });
        done.splice(done.findIndex((one) => one.here === here), 1);
        show(here);
        problem(reply);
      },
    );
    if (act !== "memo") onward();
  };
  const takeOver = (form, codes) => {
    for (const box of boxes(form)) box.checked = codes.includes(box.value);
  };
  const takeAll = (form) => {
    for (const box of offered(form)) {
      if (box.type === "checkbox" || !boxes(form).some((other) => other.checked)) box.checked = true;
    }
  };

  // Says on the answer what was decided; gives what stood there before.
  const standsAs = (here, act, button) => {
    const line = here.answer.querySelector("#stands");
    const text = line.querySelector("#stands-as");
    const before = { hidden: line.hidden, nodes: [...text.childNodes], isDecided: here.isDecided };
    if (act === "memo") return before;
    const chosen = boxes(here.answer).filter((box) => box.checked);
    if (act === "take") {
      text.replaceChildren(...chosen.map((box) => chip(box.closest("label"))));
    } else {
      for (const box of chosen) box.checked = false;
      const tag = document.createElement("span");
      tag.className = "tag";
      tag.textContent = button.dataset.says;
      text.replaceChildren(tag);
    }
    line.hidden = false;
    return before;
  };
  const chip = (label) => {
    const chip = document.createElement("span");
    chip.className = `chip ${[...label.classList].find((name) => /^c\d+$/.test(name)) ?? ""}`;
    chip.textContent = label.querySelector(".name").textContent;
    return chip;
  };
  const restore = ({ here, before }) => {
    here.isDecided = before.isDecided;
    here.answer.querySelector("#stands").hidden = before.hidden;
    here.answer.querySelector("#stands-as").replaceChildren(...before.nodes);
  };

  // What was decided here is shown again at once; what was decided before, when the server has said what it was.
  const turn = (form, from, to) => {
    const last = from.pop();
    if (last) {
      const now = { hidden: last.here.answer.querySelector("#stands").hidden, nodes: [...last.here.answer.querySelector("#stands-as").childNodes], isDecided: last.here.isDecided };
      restore(last);
      to.push({ here: last.here, before: now });
      show(last.here);
    }
    outbox.add(
      form.action,
      new URLSearchParams(new FormData(form)),
      (reply) => {
        reached(reply);
        if (!last && reply.units.length > 0) {
          trail.splice(0, trail.length, trail[at]);
          at = 0;
          goTo(reply.units[0]);
        }
        // What is open again comes up again.
        ahead = [];
        fill();
      },
      (reply) => {
        if (last) {
          to.pop();
          restore(last);
        }
        problem(reply);
      },
    );
  };

  // ── what people do ────────────────────────────────────────────
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.id === "decision" && button?.name === "turn") reject(button);
    else if (form.id === "decision" && button?.name === "as") takeOver(form, button.value.split("|"));
    else if (form.id === "decision") decide(button?.value ?? "take", button);
    else if (form.id === "undo") turn(form, done, undone);
    else if (form.id === "redo") turn(form, undone, done);
    else if (form.action.endsWith("/anchor")) keepExample(form);
    else return;
    event.preventDefault();
  });

  const reject = (button) => {
    const line = button.closest("li");
    const isRejected = line.dataset.said === "no";
    line.querySelector("input[name=reject]")?.remove();
    if (isRejected) {
      delete line.dataset.said;
    } else {
      line.dataset.said = "no";
      line.querySelector("input[name=code]").checked = false;
      line.append(Object.assign(document.createElement("input"), { type: "hidden", name: "reject", value: button.value }));
    }
  };
  document.addEventListener("change", (event) => {
    const line = event.target.name === "code" && event.target.checked && event.target.closest("li[data-said=no]");
    if (line) reject(line.querySelector("button.reject"));
  });

  const keepExample = (form) => {
    const fields = new URLSearchParams(new FormData(form));
    outbox.add(form.action, fields, () => {
      form.closest("details").open = false;
      news = actions.dataset.kept;
    }, problem);
  };
  // A passage that is selected in the answer is the example.
  document.addEventListener("toggle", (event) => {
    if (event.target.id !== "anchor" || !event.target.open) return;
    const selected = String(getSelection()).trim();
    const inside = getSelection().anchorNode?.parentElement?.closest(".verbatim");
    if (selected && inside) event.target.querySelector("textarea").value = selected;
    const code = currentCode();
    if (code) event.target.querySelector("select").value = code;
  }, true);

  // The code that somebody looks at: in focus, chosen, or most likely.
  const currentCode = () => {
    const form = trail[at].answer;
    const focused = document.activeElement?.name === "code" ? document.activeElement : null;
    return (focused ?? boxes(form).find((box) => box.checked) ?? boxes(form)[0])?.value;
  };

  const click = (id, does) => {
    const button = document.getElementById(id);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      does();
    });
  };
  click("next", onward);
  click("before", backward);
  click("all", () => takeAll(trail[at].answer));
  click("why", () => {
    const reasons = [...trail[at].answer.querySelectorAll("details.why")];
    const open = !reasons.some((one) => one.open);
    for (const one of reasons) one.open = open;
  });
  click("entry", () => {
    const wanted = document.querySelector(`#entries details[data-entry="${CSS.escape(currentCode() ?? "")}"]`);
    if (!wanted) return;
    wanted.open = !wanted.open;
    if (wanted.open) wanted.scrollIntoView({ block: "nearest" });
  });

  // Codes have keys of their own, some of two: "." first.
  let prefix = "";
  document.addEventListener("keydown", (event) => {
    if (keysAreOff || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing(event.target)) return;
    if (document.querySelector("dialog:is([open], :popover-open)")) return;
    const key = keyOf(event);
    if (prefix === "" && (key === "." || key === ",")) {
      prefix = key;
      return;
    }
    const wanted = key.startsWith("Shift+") ? key.slice(6) : key;
    const label = trail[at].answer.querySelector(`[data-press="${CSS.escape(prefix + wanted)}"]`);
    prefix = key === "Shift" ? prefix : "";
    if (!label) return;
    event.preventDefault();
    if (!key.startsWith("Shift+")) label.querySelector("input").click();
    else if (label.closest(".suggestions > li")) reject(label.closest("li").querySelector("button.reject"));
  });

  // Another page and another order begin when everything is on disk.
  document.addEventListener("leave", async (event) => {
    await outbox.empty();
    location.assign(event.detail);
  });
  document.querySelector("form.ways").addEventListener("change", async (event) => {
    if (!event.target.matches("select")) return;
    const form = event.currentTarget;
    await outbox.empty();
    form.requestSubmit();
  });

  wake(first);
  first.focus({ preventScroll: true });
  fill();
})();
