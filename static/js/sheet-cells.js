// The fields of the sheet and the journal: what is typed is kept at once and sent when the cell is left; what the server
// says stands beside the cell. Without this script the sheet is one form with a button.
(() => {
  const start = document.getElementById("sheet-live");
  const form = document.querySelector("form[data-sheet]");
  if (!start || !form) return;
  const { Journal, Line, Session, storageOf } = window.ResultsSheet;
  const config = JSON.parse(start.textContent);
  const NAME = /^c(\d+)-(.+)$/;
  const IDLE = 3000;
  const bar = form.querySelector("[data-waiting]");
  const say = (name, values = {}) => config.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

  // A browser that keeps nothing still sends what is typed.
  let keeps = true;
  const storage = storageOf(() => (keeps = false));
  const newKey = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (each) => each.toString(36)).join("");
  const journal = new Journal(storage, `sheet:${config.person}:${config.journal}:`, newKey);

  const fields = [...form.elements].filter((each) => NAME.test(each.name));
  const byName = new Map(fields.map((field) => [field.name, field]));
  const placeOf = (field) => NAME.exec(field.name).slice(1);
  const fieldOf = (row, part) => byName.get(`c${row}-${part}`);
  const textOf = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value);
  const put = (field, text) => {
    if (field.type === "checkbox") field.checked = text === "on";
    else if (field.value !== text) field.value = text;
  };
  const stands = new Map(fields.map((field) => [field.name, textOf(field)]));
  const seenOf = (row, part) => config.seen[row]?.[part] ?? 0;
  const see = (row, part, version) => ((config.seen[row] ??= {})[part] = version);

  // What the row and its cells say of themselves.
  const { lang, dataset: { zone: timeZone } } = document.documentElement;
  const keptSays = (field, words) => field.closest("tr").querySelectorAll("[data-kept]").forEach((kept) => (kept.textContent = words));
  const hour = () => new Date().toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", timeZone });
  const element = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
  const noteFor = (field) => {
    const id = `${field.id}-said`;
    let note = document.getElementById(id);
    if (!note) {
      note = Object.assign(element("div", "sheet-said"), { id });
      note.setAttribute("role", "status");
      field.parentElement.append(note);
      field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
    }
    return note;
  };
  const dispute = (field, row, part, { text, who, version }) => {
    const mine = element("button", "btn btn-sm btn-outline-secondary", say("mine", { text: textOf(field) || say("empty") }));
    const theirs = element("button", "btn btn-sm btn-outline-secondary", say("theirs", { text: text || say("empty"), who }));
    mine.type = theirs.type = "button";
    mine.addEventListener("click", () => {
      journal.keepMine(row, part);
      draw(field);
      line.flush();
    });
    theirs.addEventListener("click", () => {
      journal.giveUp(row, part);
      stands.set(field.name, text);
      see(row, part, version);
      put(field, text);
      draw(field);
      line.flush();
    });
    return [element("strong", "", say("disputed")), mine, theirs];
  };
  const draw = (field, isOthers = false) => {
    const [row, part] = placeOf(field);
    const entry = journal.entry(row, part);
    const state = !entry ? (isOthers ? "others" : "kept") : entry.theirs ? "disputed" : entry.why ? "refused" : "waiting";
    field.dataset.state = state;
    field.toggleAttribute("aria-invalid", state === "refused");
    const said = { disputed: () => dispute(field, row, part, entry.theirs), refused: () => [say("refused", entry)], others: () => [say("changed")] };
    if (said[state] || document.getElementById(`${field.id}-said`)) noteFor(field).replaceChildren(...(said[state]?.() ?? []));
    if (state === "waiting") keptSays(field, say("saving"));
  };

  const tell = () => {
    const { all, waiting, refused, disputed } = journal.count();
    const name = { offline: "offline", trouble: "trouble", expired: "expired", stopped: "stopped" }[line.state];
    const isOpen = name && (all || name === "expired");
    const text = isOpen ? say(name, { count: all, why: line.why }) : all ? say("waiting", { count: all }) : say("all_saved");
    bar.dataset.state = isOpen ? name : waiting ? "waiting" : refused || disputed ? "refused" : "kept";
    if (bar.firstChild?.textContent !== text) bar.replaceChildren(document.createTextNode(text));
    if (name === "expired" && !bar.querySelector("button")) {
      const again = Object.assign(element("button", "btn btn-sm btn-primary", say("sign_in")), { type: "button" });
      again.addEventListener("click", () => session.open());
      bar.append(" ", again);
    }
    if (!keeps) bar.append(" ", say("full"));
  };

  const line = new Line(journal, config, {
    told: tell,
    answered(row, parts) {
      for (const [part, said] of Object.entries(parts)) {
        const field = fieldOf(row, part);
        if (!field) continue;
        if (said.version !== undefined && said.state !== "disputed") {
          see(row, part, said.version);
          stands.set(field.name, said.text);
        }
        if (!journal.entry(row, part) && field !== document.activeElement) put(field, stands.get(field.name));
        draw(field, said.state === "superseded");
        if (said.state === "saved") keptSays(field, say("kept", { time: hour() }));
      }
    },
    changed({ parts, ...rest }) {
      for (const [row, each] of Object.entries(parts)) {
        for (const [part, [text, version]] of Object.entries(each)) {
          const field = fieldOf(row, part);
          if (!field || seenOf(row, part) >= version || journal.entry(row, part)) continue;
          see(row, part, version);
          stands.set(field.name, text);
          put(field, text);
          draw(field, true);
          keptSays(field, say("kept", { time: hour() }));
        }
      }
      window.ResultsSheet.tell(rest);
    },
  });
  const session = new Session(config, () => line.flush(true));
  let idle = 0;
  const send = () => {
    clearTimeout(idle);
    journal.leave();
    return line.flush();
  };
  const save = () => (line.state === "expired" ? session.open() : send());

  // What is typed is kept at the stroke; back to what stood, nothing waits.
  const typed = (field) => {
    const [row, part] = placeOf(field);
    try {
      if (textOf(field) !== stands.get(field.name) || !journal.drop(row, part)) journal.type(row, part, textOf(field), seenOf(row, part));
    } catch {
      keeps = false;
    }
    draw(field);
    clearTimeout(idle);
    idle = setTimeout(send, IDLE);
    tell();
  };
  form.addEventListener("input", (event) => byName.has(event.target.name) && typed(event.target));
  // A list is walked through with the arrows: like a text it is sent when it is left.
  form.addEventListener("change", (event) => byName.has(event.target.name) && event.target.type === "checkbox" && send());
  form.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!byName.has(field.name)) return;
    if (!journal.entry(...placeOf(field))) put(field, stands.get(field.name));
    send();
  });
  // Another tab of the same person typed, or settled something.
  window.addEventListener("storage", (event) => {
    if (!event.key?.startsWith(journal.prefix)) return;
    const row = event.key.slice(journal.prefix.length);
    fields.filter((field) => placeOf(field)[0] === row && field !== document.activeElement).forEach((field) => {
      put(field, journal.entry(...placeOf(field))?.text ?? stands.get(field.name));
      draw(field);
    });
    if (!event.newValue) line.look();
    line.wait();
    tell();
  });

  const show = (field) => {
    field.dispatchEvent(new Event("sheet:show", { bubbles: true }));
    field.focus();
  };
  // The buttons lead on once everything is with the server; until then the bar says what waits, and what was refused
  // takes the focus.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const go = event.submitter?.value ?? "";
    if (line.state === "expired") return session.open();
    document.activeElement.blur();
    if (!(await line.flush()) && journal.count().all) return tell();
    const wrong = fields.find((field) => ["refused", "disputed"].includes(field.dataset.state));
    if (wrong && (!go || go === "check")) return show(wrong);
    if (go === "check") location.assign(config.addresses.check);
    else if (go) location.assign(config.addresses["evidence-add"].replace("/0/", `/${go}/`));
    else tell();
  });

  form.removeAttribute("data-warn-leaving");
  form.setAttribute("autocomplete", "off");
  for (const row of journal.rows()) {
    for (const [part, { text }] of Object.entries(journal.read(row).parts)) {
      const field = fieldOf(row, part);
      if (field) put(field, text);
      if (field) draw(field);
    }
  }
  line.open();
  Object.assign(window.ResultsSheet, { sheet: { form, fields, textOf, put, typed, stands, placeOf, flush: send, save } });
})();
