// What the server said of a grid, beside each of its rows.
(() => {
  const { Grid } = window.ScoringTable;

  const made = (tag, look, text) => {
    const element = document.createElement(tag);
    element.className = look;
    element.textContent = text;
    return element;
  };

  Object.assign(Grid.prototype, {
    take(facts, problems) {
      Object.assign(this, { facts, problems });
      [...this.body.rows].forEach((line, at) => this.showFacts(line, at, line.classList.contains("is-group")));
    },

    showFacts(line, at, isGroup) {
      const fact = this.facts[at] ?? {};
      const own = this.problems.filter((problem) => problem.row === at);
      this.markCells(line, own);
      this.note(line, "rule", isGroup && fact.sum ? this.sumOf(fact) : null);
      this.note(line, "text", null);
      if (this.config.settings === undefined) return;
      const words = isGroup ? "" : fact.words ?? "";
      const settings = line.cells[this.config.settings + 1];
      settings.title = words;
      this.noteIn(settings, words ? made("span", "editor-words", words) : null);
    },

    markCells(line, own) {
      const wrong = new Set(own.map((problem) => problem.column));
      [...line.cells].slice(1).forEach((cell, column) => {
        const field = cell.querySelector("[data-field]");
        if (wrong.has(column)) field?.setAttribute("aria-invalid", "true");
        else field?.removeAttribute("aria-invalid");
        cell.classList.toggle("is-wrong", wrong.has(column));
      });
      const handle = line.cells[0].querySelector("button");
      const sign = handle.querySelector(".icon");
      if (own.length && !sign) handle.append(this.icon("wrong"));
      if (!own.length) sign?.remove();
      handle.title = own.map((problem) => problem.words).join("\n");
      line.classList.toggle("has-problem", own.length > 0);
    },

    sumOf(fact) {
      const note = made("span", `editor-sum ${fact.agrees ? "cell-good" : "cell-warn"}`, "");
      note.append(this.icon(fact.agrees ? "right" : "wrong"), `${fact.sum} – ${fact.verdict}`);
      return note;
    },

    note(line, kind, element) {
      const column = this.config.columns.findIndex((each) => each.kind === kind);
      if (column >= 0) this.noteIn(line.cells[column + 1], element);
    },

    noteIn(cell, element) {
      const there = cell.querySelector("[data-note]");
      if (there && element && there.textContent === element.textContent && there.className === element.className) return;
      there?.remove();
      if (!element) return;
      element.dataset.note = "";
      cell.append(element);
    },

    icon(name) {
      return this.root.querySelector(`template[data-sign="${name}"]`).content.firstElementChild.cloneNode(true);
    },
  });
})();
