// Keeps the programme on the device for when the line is down: as everybody sees it, whenever it is opened; the page
// of one's own only when asked to, since others may use the device. Without this script the pages are as they are.
"use strict";

(() => {
  const frame = document.querySelector(".programme");
  const keptAt = document.documentElement.dataset.kept;
  const keeping = document.getElementById("keeping");

  if (keptAt) {
    const note = document.getElementById("kept");
    const form = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });
    note.textContent = note.dataset.kept.replace("%s", form.format(new Date(keptAt)));
    note.hidden = false;
  }
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;

  const shelfOf = async () => {
    const { scope } = await navigator.serviceWorker.register(frame.dataset.worker);
    return caches.open(`programme 1 ${scope}`);
  };

  // A page is kept as it is answered, with the moment written into its first tag: a kept page says so by itself.
  async function keep(shelf, address, asked, how) {
    const answer = await fetch(asked, how);
    if (!answer.ok || answer.redirected) return false;
    const page = (await answer.text()).replace("<html ", `<html data-kept="${new Date().toISOString()}" `);
    const headers = new Headers(answer.headers);
    headers.delete("Content-Encoding");
    headers.delete("Content-Length");
    await shelf.put(address, new Response(page, { headers }));
    const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
    await shelf.addAll([...new Set([...parts].map((each) => each.href || each.src))]);
    return true;
  }

  async function own(shelf) {
    const [keepIt, drop] = [document.getElementById("keep"), document.getElementById("drop")];
    const show = async () => {
      const there = Boolean(await shelf.match(location.pathname));
      keeping.firstElementChild.textContent = there ? keeping.dataset.kept : "";
      keepIt.hidden = there;
      drop.hidden = !there;
      keeping.hidden = false;
      return there;
    };
    keepIt.addEventListener("click", async () => {
      await keep(shelf, location.pathname, location.pathname);
      await show();
      drop.focus();
    });
    drop.addEventListener("click", async () => {
      await shelf.delete(location.pathname);
      await show();
      keepIt.focus();
    });
    if ((await show()) && !keptAt) await keep(shelf, location.pathname, location.pathname);
  }

  (async () => {
    const shelf = await shelfOf();
    if (keeping) await own(shelf);
    else if (!keptAt) await keep(shelf, location.pathname, frame.dataset.keep, { credentials: "omit" });
    frame.dataset.ready = "";
  })().catch(() => {});
})();
