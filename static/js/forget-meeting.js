// Where somebody is to sign in, nothing is kept of whoever was here before.
"use strict";

window.caches?.keys().then((names) => {
  for (const name of names) if (name.startsWith("meeting-of-")) caches.delete(name);
});
