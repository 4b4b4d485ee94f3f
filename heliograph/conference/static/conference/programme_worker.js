// Answers for the pages of a programme when the line is down, with what programme.js has kept on this device.
"use strict";

const SHELF = `programme 1 ${self.registration.scope}`;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

// What an older script has kept in another form goes.
async function tidy() {
  const ours = (await caches.keys()).filter((name) => /^programme \d+ /.test(name) && name.endsWith(self.registration.scope));
  await Promise.all(ours.filter((name) => name !== SHELF).map((name) => caches.delete(name)));
}

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const shelf = await caches.open(SHELF);
    const kept = await shelf.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}
