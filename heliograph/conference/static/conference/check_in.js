// Reads badges by the camera or by their code, and keeps each scan in this device until the server has it.
// Without this script the form is sent as it is.
"use strict";

(() => {
  const form = document.getElementById("check-in");
  const place = document.getElementById("verdict");
  const waiting = document.getElementById("waiting");
  const today = document.getElementById("today");
  const camera = document.getElementById("camera");
  const dark = document.getElementById("dark");
  const view = document.getElementById("view");
  const { send, worker } = form.dataset;
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const AT_ONCE = 40;
  const AGAIN = 15_000;
  const TRUSTED = 600_000;
  // A line that is half dead lets nobody wait: so long an answer may take, and so long none is waited for after that.
  const PATIENCE = 8_000;
  // Until an answer comes, what the device itself knows is told after this.
  const SOON = 1_500;
  const DOWN = 10_000;
  // A badge that was out of view for so long is seen anew; so wide a picture is looked at.
  const AWAY = 4_000;
  const WIDEST = 800;
  const kept = `check-in ${new URL(worker, location.href).pathname}`;
  let known = JSON.parse(localStorage.getItem(kept));
  let learnt = 0;
  let failed = 0;
  let passing = Promise.resolve();
  // What the server said of scans, by their marks: whichever turn has sent one, who waits for it finds it here.
  const answers = new Map();

  // The scans that the server has not got yet.
  const opening = new Promise((resolve, reject) => {
    const asked = indexedDB.open(kept, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("scans", { keyPath: "mark" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

  async function scans(mode, act) {
    const store = (await opening).transaction("scans", mode).objectStore("scans");
    const asked = act(store);
    return new Promise((resolve, reject) => {
      store.transaction.oncomplete = () => resolve(asked.result);
      store.transaction.onerror = () => reject(store.transaction.error);
    });
  }

  const plain = (code) => code.toUpperCase().replace(/[\s\-‐‑–—−]+/g, "");

  async function digest(code) {
    const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain(code)));
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
  }

  function show(piece) {
    place.replaceChildren(piece);
    const kind = place.firstElementChild.dataset.kind;
    navigator.vibrate?.(kind === "good" ? 80 : [200, 100, 200, 100, 200]);
  }

  function told(said) {
    const piece = document.getElementById("shape").content.cloneNode(true);
    piece.firstElementChild.dataset.kind = said.kind;
    for (const part of ["sign", "title", "words", "name", "whence"]) {
      piece.querySelector(`[data-part=${part}]`).textContent = said[part];
    }
    return piece;
  }

  // What can be said while the line is down: whether the code is known, and not whose it is.
  async function guessed(code) {
    const key = await digest(code);
    const kind = !known ? "unsure" : known.live.includes(key) ? "live" : known.revoked.includes(key) ? "revoked" : "unknown";
    return document.getElementById(`offline-${kind}`).content.cloneNode(true);
  }

  async function count() {
    const number = await scans("readonly", (store) => store.count());
    waiting.textContent = number ? waiting.dataset.some.replace("%s", number) : waiting.dataset.none;
  }

  function learn(badges) {
    known = badges;
    learnt = Date.now();
    localStorage.setItem(kept, JSON.stringify(badges));
  }

  // Sends what waits. Raises where the server cannot be reached, or lets nobody in.
  async function pass() {
    for (;;) {
      const rows = await scans("readonly", (store) => store.getAll(null, AT_ONCE));
      const stale = Date.now() - learnt > TRUSTED;
      if (!rows.length && !stale) break;
      const body = JSON.stringify({ now: new Date().toISOString(), known: stale, scans: rows });
      const headers = { "Content-Type": "application/json", ...(csrf && { "X-CSRFToken": csrf }) };
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(send, { method: "POST", body, headers, redirect: "manual", signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      document.getElementById("shut").hidden = true;
      failed = 0;
      if (said.known) learn(said.known);
      today.textContent = said.today;
      Object.entries(said.results).forEach(([mark, result]) => answers.set(mark, result));
      await scans("readwrite", (store) => rows.forEach((row) => store.delete(row.mark)) || store.count());
      if (rows.length < AT_ONCE) break;
    }
  }

  // One after another: two at once would send the same.
  function flush() {
    const turn = passing.then(pass);
    passing = turn.catch((error) => {
      failed = Date.now();
      const shut = /^\d+$/.test(error.message);
      document.getElementById("shut").hidden = !shut;
    });
    return turn;
  }

  // Other QR codes may hold whole pages: no badge has a longer code than this.
  async function note(read) {
    const code = read.slice(0, 60);
    const mark = crypto.randomUUID();
    await scans("readwrite", (store) => store.put({ mark, code, at: new Date().toISOString() }));
    const guess = await guessed(code);
    const soon = setTimeout(() => show(guess.cloneNode(true)), SOON);
    if (Date.now() - failed > DOWN) await flush().catch(() => {});
    clearTimeout(soon);
    show(answers.has(mark) ? told(answers.get(mark)) : guess);
    answers.delete(mark);
    await count();
  }

  // How this browser reads the code that the camera shows: by itself, or, as most phones, by this page's own reader.
  async function eye() {
    if ((await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []))?.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async () => (await detector.detect(view))[0]?.rawValue;
    }
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      const scale = Math.min(1, WIDEST / Math.max(view.videoWidth, view.videoHeight));
      [canvas.width, canvas.height] = [view.videoWidth * scale, view.videoHeight * scale];
      if (!canvas.width || !canvas.height) return null;
      pen.drawImage(view, 0, 0, canvas.width, canvas.height);
      return readBadge(pen.getImageData(0, 0, canvas.width, canvas.height));
    };
  }

  // A badge is noted when it comes into view, and once more only when it was away for a while.
  async function look(read, stream, last) {
    if (view.srcObject !== stream) return;
    const code = await read().catch(() => null);
    if (code) {
      const same = code === last.code && Date.now() - last.at < AWAY;
      if (!same) await note(code);
      last = { code, at: Date.now() };
    }
    setTimeout(() => look(read, stream, last), 200);
  }

  function stop() {
    view.srcObject?.getTracks().forEach((track) => track.stop());
    view.srcObject = null;
    view.hidden = true;
    camera.textContent = camera.dataset.on;
  }

  async function film() {
    if (!view.hidden) return stop();
    try {
      const [read, stream] = [
        await eye(),
        await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } }),
      ];
      stop();
      view.srcObject = stream;
      view.hidden = false;
      camera.textContent = camera.dataset.off;
      stream.getTracks().forEach((track) => track.addEventListener("ended", () => view.srcObject === stream && stop()));
      await view.play();
      dark.hidden = true;
      look(read, stream, { code: "", at: 0 });
    } catch {
      stop();
      dark.hidden = false;
    }
  }

  async function begin() {
    await opening;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = form.elements.code.value.trim();
      form.elements.code.value = "";
      form.elements.code.focus();
      if (code) note(code);
    });
    document.querySelectorAll("form[data-found]").forEach((each) =>
      each.addEventListener("submit", (event) => {
        event.preventDefault();
        note(each.elements.code.value);
      }),
    );
    camera.hidden = !navigator.mediaDevices;
    dark.hidden = !camera.hidden;
    camera.addEventListener("click", film);
    const again = () => flush().then(count, () => {});
    addEventListener("online", again);
    setInterval(again, AGAIN);
    await again();
    // A page that was kept says how many were there when it was.
    if (failed) today.textContent = "–";
    await count();
    await keep();
  }

  // The page and its parts, for when it is opened without a line.
  async function keep() {
    if (!("serviceWorker" in navigator)) return;
    const { scope } = await navigator.serviceWorker.register(worker);
    const shelf = await caches.open(`check-in ${scope}`);
    const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
    await shelf.addAll([form.action, ...[...parts].map((each) => each.href || each.src)]);
    await navigator.serviceWorker.ready;
    document.getElementById("kept").hidden = false;
  }

  // Only where the browser keeps things for a page that came by a secure way; else the form works as it is.
  if (window.isSecureContext && window.indexedDB) begin().catch(() => {});
})();
