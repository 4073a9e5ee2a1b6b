// Keeps what is read fresh, and tells the server the reader's time zone. Parts marked data-live are read anew, else the
// whole page; one that someone types into or has selected text in is left alone. Where the reader is stays where it is.
const liveParts = root => {
  const marked = [...root.querySelectorAll("[data-live]")];
  return [...(marked.length > 0 ? marked : [root.querySelector("main")]), root.getElementById("zone")];
};

const isBusy = part => {
  if (part.hasAttribute("data-live")) return false;
  const at = document.activeElement;
  return Boolean(part.querySelector("form")) || part.contains(at) && at !== part;
};

// What stands uppermost in the window and what has the focus, to be found again after the change.
const keepPlace = () => {
  const stories = [...document.querySelectorAll("[data-live] article[id]")];
  const upper = scrollY > 0 && stories.find(story => story.getBoundingClientRect().bottom > 0);
  const top = upper && upper.getBoundingClientRect().top;
  const focused = document.activeElement.closest("[data-live] article[id]");
  const link = focused && [...focused.querySelectorAll("a")].indexOf(document.activeElement);
  return () => {
    const again = focused && document.getElementById(focused.id);
    if (again && again !== focused) (again.querySelectorAll("a")[link] || again.querySelector("a")).focus({ preventScroll: true });
    const still = upper && document.getElementById(upper.id);
    if (still) scrollBy(0, still.getBoundingClientRect().top - top);
  };
};

const refresh = async () => {
  const parts = liveParts(document);
  if (document.hidden || String(getSelection()) || parts.some(isBusy)) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const fresh = liveParts(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (fresh.length !== parts.length || String(getSelection()) || parts.some(isBusy)) return;
    const restorePlace = keepPlace();
    parts.forEach((part, at) => {
      if (fresh[at].innerHTML !== part.innerHTML) part.innerHTML = fresh[at].innerHTML;
    });
    restorePlace();
  } catch { /* the next time may do */ }
};

setInterval(refresh, 30000);

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.includes("alertbot-zone=")) {
  document.cookie = `alertbot-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=strict`;
  if (zone !== document.getElementById("zone").dataset.zone) refresh();
}
