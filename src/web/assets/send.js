// Sends what was decided in the order in which it was decided, again and again until the server says that it is on disk.
// What is sent twice because an answer got lost is done once: every action has a name of its own.
"use strict";

class Outbox {
  // tell(state): "saving", "saved" or "failed".
  constructor(tell) {
    this.tell = tell;
    this.waiting = [];
    this.busy = false;
    this.wake = null;
    addEventListener("beforeunload", (event) => {
      if (this.waiting.length > 0) event.preventDefault();
    });
  }

  // fields: URLSearchParams. done(reply) when it is on disk; refused(reply) when the server will never take it.
  add(address, fields, done, refused) {
    fields.set("uid", name());
    this.waiting.push({ address, fields, done, refused });
    this.run();
  }

  // Does not wait any longer.
  again() {
    this.wake?.();
  }

  // When everything is on disk.
  async empty() {
    while (this.busy) await new Promise((go) => setTimeout(go, 20));
  }

  async run() {
    if (this.busy) return;
    this.busy = true;
    this.tell("saving");
    let pause = 500;
    while (this.waiting.length > 0) {
      const { address, fields, done, refused } = this.waiting[0];
      const answer = await post(address, fields);
      if (answer === null) {
        this.tell("failed");
        await this.rest(pause);
        pause = Math.min(pause * 2, 15000);
        this.tell("saving");
        continue;
      }
      pause = 500;
      this.waiting.shift();
      if (answer.ok) done?.(answer.reply);
      else refused?.(answer.reply);
    }
    this.busy = false;
    this.tell("saved");
  }

  rest(pause) {
    return new Promise((go) => {
      this.wake = go;
      setTimeout(go, pause);
    });
  }
}

// null: not known whether it arrived, or not now; ask again.
const post = async (address, fields) => {
  try {
    const response = await fetch(address, {
      method: "POST",
      body: fields,
      headers: { accept: "application/json" },
      redirect: "error",
    });
    if (response.status >= 500 || [401, 403, 408, 429].includes(response.status)) return null;
    return { ok: response.ok, reply: await response.json() };
  } catch {
    return null;
  }
};

// 128 bits as 32 hexadecimal digits. Not randomUUID: that exists on this machine only, not on a trusted network.
const name = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
