// Comforts of every page. Nothing here is needed to do the work.
(() => {
  // The summary of errors takes focus, so that a screen reader begins there; its links go to the field itself.
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: "center" });
  });

  // A table that fits its place lets its headings stick to the window; a wider one scrolls inside its region.
  const fit = () =>
    document.querySelectorAll(".table-region").forEach((region) => {
      region.classList.remove("fits");
      region.classList.toggle("fits", region.scrollWidth <= region.clientWidth);
    });
  fit();
  window.addEventListener("resize", fit);

  // A refused button says why; it does nothing else.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[aria-disabled='true']")) event.preventDefault();
  });

  // A deed that cannot be taken back asks once more.
  document.addEventListener("submit", (event) => {
    const question = event.target.getAttribute("data-confirm");
    if (question && !window.confirm(question)) event.preventDefault();
  });

  // Leaving a changed form asks first; sending it does not.
  const changed = new Set();
  const watch = (event) => {
    const form = event.target.closest?.("form[data-warn-leaving]");
    if (form) changed.add(form);
  };
  document.addEventListener("input", watch);
  document.addEventListener("change", watch);
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed.delete(event.target);
  });
  // What saves itself while one types says so; then nothing is lost by leaving.
  document.addEventListener("kept", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
  if (document.querySelector(".error-summary, [data-unsaved]")) {
    document.querySelectorAll("form[data-warn-leaving]").forEach((form) => changed.add(form));
  }

  // A button pressed twice sends once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) event.preventDefault();
    form.dataset.sending = "yes";
    setTimeout(() => delete form.dataset.sending, 4000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sending]").forEach((form) => delete form.dataset.sending);
  });

  // Menus close with Escape and a click elsewhere.
  const close = (except) =>
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  document.addEventListener("click", (event) => close(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details[data-menu][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // Back to a list means back to where one was in it.
  const place = (address) => `scroll:${address}`;
  const here = location.pathname + location.search;
  window.addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(place(here), String(window.scrollY));
    } catch {
      // Without storage the list starts at its top.
    }
  });
  document.querySelectorAll("a[data-back]").forEach((link) => {
    link.addEventListener("click", () => {
      try {
        sessionStorage.setItem("back-to", new URL(link.href).pathname + new URL(link.href).search);
      } catch {
        // As above.
      }
    });
  });
  try {
    if (sessionStorage.getItem("back-to") === here) {
      window.scrollTo(0, Number(sessionStorage.getItem(place(here)) ?? 0));
    }
    sessionStorage.removeItem("back-to");
  } catch {
    // As above.
  }

  // Rows of a table that contain the words, marks aside.
  const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  document.querySelectorAll("input[data-row-filter]").forEach((input) => {
    const rows = document.querySelectorAll(`#${CSS.escape(input.dataset.rowFilter)} tbody tr`);
    input.addEventListener("input", () => {
      const wish = bare(input.value.trim());
      rows.forEach((row) => {
        row.hidden = wish !== "" && !bare(row.textContent).includes(wish);
      });
    });
  });

  // Printing needs a script; so the button appears only where there is one.
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // Demonstration accounts fill the sign-in form.
  document.querySelectorAll("[data-fill-login]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.getElementById("id_login").value = button.dataset.fillLogin;
      document.getElementById("id_password").value = button.dataset.fillPassword;
      document.querySelector("main form button:not([type='button'])").focus();
    });
  });
})();
