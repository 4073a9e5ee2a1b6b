// Keeps what is read fresh; a page someone types into or has selected text in is left alone.
setInterval(async () => {
  const main = document.querySelector("main");
  if (document.hidden || main.querySelector("form") || main.contains(document.activeElement) && document.activeElement !== main || String(getSelection())) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (fresh && fresh.innerHTML !== main.innerHTML) main.innerHTML = fresh.innerHTML;
  } catch { /* the next time may do */ }
}, 30000);
