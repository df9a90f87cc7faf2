// Saves the minutes while one types. Without it the button saves; nothing here is needed.
(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const told = document.querySelector("[data-keep-told]");
  const { lang, dataset: { zone: timeZone } } = document.documentElement;
  const WAIT = 3000;
  let timer = 0;
  let busy = false;
  let again = false;
  let unsaved = false;

  const kept = () => setTimeout(() => unsaved || form.dispatchEvent(new Event("kept", { bubbles: true })));

  const say = (words) => {
    told.textContent = words;
  };

  // One saving at a time: what was typed meanwhile goes with the next. A colleague's text stops it; the button then
  // shows both versions.
  const keep = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = unsaved = false;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
      const said = await answer.json();
      if (!answer.ok) {
        unsaved = true;
        say(said.problem);
        if (answer.status === 409) form.removeEventListener("input", typed);
        return;
      }
      form.elements.seen.value = said.version;
      say(`${told.dataset.keepTold} ${new Date().toLocaleTimeString(lang, { timeZone })}`);
      kept();
    } catch {
      unsaved = true;
      say(told.dataset.keepFailed);
      again = true;
    } finally {
      busy = false;
      if (again) later();
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  };
  const typed = () => {
    unsaved = true;
    later();
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", kept);
  form.addEventListener("submit", () => clearTimeout(timer));
})();
