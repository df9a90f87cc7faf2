// What was typed into the sheet and is not confirmed by the server: kept in the browser from the first stroke until the
// answer. Knows no page and no network. Every tab of the same person on the same report shares one journal.
//
// A row holds `parts`, each with its text, the version it was typed over (`seen`) and the count of its typings (`n`);
// `why` after a refusal, `theirs` in a dispute, `typing` from the stroke until the cell is left: which tab, and when. `sent`
// is the one sending of the row that waits for its answer: it is sent again as it was, under its key, until the answer is
// there. `aside` are versions given up for a colleague's.
(() => {
  // So long after the last stroke a cell that was not left may be sent all the same, by any tab. The tab in which it is
  // typed sends it after a pause of three seconds; if it has not, it is gone.
  const STILL = 4000;
  const isTyped = ({ typing }) => Boolean(typing) && Math.abs(Date.now() - typing.at) < STILL;

  class Journal {
    constructor(storage, prefix, newKey) {
      Object.assign(this, { storage, prefix, newKey, tab: newKey() });
    }

    read(row) {
      const kept = this.storage.getItem(this.prefix + row);
      return kept ? JSON.parse(kept) : { parts: {}, sent: null, aside: [] };
    }

    write(row, record) {
      const isEmpty = !Object.keys(record.parts).length && !record.sent && !record.aside.length;
      if (isEmpty) this.storage.removeItem(this.prefix + row);
      else this.storage.setItem(this.prefix + row, JSON.stringify(record));
    }

    rows() {
      const names = Array.from({ length: this.storage.length }, (_, at) => this.storage.key(at));
      return names.filter((name) => name.startsWith(this.prefix)).map((name) => name.slice(this.prefix.length)).sort();
    }

    // `seen` is the version the page shows; once something waits, the version it was typed over stays.
    type(row, part, text, seen) {
      const record = this.read(row);
      const old = record.parts[part];
      const typing = { tab: this.tab, at: Date.now() };
      const count = { seen: old ? old.seen : seen, n: (old?.n ?? 0) + 1 };
      record.parts[part] = { text, ...count, typing, ...(old?.theirs && { theirs: old.theirs }) };
      this.write(row, record);
    }

    // Nobody types in this tab any longer: what stands there may be sent.
    leave() {
      for (const row of this.rows()) {
        const record = this.read(row);
        const own = Object.values(record.parts).filter(({ typing }) => typing?.tab === this.tab);
        own.forEach((each) => delete each.typing);
        if (own.length) this.write(row, record);
      }
    }

    // Milliseconds until something may be sent that was typed in another tab and not left; null where nothing was.
    pause() {
      const parts = this.rows().flatMap((row) => Object.values(this.read(row).parts));
      const others = parts.filter((each) => isTyped(each) && each.typing.tab !== this.tab);
      return others.length ? Math.min(...others.map(({ typing }) => typing.at)) + STILL - Date.now() : null;
    }

    // Back to what stands: nothing of the part waits any longer, unless it is on its way.
    drop(row, part) {
      const record = this.read(row);
      if (record.sent?.parts[part]) return false;
      delete record.parts[part];
      this.write(row, record);
      return true;
    }

    entry(row, part) {
      return this.read(row).parts[part] ?? null;
    }

    // The sendings that are due: what waits for its answer, or what was typed since, but for what somebody still types in
    // one of the tabs. At most `most` rows.
    due(most) {
      const found = this.rows().map((row) => this.sending(row)).filter(Boolean);
      return found.slice(0, most);
    }

    sending(row) {
      const record = this.read(row);
      if (record.sent) return { row, ...record.sent };
      const open = Object.entries(record.parts).filter(([, each]) => !each.theirs && !isTyped(each));
      // What was refused goes again only beside something that was typed since: together it may fit.
      if (!open.some(([, each]) => !each.why)) return null;
      const parts = Object.fromEntries(open.map(([part, { text, seen, n }]) => [part, { text, seen, n }]));
      record.sent = { key: this.newKey(), parts };
      this.write(row, record);
      return { row, ...record.sent };
    }

    // An answer to an older sending, or to one that another tab has settled, says nothing new.
    answered(row, key, answer) {
      const record = this.read(row);
      if (record.sent?.key !== key) return false;
      for (const [part, sent] of Object.entries(record.sent.parts)) {
        const said = answer[part];
        if (said && record.parts[part]) settle(record, part, sent, said);
      }
      record.sent = null;
      this.write(row, record);
      return true;
    }

    // The person insists: their text goes again, over the colleague's version that they have seen.
    keepMine(row, part) {
      const record = this.read(row);
      const { text, n, theirs, typing } = record.parts[part];
      record.parts[part] = { text, seen: theirs.version, n: n + 1, typing };
      this.write(row, record);
    }

    // The person gives way, or throws it away: what they had typed goes onto the trail, and not to the server again.
    giveUp(row, part) {
      const record = this.read(row);
      const { text, seen } = record.parts[part];
      record.aside.push({ key: this.newKey(), parts: { [part]: { text, seen } } });
      delete record.parts[part];
      if (record.sent) delete record.sent.parts[part];
      if (record.sent && !Object.keys(record.sent.parts).length) record.sent = null;
      this.write(row, record);
    }

    aside() {
      return this.rows().flatMap((row) => this.read(row).aside.map((each) => ({ row, ...each })));
    }

    putAside(row, key) {
      const record = this.read(row);
      record.aside = record.aside.filter((each) => each.key !== key);
      this.write(row, record);
    }

    // How many values wait, are refused, are in dispute.
    count() {
      const parts = this.rows().flatMap((row) => Object.values(this.read(row).parts));
      const disputed = parts.filter((each) => each.theirs).length;
      const refused = parts.filter((each) => each.why && !each.theirs).length;
      return { all: parts.length, waiting: parts.length - disputed - refused, refused, disputed };
    }
  }

  // What an answer means for a part; it may have been typed in again since it was sent.
  const settle = (record, part, sent, said) => {
    const entry = record.parts[part];
    const isSame = entry.n === sent.n;
    if (said.state === "saved") {
      if (isSame) delete record.parts[part];
      else entry.seen = said.version;
    } else if (said.state === "superseded") {
      // Written, and changed by somebody since: what was typed further meets that as a dispute.
      if (isSame) delete record.parts[part];
    } else if (said.state === "disputed") {
      entry.theirs = { text: said.text, version: said.version, who: said.who };
    } else if (isSame) {
      entry.why = said.why;
    }
  };

  // The browser's own storage; where it gives none, `lost` is called and a memory serves as long as the page is open.
  const storageOf = (lost) => {
    try {
      window.localStorage.setItem("sheet-try", "1");
      window.localStorage.removeItem("sheet-try");
      return window.localStorage;
    } catch {
      lost();
    }
    const kept = new Map();
    return {
      get length() {
        return kept.size;
      },
      key: (at) => [...kept.keys()][at],
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, text) => kept.set(name, text),
      removeItem: (name) => kept.delete(name),
    };
  };

  window.ResultsSheet = { Journal, storageOf };
})();
