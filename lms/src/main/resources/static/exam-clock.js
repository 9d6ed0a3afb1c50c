// The server's clock in this page: what it said last, and how long ago that was by a clock that
// nobody can set. A computer that slept stops it, which is why the page asks again on waking up.
export class ServerClock {
  #said;
  #at;

  constructor(iso, at) {
    this.#said = Date.parse(iso);
    this.#at = at;
  }

  // What was said is some while ago when it is heard: it is never later than it says, so that the
  // latest of all that was heard is the nearest.
  heard(iso) {
    const said = Date.parse(iso);
    if (said > this.now()) {
      this.#said = said;
      this.#at = performance.now();
    }
  }

  now() {
    return this.#said + performance.now() - this.#at;
  }
}

// Instants as the page itself writes them: by its language, in the zone that it names.
export class PageTimes {
  #locale;
  #zone;
  #name;

  constructor({ locale, zone, zoneName }) {
    this.#locale = locale;
    this.#zone = zone;
    this.#name = zoneName;
  }

  time(milliseconds) {
    return this.#written(milliseconds, { timeStyle: "medium" });
  }

  instant(milliseconds) {
    return this.#written(milliseconds, { dateStyle: "medium", timeStyle: "medium" });
  }

  #written(milliseconds, style) {
    try {
      const format = new Intl.DateTimeFormat(this.#locale, { ...style, timeZone: this.#zone });
      return `${format.format(milliseconds)} ${this.#name}`;
    } catch {
      // A zone that this browser has never heard of.
      const format = new Intl.DateTimeFormat(this.#locale, { ...style, timeZone: "UTC" });
      return `${format.format(milliseconds)} UTC`;
    }
  }
}

// Hours, minutes and seconds, such as 1:05:09.
export function counted(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}
