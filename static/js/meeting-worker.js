// Keeps the meeting that somebody has open, and hands it out when the network is gone and only then.
// What is kept is one person's: whoever else comes, or signs in, finds nothing.
"use strict";

const OF = "meeting-of-";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { person, pages, files } = event.data;
  event.waitUntil(person ? keep(OF + person, pages, files) : forget(""));
});

// Take away what is kept of everybody else.
async function forget(own) {
  for (const name of await caches.keys()) {
    if (name.startsWith(OF) && name !== own) await caches.delete(name);
  }
}

// What is no longer asked for, or no longer given to the person, is kept no longer.
async function keep(own, pages, files) {
  await forget(own);
  const cache = await caches.open(own);
  const wanted = new Set([...pages, ...files].map((address) => new URL(address, location).href));
  for (const { url } of await cache.keys()) {
    if (!wanted.has(url)) await cache.delete(url);
  }
  for (const address of wanted) {
    const isFile = address.includes("/static/");
    if (isFile && (await cache.match(address))) continue; // its name is of its content
    try {
      const answer = await fetch(address);
      if (answer.ok && !answer.redirected) await cache.put(address, answer);
      else await cache.delete(address);
    } catch {
      return; // the network went meanwhile: what is kept stays
    }
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(
    fetch(request).catch(async (gone) => {
      const kept = await caches.match(request.url.split("#")[0], { ignoreVary: true });
      if (kept) return kept;
      throw gone;
    }),
  );
});
