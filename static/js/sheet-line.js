// The line to the server: sends what is due, one sending at a time, again and again until there is an answer; asks what
// colleagues changed. It tells the page through `on`, and knows nothing of its fields.
(() => {
  const MOST_ROWS = 50;
  const SLOWEST = 15000;
  const LOOK_EVERY = 20000;

  class Line {
    constructor(journal, config, on) {
      Object.assign(this, { journal, config, on, running: null, again: false, tries: 0, version: config.version, state: "ready" });
    }

    // From now on it is sent whenever something is due; what others change is asked for now and then.
    open() {
      window.addEventListener("online", () => this.flush(true));
      window.addEventListener("pagehide", () => this.part());
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.flush(true).then(() => this.look()));
      setInterval(() => document.visibilityState === "visible" && this.state === "ready" && this.look(), LOOK_EVERY);
      return this.flush();
    }

    async ask(address, body, options = {}) {
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
      const headers = { "X-CSRFToken": token, "Content-Type": "application/json", Accept: "application/json" };
      const request = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
      const answer = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store", ...request, ...options });
      // Whoever is signed out is led to the entrance; an old token means the same.
      const isData = (answer.headers.get("Content-Type") ?? "").includes("json");
      if (answer.type === "opaqueredirect" || answer.status === 401 || (answer.status === 403 && !isData)) return { is: "expired" };
      if (isData && answer.ok) return { is: "answered", data: await answer.json() };
      if (isData && answer.status < 500) return { is: "stopped", why: (await answer.json()).reason };
      return { is: "trouble" };
    }

    // Everything that is due, until nothing is; true when nothing waits any longer. An ended session is tried again only
    // by somebody who may have renewed it.
    async flush(isRenewed = false) {
      if (this.state === "expired" && !isRenewed) return false;
      this.again = true;
      this.running ??= this.drain().finally(() => (this.running = null));
      return this.running;
    }

    async drain() {
      clearTimeout(this.timer);
      let isDone = true;
      while (isDone && (this.again || this.journal.due(1).length)) {
        this.again = false;
        isDone = (await this.sendAside()) && (await this.send());
      }
      this.on.told();
      if (isDone) this.look();
      this.wait();
      return isDone && this.journal.count().waiting === 0;
    }

    // What is typed in another tab is looked at again once that may be gone.
    wait() {
      clearTimeout(this.later);
      const pause = this.journal.pause();
      if (pause !== null) this.later = setTimeout(() => this.flush(), pause);
    }

    async send() {
      const due = this.journal.due(MOST_ROWS);
      if (!due.length) return this.settled("ready");
      // While it fails the page goes on saying so until an answer is there.
      if (this.state === "ready") this.settled("sending");
      const cells = due.map(({ row, key, parts }) => ({ row: Number(row), key, parts }));
      const said = await this.tried(this.config.addresses.cells, { cells });
      if (said.is !== "answered") return this.failed(said);
      for (const { row, key, parts } of said.data.cells) {
        if (this.journal.answered(row, key, parts)) this.on.answered(row, parts);
      }
      return this.settled("ready");
    }

    async sendAside() {
      const given = this.journal.aside();
      if (!given.length) return true;
      const said = await this.tried(this.config.addresses["cells-set-aside"], { cells: given.map((each) => ({ ...each, row: Number(each.row) })) });
      if (said.is !== "answered") return this.failed(said);
      for (const { row, key } of given) this.journal.putAside(row, key);
      return true;
    }

    async tried(address, body) {
      try {
        return await this.ask(address, body);
      } catch {
        return { is: "offline" };
      }
    }

    settled(state) {
      this.state = state;
      this.tries = 0;
      this.on.told();
      return true;
    }

    // An ended session waits for the person; everything else is tried again, more and more slowly.
    failed({ is, why }) {
      this.state = is;
      this.why = why;
      this.tries += 1;
      const pause = is === "stopped" ? SLOWEST * 4 : Math.min(SLOWEST, 500 * 2 ** this.tries);
      if (is !== "expired") this.timer = setTimeout(() => this.flush(), pause);
      this.on.told();
      return false;
    }

    // What colleagues changed, and the points that follow from what was saved.
    async look() {
      if (this.looking) return;
      this.looking = true;
      const address = `${this.config.addresses.live}?since=${this.version}`;
      const said = await this.tried(address);
      this.looking = false;
      if (said.is === "expired" && this.state === "ready") this.failed(said);
      if (said.is !== "answered" || said.data.version === this.version) return;
      this.version = said.data.version;
      this.on.changed(said.data);
    }

    // A page that goes away sends once more without waiting; the journal keeps it until an answer is read.
    part() {
      this.journal.leave();
      const due = this.journal.due(MOST_ROWS).map(({ row, key, parts }) => ({ row: Number(row), key, parts }));
      if (due.length && this.state !== "expired") this.ask(this.config.addresses.cells, { cells: due }, { keepalive: true }).catch(() => {});
    }
  }

  Object.assign(window.ResultsSheet, { Line });
})();
