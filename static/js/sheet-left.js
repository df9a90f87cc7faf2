// What was typed into the sheet and waits in this browser: shown on the report's pages, to be copied or thrown away, as the
// sheet may not open any more. Nothing is shown where nothing waits.
(() => {
  const start = document.getElementById("sheet-left");
  const panel = document.querySelector("[data-left]");
  if (!start || !panel) return;
  const config = JSON.parse(start.textContent);
  const { Journal, Line, storageOf } = window.ResultsSheet;
  const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
  const journal = new Journal(storageOf(() => {}), `sheet:${config.person}:${config.journal}:`, newKey);
  const say = (name, values = {}) => config.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
  const element = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
  const button = (name, at, deed) => {
    const made = Object.assign(element("button", "btn btn-sm btn-outline-secondary", say(name)), { type: "button" });
    made.setAttribute("aria-label", `${say(name)}: ${at}`);
    made.addEventListener("click", () => deed(made));
    return made;
  };

  // A sending whose answer was lost may have arrived.
  for (const [row, parts] of Object.entries(config.written)) {
    const { sent } = journal.read(row);
    const arrived = Object.entries(parts).filter(([part, [key]]) => key === sent?.key && sent.parts[part]);
    if (arrived.length) journal.answered(row, sent.key, Object.fromEntries(arrived.map(([part, [, version]]) => [part, { state: "saved", version }])));
  }
  // The trail is told now, or by the next page that reaches the server.
  const tellTrail = async () => {
    const cells = journal.aside().map((each) => ({ ...each, row: Number(each.row) }));
    if (cells.length && (await new Line(journal, config, {}).tried(config.address, { cells })).is === "answered") cells.forEach(({ row, key }) => journal.putAside(row, key));
  };
  // A page that is not secure has no clipboard but that of the selection.
  const copy = async (shown, pressed) => {
    getSelection().selectAllChildren(shown);
    await (navigator.clipboard?.writeText(shown.textContent) ?? document.execCommand("copy"));
    pressed.textContent = say("copied");
  };
  const item = ([row, name, part, [label, words]]) => {
    const { text } = journal.entry(row, part);
    const [at, made] = [`${name} – ${label}`, element("li", "")];
    const shown = element("q", "", words[text] ?? (text || say("empty")));
    const discard = () => {
      if (!window.confirm(say("sure", { text: shown.textContent, place: at }))) return;
      journal.giveUp(row, part);
      draw();
      tellTrail();
    };
    made.append(element("strong", "", at), shown, button("copy", at, (pressed) => copy(shown, pressed)), button("discard", at, discard));
    return made;
  };
  const draw = () => {
    const places = config.rows.flatMap(([row, name, labels]) => Object.entries(labels).map((each) => [String(row), name, ...each]));
    const list = element("ul", "sheet-left");
    list.append(...places.filter(([row, , part]) => journal.entry(row, part)).map(item));
    panel.hidden = !list.children.length;
    panel.replaceChildren(element("h2", "", say("title", { count: list.children.length })), element("p", "", say(config.why ? "shut" : "open", config)), list);
  };
  window.addEventListener("storage", (event) => event.key?.startsWith(journal.prefix) && draw());
  draw();
  tellTrail();
})();
