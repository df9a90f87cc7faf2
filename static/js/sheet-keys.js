// The sheet by keyboard, as in a spreadsheet: arrows and Enter move, F2 edits, Escape takes back, Ctrl+Z undoes, Ctrl+D
// fills from above, Ctrl+S saves, a copied block spreads over the cells.
(() => {
  const sheet = window.ResultsSheet?.sheet;
  if (!sheet) return;
  const { form, fields, textOf, put, typed, stands, placeOf } = sheet;
  const past = [];
  const future = [];
  let editing = false;
  let before = "";

  // The fields of each row in their order; the note is a column of its own, whatever stands before it.
  const rows = [...form.querySelectorAll("tr[data-row]")].map((row) => fields.filter((field) => row.contains(field)));
  const all = rows.filter((row) => row.length);
  // Folded rows are passed over.
  let grid = all;
  const see = () => (grid = all.filter(([first]) => !first.closest("tr").hidden));
  const isNote = (field) => placeOf(field)[1] === "note";
  const place = (field) => {
    const row = grid.findIndex((each) => each.includes(field));
    return { row, column: grid[row].indexOf(field), note: isNote(field) };
  };
  const at = (row, { column, note }) => {
    const cells = grid[row];
    if (!cells) return null;
    const figures = cells.filter((each) => !isNote(each));
    return note ? cells.find(isNote) : (figures[Math.min(column, figures.length - 1)] ?? cells[0]);
  };
  const go = (field) => {
    if (!field) return;
    field.dispatchEvent(new Event("sheet:show", { bubbles: true }));
    field.focus();
    field.scrollIntoView({ block: "nearest" });
  };
  const beside = (field, step) => {
    const all = grid.flat();
    return all[all.indexOf(field) + step];
  };
  const below = (field, step) => {
    const from = place(field);
    return at(from.row + step, from);
  };

  // A cell that keys led to, or wrote into, is selected whole: the next stroke begins it anew.
  const reached = (field) => {
    editing = false;
    before = textOf(field);
    field.select?.();
  };
  const write = (field, text) => {
    if (textOf(field) === text) return;
    put(field, text);
    typed(field);
  };
  const remember = (deed) => {
    const changes = deed.filter(({ from, to }) => from !== to);
    if (!changes.length) return;
    past.push(changes);
    future.length = 0;
  };
  const step = (stack, other, which) => {
    const deed = stack.pop();
    if (!deed) return;
    other.push(deed);
    deed.forEach((each) => write(each.field, each[which]));
    go(deed[0].field);
    reached(deed[0].field);
    sheet.flush();
  };
  const writeAll = (cells) => {
    const deed = cells.map(([field, to]) => ({ field, from: textOf(field), to }));
    cells.forEach(([field, text]) => write(field, text));
    remember(deed);
    reached(document.activeElement);
    sheet.flush();
  };

  // A tick is a tick, however the spreadsheet says it; a choice is found by its words.
  const YES = /^(on|x|1|yes|true|có|đúng|✓)$/i;
  const fitting = (field, text) => {
    if (field.type === "checkbox") return YES.test(text.trim()) ? "on" : "";
    if (field.tagName !== "SELECT") return text;
    const wish = text.trim().toLowerCase();
    const option = [...field.options].find((each) => [each.value, each.text.trim().toLowerCase()].includes(wish));
    return option ? option.value : textOf(field);
  };
  // Cells of a copied block; a cell with line breaks stands in quotes.
  const blockOf = (text) => {
    const lines = [[""]];
    let quoted = false;
    const clean = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let i = 0; i < clean.length; i += 1) {
      const line = lines.at(-1);
      const char = clean[i];
      if (char === '"' && (quoted || line.at(-1) === "")) {
        if (quoted && clean[i + 1] === '"') line[line.length - 1] += clean[(i += 1)];
        else quoted = !quoted;
      } else if (char === "\t" && !quoted) line.push("");
      else if (char === "\n" && !quoted) lines.push([""]);
      else line[line.length - 1] += char;
    }
    return lines;
  };
  form.addEventListener("paste", (event) => {
    const field = event.target;
    if (!fields.includes(field)) return;
    see();
    const text = event.clipboardData.getData("text/plain");
    const block = blockOf(text);
    if ((editing && isNote(field)) || (block.length === 1 && block[0].length === 1)) return;
    event.preventDefault();
    const from = place(field);
    const cells = block.flatMap((line, down) => {
      const first = at(from.row + down, from);
      if (!first) return [];
      const row = grid[from.row + down];
      return line.map((value, across) => [row[row.indexOf(first) + across], value]).filter(([cell]) => cell);
    });
    writeAll(cells.map(([cell, value]) => [cell, fitting(cell, value)]));
  });

  const MOVES = {
    ArrowUp: (field) => below(field, -1),
    ArrowDown: (field) => below(field, 1),
    ArrowLeft: (field) => beside(field, -1),
    ArrowRight: (field) => beside(field, 1),
  };
  const DEEDS = {
    Enter: (field, event) => go(below(field, event.shiftKey ? -1 : 1)),
    F2: (field) => {
      editing = true;
      field.setSelectionRange?.(field.value.length, field.value.length);
    },
    Escape: (field) => {
      editing = false;
      write(field, before);
      field.select?.();
    },
    "ctrl+s": (field) => {
      field.blur();
      field.focus();
      sheet.save();
    },
    "ctrl+z": () => step(past, future, "from"),
    "ctrl+y": () => step(future, past, "to"),
    "ctrl+d": (field) => {
      const above = below(field, -1);
      if (above) writeAll([[field, fitting(field, textOf(above))]]);
    },
  };
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!fields.includes(field) || event.isComposing || event.altKey) return;
    see();
    const control = event.ctrlKey || event.metaKey;
    const keys = control ? `ctrl+${event.key.toLowerCase()}` : event.key;
    // While a cell is edited the arrows and Ctrl+Z are the text's own; a list keeps its up and down.
    const own = editing && !["Enter", "Escape", "ctrl+s"].includes(keys);
    const isList = field.tagName === "SELECT" && /^Arrow(Up|Down)$/.test(keys);
    if (own || isList) return;
    if (keys === "ctrl+z" && textOf(field) !== before) return DEEDS.Escape(field), event.preventDefault();
    if (MOVES[keys] && !control && !event.shiftKey) {
      event.preventDefault();
      go(MOVES[keys](field));
    } else if (DEEDS[keys]) {
      event.preventDefault();
      DEEDS[keys](field, event);
    }
  });
  form.addEventListener("dblclick", (event) => (editing = fields.includes(event.target)));
  form.addEventListener("focusin", (event) => fields.includes(event.target) && reached(event.target));
  form.addEventListener("focusout", (event) => {
    const field = event.target;
    if (fields.includes(field)) remember([{ field, from: before, to: textOf(field) }]);
  });
})();
