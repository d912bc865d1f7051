// What the browser adds when it opens the page: its language and the talk it kept. The session stays on the server.
//
// The language is the one last switched to; before that English where the browser reads no Chinese and some English,
// else the page's own.
//
// Each window keeps a talk of its own. A window knows its number again after a reload: it is put down when the page is
// left and taken up when it opens, so that a copy of the window, made while it is open, does not get it. A new window
// begins with the talk that was last spoken in any.
(session) => {
  const talks = JSON.parse(window.localStorage.getItem("yaodian-talks") || "[]");
  const own = window.sessionStorage.getItem("yaodian-window");
  window.sessionStorage.removeItem("yaodian-window");
  window.yaodianWindow = own || Math.random().toString(36).slice(2);
  const wanted = talks.includes(own) ? own : talks.at(-1);
  const talk = wanted && window.localStorage.getItem(`yaodian-talk-${wanted}`);
  const read = (window.navigator.languages || []).map((name) => name.toLowerCase().split("-")[0]);
  const lang = !read.includes("zh") && read.includes("en") ? "en" : "";
  return [session, window.localStorage.getItem("yaodian-lang") || lang, talk || ""];
}
