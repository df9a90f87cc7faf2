// What the server said of the table: beside each row, as a list of what has to be mended, and as sums.
(() => {
  const { Grid } = window.ScoringTable;

  const made = (tag, look, text) => {
    const element = document.createElement(tag);
    element.className = look;
    element.textContent = text;
    return element;
  };

  Object.assign(Grid.prototype, {
    // The answer of the check; `lineOf` gives the row of a line of the text.
    showAnswer(answer, rowOf) {
      this.facts = Object.fromEntries(Object.entries(answer.lines).map(([line, fact]) => [rowOf(Number(line)), fact]));
      this.problems = answer.problems.map((each) => ({ ...each, row: each.line === null ? -1 : rowOf(each.line) }));
      [...this.body.rows].forEach((line, at) => this.showFacts(line, at, line.classList.contains("is-group")));
      this.listProblems();
      this.foot.querySelector("[data-sums]").textContent = answer.sums.join(" · ");
      this.showState(answer.state, this.problems.length ? "cell-warn" : "cell-good");
    },

    showState(words, look) {
      const state = this.foot.querySelector("[data-state]");
      state.textContent = words;
      state.className = look;
    },

    showFacts(line, at, isGroup) {
      const fact = this.facts[at] ?? {};
      const own = this.problems.filter((problem) => problem.row === at);
      this.markCells(line, own);
      this.note(line, "rule", isGroup && fact.sum ? this.sumOf(fact) : null);
      this.note(line, "text", null);
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
      this.noteIn(line.cells[column + 1], element);
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

    listProblems() {
      const list = this.root.querySelector("[data-problems]");
      const heading = this.root.querySelector("[data-problem-count]");
      list.replaceChildren(...this.problems.map((problem) => this.problemItem(problem)));
      list.closest("section").classList.toggle("is-sound", !this.problems.length);
      const count = this.problems.length;
      heading.replaceChildren(this.icon(count ? "wrong" : "right"), this.say(count ? "open" : "sound", { count }));
    },

    problemItem(problem) {
      const item = document.createElement("li");
      const link = made("a", "", "");
      link.href = "#criteria-grid";
      link.dataset.row = Math.max(problem.row, 0);
      link.dataset.column = problem.row < 0 ? this.config.points : problem.column;
      const where = problem.row < 0 ? "" : this.say("line", { row: problem.row + 1, code: problem.code }).replace(/[,\s]+$/, "");
      if (where) link.append(made("strong", "", where), " ");
      link.append(problem.words);
      item.append(link);
      return item;
    },
  });
})();
