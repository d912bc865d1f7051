// What only the browser can do: remember the language, switch tabs, copy, scroll to the passage, take dropped files,
// keep handed-out files. Everything shown comes from the server as finished, escaped HTML; presses, choices and forms
// go to the server by the name in their data-act or data-event.
() => {
  const find = (selector) => document.querySelector(selector);
  let shownSource = "";
  let shownExchange = null;
  let takenFile = null;
  let opener = null;
  let focused = "";
  let wantedFocus = "";

  const send = (event, detail = {}) =>
    document.dispatchEvent(new CustomEvent("yaodian", { detail: { ...detail, event } }));
  const act = (name, detail = {}) => send("act", { ...detail, act: name });

  // Tabs

  const tabNow = () => find("#yd-main")?.dataset.tab || "chat";

  function openTab(name) {
    const main = find("#yd-main");
    if (!main || tabNow() === name) return;
    main.dataset.tab = name;
    window.history.replaceState(null, "", name === "chat" ? window.location.pathname : `#${name}`);
    if (name !== "chat") act("tab", { tab: name });
    markTab();
  }

  function markTab() {
    for (const tab of document.querySelectorAll(".tab[data-tab-to]")) {
      const current = tab.dataset.tabTo === tabNow() ? "page" : "false";
      if (tab.getAttribute("aria-current") !== current) tab.setAttribute("aria-current", current);
    }
  }

  // What follows from what the server has drawn

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
      if (opener && opener.isConnected) opener.focus();
      return;
    }
    const text = source.querySelector(".notice-text");
    const cited = text.querySelector(".found-here") || text.querySelector(".cited");
    const above = cited ? cited.getBoundingClientRect().top - text.getBoundingClientRect().top : 0;
    text.scrollTop = cited ? text.scrollTop + above - text.clientHeight / 4 : 0;
    if (!opening) return;
    source.querySelector("h2").focus({ preventScroll: true });
    opener?.scrollIntoView({ block: "nearest" }); // what it was opened from has become narrower
  }

  // Only a hint to the file dialog: another type is sent and refused with the reason.
  function followTypes() {
    const [input, hint] = [find("#yd-drop input[type=file]"), find("#yd-add-hint [data-types]")];
    if (!input || !hint) return;
    if (input.accept !== hint.dataset.types) input.accept = hint.dataset.types;
    if (!input.ariaLabel) input.ariaLabel = find("#yd-add")?.textContent.trim() || "";
  }

  // Drawing again changes the options of a list, not which of them a person had chosen: that would be another one now.
  const drawnLists = new WeakMap();
  function followLists() {
    for (const list of document.querySelectorAll("#yd-main select[data-value]")) {
      const drawn = `${list.dataset.value}\n${list.textContent}`;
      if (drawnLists.get(list) === drawn) continue;
      drawnLists.set(list, drawn);
      list.value = list.dataset.value;
    }
  }

  // A chart that was folded away stays so when it is drawn again.
  let chartFolded = false;
  function followChart() {
    const chart = find("#yd-ledger .chart");
    if (chart && chartFolded && chart.open) chart.open = false;
  }

  // What is drawn anew loses the focus: it goes to where it is wanted next, or to its like of before.
  function followFocus() {
    const wanted = find("[data-focus]");
    const key = wanted ? wanted.dataset.focus : "";
    if (key !== wantedFocus) {
      wantedFocus = key;
      wanted?.focus();
      wanted?.closest("form, .sure")?.scrollIntoView({ block: "nearest" });
    }
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost && focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  function followFile() {
    const file = find("#yd-file [data-file]");
    if (!file || file.dataset.file === takenFile) return;
    takenFile = file.dataset.file;
    const bytes = Uint8Array.from(window.atob(file.dataset.base64), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: file.dataset.type }));
    link.download = file.dataset.name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // The talk goes into what the browser keeps for this window. Of the windows there have been, the latest few are kept.
  const MOST_TALKS = 4;
  let keptTalk = "";
  function followTalkToKeep() {
    const kept = find("#yd-kept [data-kept]");
    if (!kept || kept.dataset.kept === keptTalk || !window.yaodianWindow) return;
    keptTalk = kept.dataset.kept;
    keepTalk(window.yaodianWindow, kept.dataset.talk);
  }

  function keepTalk(place, talk) {
    const store = window.localStorage;
    const others = JSON.parse(store.getItem("yaodian-talks") || "[]").filter((each) => each !== place);
    const forget = (each) => store.removeItem(`yaodian-talk-${each}`);
    while (others.length >= MOST_TALKS) forget(others.shift());
    for (;;) {
      try {
        store.setItem("yaodian-talks", JSON.stringify([...others, place]));
        store.setItem(`yaodian-talk-${place}`, talk);
        return;
      } catch {
        if (!others.length) return; // no room even for this one alone
        forget(others.shift());
      }
    }
  }

  const leave = () => window.yaodianWindow && window.sessionStorage.setItem("yaodian-window", window.yaodianWindow);
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (shown) => shown.persisted && window.sessionStorage.removeItem("yaodian-window"));

  function follow() {
    followLanguage();
    followTypes();
    followTalk();
    followSource();
    followFile();
    followTalkToKeep();
    followLists();
    followChart();
    followFocus();
    markTab();
  }

  // Presses, choices and forms

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
    button.classList.add("copied");
    window.setTimeout(() => button.classList.remove("copied"), 1800);
    const label = button.querySelector("span");
    if (!label || label.textContent === button.dataset.copied) return;
    const usual = label.textContent;
    label.textContent = button.dataset.copied;
    window.setTimeout(() => (label.textContent = usual), 1800);
  }

  document.addEventListener("click", (press) => {
    const fold = press.target.closest(".chart > summary");
    if (fold) chartFolded = fold.parentElement.open; // it is about to turn
    const button = press.target.closest("button");
    if (!button || button.disabled) return;
    const data = { ...button.dataset };
    if (data.copy !== undefined) copy(button);
    if (data.act === "cite" || data.act === "open") {
      if (!button.closest(".source")) opener = button;
      else if (window.innerWidth < 1100) button.closest("details")?.removeAttribute("open");
    }
    if (data.event === "language") {
      window.localStorage.setItem("yaodian-lang", button.getAttribute("lang") === "en" ? "en" : "zh");
    }
    if (data.act) act(data.act, data);
    if (data.event) send(data.event, data);
    if (data.tabTo) openTab(data.tabTo);
    if (data.act === "only") act("close");
    if (data.event === "ask" || data.compose !== undefined || data.act === "only") {
      find("#yd-question textarea")?.focus({ preventScroll: true });
    }
  });

  const told = (form) => ({ ...form.dataset, ...Object.fromEntries(new FormData(form)) });

  document.addEventListener("submit", (sending) => {
    const form = sending.target.closest("form[data-act]");
    if (!form) return;
    sending.preventDefault();
    act(form.dataset.act, told(form));
  });
  document.addEventListener("reset", (clearing) => {
    const form = clearing.target.closest("form[data-live]");
    if (!form) return;
    clearing.preventDefault(); // the browser would go back to what was drawn, not to nothing
    for (const field of form.elements) if (field.name) field.value = "";
    act(form.dataset.act, told(form));
  });
  let waiting = 0;
  document.addEventListener("input", (typing) => {
    const form = typing.target.closest("form[data-live]");
    if (!form) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => act(form.dataset.act, told(form)), 250);
  });
  document.addEventListener("change", (choice) => {
    const list = choice.target.closest("select[data-act]");
    if (!list) return;
    act(list.dataset.act, { ...list.dataset, [list.name]: list.value });
    if (list.dataset.act === "scope") list.value = ""; // it adds; what is chosen shows as a chip
  });

  document.addEventListener("focusin", (arrival) => (focused = arrival.target.id || ""));
  document.addEventListener("pointerdown", (touch) => {
    if (!touch.target.closest("[id^=yd-] button, select, input, textarea")) focused = "";
  });

  document.addEventListener("keydown", (press) => {
    if (press.key === "Escape" && shownSource) act("close");
  });

  // Enter that accepts a word of an input method is not Enter that asks.
  for (const kind of ["keydown", "keypress"]) {
    window.addEventListener(kind, (press) => press.isComposing && press.stopPropagation(), true);
  }

  // Files: a drop becomes a choice of the button's own input; what is too large is not sent at all.
  const holdsFiles = (drag) => [...(drag.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (drag) => {
    if (!holdsFiles(drag)) return;
    drag.preventDefault();
    openTab("files");
    find("#yd-drop")?.classList.add("over");
  });
  document.addEventListener("dragleave", (drag) => {
    if (!drag.relatedTarget) find("#yd-drop")?.classList.remove("over");
  });
  document.addEventListener("drop", (drop) => {
    if (!drop.dataTransfer?.files.length) return;
    drop.preventDefault();
    openTab("files");
    find("#yd-drop")?.classList.remove("over");
    const input = find("#yd-drop input[type=file]");
    if (!input) return;
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
      act("oversize", { name: large.name });
    },
    true,
  );

  new MutationObserver(follow).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-lang", "data-key", "data-exchange", "data-file", "data-kept"],
  });
  follow();

  // An address that names a tab opens it, as soon as the server listens.
  const named = window.location.hash.slice(1);
  if (named) {
    const ready = window.setInterval(() => {
      const tab = find(`.tab[data-tab-to="${CSS.escape(named)}"]`);
      if (!find("#yd-past .welcome, #yd-live [data-exchange]")) return;
      window.clearInterval(ready);
      if (tab) openTab(named);
    }, 100);
  }
}
