// The grid as it stands on the page: a row for each line, a field for each cell. It shows what it is given.
(() => {
  const { fold } = window.ScoringTable.cells;

  window.ScoringTable.Grid = class {
    constructor(root, config, shape) {
      this.root = root;
      this.config = config;
      this.shape = shape;
      this.table = root.querySelector(`[data-grid="${config.name}"]`);
      this.body = this.table.tBodies[0];
      this.forget();
      this.point(0, false, null);
    }

    // What was said of rows does not hold for others that come into their place.
    forget() {
      this.facts = {};
      this.problems = [];
    }

    // The row that Tab comes to, whether the cursor is in this grid, and the first and the last row chosen, if any.
    point(home, isActive, chosen) {
      Object.assign(this, { home, isActive, chosen });
    }

    show(rows) {
      while (this.body.rows.length > rows.length) this.body.lastElementChild.remove();
      while (this.body.rows.length < rows.length) this.body.append(this.newRow());
      rows.forEach((row, at) => this.showRow(rows, at));
    }

    showRow(rows, at) {
      const line = this.body.rows[at];
      const code = this.shape.keyOf(rows, at);
      const depth = Math.min(this.shape.depthOf(rows, at), 5);
      const isGroup = this.shape.isGroup(rows, at);
      const isHome = at === this.home;
      const { chosen } = this;
      line.className = `depth-${depth}${isGroup ? " is-group" : ""}${isHome && this.isActive ? " is-active" : ""}`;
      if (this.table.getAttribute("role") === "treegrid") line.setAttribute("aria-level", depth + 1);
      line.setAttribute("aria-selected", String(Boolean(chosen) && at >= chosen.from && at <= chosen.to));
      const handle = line.cells[0].querySelector("button");
      handle.querySelector("span").textContent = at + 1;
      handle.setAttribute("aria-label", `${this.say("row", { row: at + 1 })} ${code}`.trim());
      handle.tabIndex = isHome ? 0 : -1;
      this.config.columns.forEach((column, index) => {
        const cell = line.cells[index + 1];
        const field = this.fieldFor(cell, column, rows[at][index]);
        field.setAttribute("aria-label", `${column.label} – ${code || at + 1}`);
        field.tabIndex = isHome ? 0 : -1;
        field.hidden = this.isIdle(column, rows[at][index], depth, isGroup);
      });
      this.showFacts(line, at, isGroup);
    }

    isIdle(column, text, depth, isGroup) {
      if (text) return false;
      if (column.kind === "section") return depth > 0;
      return isGroup && column.leaf;
    }

    newRow() {
      const line = document.createElement("tr");
      const handle = document.createElement("button");
      handle.type = "button";
      handle.className = "editor-handle";
      handle.append(document.createElement("span"));
      line.append(this.newCell("rowhead"));
      line.cells[0].append(handle);
      this.config.columns.forEach((column, index) => {
        const cell = this.newCell(`cell-${column.look || column.kind}`);
        cell.dataset.column = index;
        cell.dataset.label = column.label;
        if (column.spare) cell.classList.add("spare");
        line.append(cell);
      });
      return line;
    }

    newCell(look) {
      const cell = document.createElement("td");
      cell.className = look;
      return cell;
    }

    // The field of a cell, made or mended so that it can hold the text.
    fieldFor(cell, column, text) {
      const kind = this.kindFor(column, text);
      let field = cell.querySelector("[data-field]");
      if (field?.dataset.field !== kind) {
        field?.remove();
        field = this.newField(kind, column);
        cell.prepend(field);
      }
      this.put(field, text, column);
      return field;
    }

    kindFor(column, text) {
      if (column.kind === "tick") return this.isTicked(text) === null ? "text" : "tick";
      return column.kind;
    }

    newField(kind, column) {
      const isOneOf = kind in this.config.choices;
      const field = document.createElement(kind === "text" || column.starts ? "textarea" : "input");
      field.dataset.field = kind;
      if (field.tagName === "TEXTAREA") field.rows = 1;
      else field.type = kind === "tick" ? "checkbox" : "text";
      if (kind === "points") field.inputMode = "decimal";
      if (kind !== "tick") field.autocomplete = "off";
      if (column.kind !== "text") field.spellcheck = false;
      const said = { "aria-autocomplete": "list", "aria-controls": "editor-choices" };
      // A text area may not be called a combobox; it has a list all the same.
      Object.assign(said, field.tagName === "INPUT" ? { role: "combobox", "aria-expanded": "false" } : { "aria-haspopup": "listbox" });
      if (isOneOf) Object.entries(said).forEach(([name, value]) => field.setAttribute(name, value));
      return field;
    }

    put(field, text, column) {
      if (field.dataset.field === "tick") {
        field.checked = this.isTicked(text) === true;
        return;
      }
      const isWritten = field === document.activeElement && field.value === text;
      const known = isWritten ? null : this.choiceOf(column.kind, text);
      const value = known ? known.label : text;
      if (field.value !== value) field.value = value;
    }

    choiceOf(kind, text) {
      return text && this.config.choices[kind]?.find((choice) => choice.names.includes(fold(text)));
    }

    // true, false, null for a word that is neither.
    isTicked(text) {
      const word = fold(text);
      if (this.config.yes.yes.includes(word)) return true;
      return word === "" || this.config.yes.no.includes(word) ? false : null;
    }

    textOf(field) {
      return field.dataset.field === "tick" ? (field.checked ? this.config.yes.label : "") : field.value;
    }

    say(name, values = {}) {
      return this.config.words[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
    }

    placeOf(element) {
      const line = element.closest("tr");
      if (!line || line.parentElement !== this.body) return null;
      return { row: line.sectionRowIndex, column: Number(element.closest("td")?.dataset.column ?? 0) };
    }

    // Puts the cursor into a cell; where it has no field that is seen, into the next one of the row that has.
    focus(row, column) {
      const line = this.body.rows[Math.max(0, Math.min(row, this.body.rows.length - 1))];
      if (!line) return;
      const seen = (field) => field && field.checkVisibility();
      const fields = [...line.cells].map((cell) => cell.querySelector("[data-field]"));
      const field = [fields[column + 1], ...fields.slice(column + 1), ...fields].find(seen);
      field?.focus();
      if (field?.select) field.select();
      line.scrollIntoView({ block: "nearest" });
    }
  };
})();
