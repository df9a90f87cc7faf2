// What was done, so that it can be undone; and what is not saved yet, so that a closed page loses nothing.
(() => {
  const MOST = 300;
  const PREFIX = "scoring-table";

  // Steps back and forth. What is typed into one cell without leaving it is one step.
  class History {
    // A state is the rows of each grid of the page.
    constructor(state) {
      this.past = [];
      this.future = [];
      this.state = state;
      this.key = "";
    }

    add(state, place, key = "") {
      if (!key || key !== this.key) this.past.push({ state: this.state, place });
      if (this.past.length > MOST) this.past.shift();
      this.future = [];
      this.key = key;
      this.state = state;
    }

    step(from, to, place) {
      const found = from.pop();
      if (!found) return null;
      to.push({ state: this.state, place });
      this.key = "";
      this.state = found.state;
      return found;
    }

    undo(place) {
      return this.step(this.past, this.future, place);
    }

    redo(place) {
      return this.step(this.future, this.past, place);
    }
  }

  // Texts that were not saved, by draft and by the state of the draft that they were written on.
  class Unsaved {
    constructor(draft, seen) {
      this.draft = `${PREFIX}:${draft}:`;
      this.seen = seen;
    }

    try(act) {
      try {
        return act(window.localStorage);
      } catch {
        return null; // A browser that keeps nothing still lets people write.
      }
    }

    keep(state, sent = false) {
      this.try((store) => store.setItem(this.draft + this.seen, JSON.stringify({ state, sent, at: Date.now() })));
    }

    forget(seen = this.seen) {
      this.try((store) => store.removeItem(this.draft + seen));
    }

    // The latest that is not what the page shows anyway. What was sent from an older state has been saved.
    found(state) {
      const now = JSON.stringify(state);
      const all = this.try((store) => Object.keys(store).filter((key) => key.startsWith(this.draft))) ?? [];
      const kept = all.map((key) => ({ seen: key.slice(this.draft.length), ...this.read(key) }));
      const open = kept.filter((each) => {
        const isOpen = Array.isArray(each.state) && JSON.stringify(each.state) !== now && !(each.sent && each.seen !== this.seen);
        if (!isOpen) this.forget(each.seen);
        return isOpen;
      });
      return open.sort((one, other) => other.at - one.at)[0] ?? null;
    }

    read(key) {
      return this.try((store) => JSON.parse(store.getItem(key))) ?? {};
    }
  }

  Object.assign(window.ScoringTable, { History, Unsaved });
})();
