// What only the browser can do: remember the language, copy, scroll to the passage, take dropped files.
// Everything shown comes from the server as finished, escaped HTML.
() => {
  const find = (selector) => document.querySelector(selector);
  let shownSource = "";
  let shownExchange = null;
  let pressedChip = null;

  function followLanguage() {
    const top = find("#yd-header [data-lang]");
    if (!top) return;
    const lang = top.dataset.lang === "en" ? "en" : "zh-CN";
    if (document.documentElement.lang !== lang) document.documentElement.lang = lang;
    if (document.title !== top.dataset.title) document.title = top.dataset.title;
  }

  // A new question goes to the top of the talk, so that its answer is read downwards from its beginning.
  function followTalk() {
    const talk = find("#yd-talk");
    const exchange = find("#yd-live [data-exchange]");
    const place = exchange ? exchange.dataset.exchange : null;
    if (!talk || place === shownExchange) return;
    shownExchange = place;
    if (!exchange) {
      talk.scrollTop = 0;
      return;
    }
    talk.scrollTop += exchange.getBoundingClientRect().top - talk.getBoundingClientRect().top;
  }

  function followSource() {
    const source = find("#yd-source .source");
    const key = source ? source.dataset.key : "";
    if (key === shownSource) return;
    const opening = !shownSource;
    shownSource = key;
    find("#yd-main").toggleAttribute("data-source", Boolean(source));
    if (!source) {
      if (pressedChip && pressedChip.isConnected) pressedChip.focus();
      return;
    }
    const text = source.querySelector(".notice-text");
    const cited = text.querySelector(".cited");
    const above = cited ? cited.getBoundingClientRect().top - text.getBoundingClientRect().top : 0;
    text.scrollTop = cited ? text.scrollTop + above - text.clientHeight / 4 : 0;
    if (!opening) return;
    source.querySelector("h2").focus({ preventScroll: true });
    pressedChip?.scrollIntoView({ block: "nearest" }); // the talk has become narrower
  }

  // Only a hint to the file dialog: another type is sent and refused with the reason.
  function followTypes() {
    const [input, hint] = [find("#yd-drop input[type=file]"), find("#yd-add-hint [data-types]")];
    if (input && hint && input.accept !== hint.dataset.types) input.accept = hint.dataset.types;
  }

  function follow() {
    followLanguage();
    followTypes();
    followTalk();
    followSource();
  }

  async function copy(button) {
    const words = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Without https the clipboard is closed to pages; the old way still works there.
      const box = document.createElement("textarea");
      box.value = words;
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
      button.focus();
    }
    const label = button.querySelector("span");
    const usual = label.textContent;
    if (usual === button.dataset.copied) return;
    label.textContent = button.dataset.copied;
    window.setTimeout(() => (label.textContent = usual), 1800);
  }

  function toggleSide(open) {
    const shown = find("#yd-main").toggleAttribute("data-side", open);
    find("[data-toggle-side]")?.setAttribute("aria-expanded", String(shown));
  }

  document.addEventListener("click", (press) => {
    const button = press.target.closest("button");
    if (!button) return;
    if (button.dataset.copy !== undefined) copy(button);
    if (button.dataset.toggleSide !== undefined) toggleSide();
    if (button.dataset.event === "cite" && !button.closest(".source")) pressedChip = button;
    if (button.dataset.event === "language") {
      window.localStorage.setItem("yaodian-lang", button.getAttribute("lang") === "en" ? "en" : "zh");
    }
    if (button.dataset.event === "ask") {
      toggleSide(false);
      find("#yd-question textarea")?.focus({ preventScroll: true });
    }
  });

  document.addEventListener("keydown", (press) => {
    if (press.key !== "Escape") return;
    if (shownSource) find(".source [data-event=close]")?.click();
    else toggleSide(false);
  });

  // Enter that accepts a word of an input method is not Enter that asks.
  for (const kind of ["keydown", "keypress"]) {
    window.addEventListener(kind, (press) => press.isComposing && press.stopPropagation(), true);
  }

  // Files: a drop becomes a choice of the button's own input; what is too large is not sent at all.
  const dropArea = (happening) => happening.target.closest?.("#yd-drop");
  document.addEventListener("dragover", (drag) => {
    drag.preventDefault();
    find("#yd-drop")?.classList.toggle("over", Boolean(dropArea(drag)));
  });
  document.addEventListener("drop", (drop) => {
    drop.preventDefault();
    find("#yd-drop")?.classList.remove("over");
    const input = find("#yd-drop input[type=file]");
    if (!dropArea(drop) || !input || !drop.dataTransfer.files.length) return;
    input.files = drop.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  window.addEventListener(
    "change",
    (choice) => {
      const input = choice.target;
      if (input.type !== "file" || !input.closest("#yd-drop")) return;
      const most = Number(find("#yd-add-hint [data-most]").dataset.most);
      const large = [...input.files].find((file) => file.size > most);
      if (!large) return;
      choice.stopImmediatePropagation();
      choice.preventDefault();
      input.value = "";
      const detail = { event: "oversize", name: large.name };
      find("#yd-add-hint [data-most]").dispatchEvent(new CustomEvent("yaodian", { bubbles: true, detail }));
    },
    true,
  );

  new MutationObserver(follow).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-lang", "data-key", "data-exchange"],
  });
  follow();
}
