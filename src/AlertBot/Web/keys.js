// Reads the keyboard as readers of feeds do (miniflux): j and k go from one item to the next, o opens it, v its report.
// What is typed into a field, and keys pressed with Control, Alt or Meta, are left to the browser. All of it can be
// switched off, for those who speak to their computer (WCAG 2.1.4).
const keysOff = "alertbot-keys-off";
const box = document.getElementById("keys-on");
if (box) {
  document.getElementById("keys").hidden = false;
  box.checked = !localStorage.getItem(keysOff);
  box.addEventListener("change", () => box.checked ? localStorage.removeItem(keysOff) : localStorage.setItem(keysOff, "1"));
}

const item = "main article, main tbody tr, main .line li";
const current = () => document.activeElement.closest(item);
const follow = selector => document.querySelector(selector)?.click();

const move = step => {
  const all = [...document.querySelectorAll(item)].filter(one => one.querySelector("a"));
  const at = all.indexOf(current());
  const next = at >= 0 ? all[at + step] : all.find(one => one.getBoundingClientRect().bottom > 0);
  if (!next) return;
  next.querySelector("a").focus();
  next.scrollIntoView({ block: "nearest" });
};

const pressed = {
  j: () => move(1), n: () => move(1), k: () => move(-1), p: () => move(-1),
  o: () => current()?.querySelector("a")?.click(),
  v: () => current()?.querySelector("a[rel~=external]")?.click(),
  h: () => follow("main a[rel=prev]"), l: () => follow("main a[rel=next]"),
  A: () => document.getElementById("read")?.requestSubmit(),
  "/": () => follow("nav a[data-key=f]"),
  "?": () => {
    const keys = document.getElementById("keys");
    if (!keys) return;
    keys.open = true;
    keys.querySelector("summary").focus();
  },
};

// Keyboards of other scripts have their letters at the places of these.
const letterOf = event => {
  if (/^[a-z?/]$/i.test(event.key)) return event.key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  return letter && (event.shiftKey ? letter : letter.toLowerCase());
};

let isGoing = false;
addEventListener("keydown", event => {
  const isOurs = !event.ctrlKey && !event.altKey && !event.metaKey && !event.target.closest("input, textarea, select");
  const letter = isOurs && !localStorage.getItem(keysOff) && letterOf(event);
  const wasGoing = isGoing;
  isGoing = letter === "g";
  if (!letter || isGoing) return;
  if (wasGoing) follow(`nav a[data-key=${CSS.escape(letter)}]`);
  else if (pressed[letter]) pressed[letter]();
  else return;
  event.preventDefault();
});
