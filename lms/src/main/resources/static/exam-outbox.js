// Answers on their way to the server. Each waits in this browser's storage, with its number, until
// the server has said that it is stored: a closed page, a lost network or a dead pod loses nothing.
import { asked, said } from "./problems.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
const TIMEOUT = 10000;

export class Outbox {
  #attempt;
  #name;
  #waiting;
  #tell;
  #sending = null;
  #wake = null;
  #failures = 0;

  // tell has a function for each thing that can happen: saving, saved, newer, refused, waiting,
  // signedOut, closed, reused.
  constructor(attempt, tell) {
    this.#attempt = attempt;
    this.#name = `attempt-${attempt}`;
    this.#waiting = new Map(this.#stored());
    this.#tell = tell;
  }

  #stored() {
    try {
      return JSON.parse(localStorage.getItem(this.#name) ?? "[]");
    } catch {
      return [];
    }
  }

  // Another tab's answers to other questions stay; without storage they live as long as the page.
  #store() {
    try {
      const all = new Map([...this.#stored(), ...this.#waiting]);
      for (const [question, answer] of this.#stored()) {
        const mine = this.#waiting.get(question);
        if (mine && mine.sequence < answer.sequence) all.set(question, answer);
      }
      localStorage.setItem(this.#name, JSON.stringify([...all]));
    } catch {
      // Storage is full or forbidden.
    }
  }

  #forget(question, sequence) {
    if (this.#waiting.get(question)?.sequence <= sequence) this.#waiting.delete(question);
    try {
      const left = this.#stored().filter(([other, answer]) => other !== question || answer.sequence > sequence);
      if (left.length) localStorage.setItem(this.#name, JSON.stringify(left));
      else localStorage.removeItem(this.#name);
    } catch {
      // As above.
    }
  }

  get size() {
    return this.#waiting.size;
  }

  get sending() {
    return this.#sending !== null;
  }

  entries() {
    return [...this.#waiting];
  }

  drop(question) {
    this.#forget(question, Infinity);
  }

  put(question, sequence, value) {
    this.#waiting.set(question, { sequence, value });
    this.#store();
  }

  // Sends what waits, one after the other; resolves when nothing is left, or nothing can be done.
  flush() {
    this.#wake?.();
    this.#sending ??= this.#run().finally(() => { this.#sending = null; });
    return this.#sending;
  }

  // Sends all that waits at once, from a page that may be gone before it hears what came of it.
  depart() {
    const sent = this.entries().map(([question, answer]) => this.#send(question, answer, true));
    if (sent.length) Promise.all(sent).then(() => this.flush());
  }

  async #run() {
    while (this.#waiting.size) {
      const [question, answer] = this.#waiting.entries().next().value;
      this.#tell.saving();
      const pause = await this.#send(question, answer, false);
      if (pause === null) return;
      if (pause > 0) await this.#sleep(pause);
    }
  }

  // Milliseconds to wait before the next one, or null where trying again is no use now.
  async #send(question, { sequence, value }, keepalive) {
    let response;
    let body;
    try {
      response = await fetch(`/api/attempts/${this.#attempt}/answers/${question}`, {
        method: "PUT",
        headers: { ...asked, "Content-Type": "application/json" },
        body: JSON.stringify({ sequence, value }),
        keepalive,
        signal: AbortSignal.timeout(TIMEOUT),
      });
      body = await response.json();
    } catch {
      return this.#later(0);
    }
    if (response.ok) return this.#answered(question, sequence, body);
    if (response.status === 401) return this.#tell.signedOut();
    if (response.status !== 409 && response.status !== 422) {
      return this.#later(Number(response.headers.get("Retry-After") ?? 0) * 1000);
    }
    this.#failures = 0;
    if (body.type === "/problems/sequence-reused") return this.#tell.reused(question, value);
    this.#forget(question, sequence);
    if (response.status === 409) return this.#tell.closed();
    this.#tell.refused(question, said(response, body, ""));
    return 0;
  }

  #answered(question, sequence, stored) {
    this.#failures = 0;
    this.#forget(question, sequence);
    if (stored.sequence > sequence) this.#tell.newer(question, stored);
    this.#tell.saved(question, stored);
    return 0;
  }

  // Longer each time, and never all browsers at once.
  #later(asked) {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures) * (0.5 + Math.random());
    this.#failures = Math.min(this.#failures + 1, 10);
    const wait = Math.max(pause, asked * (1 + Math.random() / 2));
    this.#tell.waiting(Math.ceil(wait / 1000));
    return wait;
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    }).finally(() => { this.#wake = null; });
  }
}
