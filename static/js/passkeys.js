// Asks the browser for a passkey, and sends what it answers. A form says with data-passkey whether
// one is to be made ("create") or shown ("get"); what is asked stands in the page as JSON.
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const named = (list) => list && list.map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = ({ publicKey }) => {
    const key = { ...publicKey, challenge: bytes(publicKey.challenge) };
    if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
    if (key.excludeCredentials) key.excludeCredentials = named(key.excludeCredentials);
    if (key.allowCredentials) key.allowCredentials = named(key.allowCredentials);
    return { publicKey: key };
  };

  const answered = (made) => {
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    if (made.response.getTransports) response.transports = made.response.getTransports();
    return {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment,
      clientExtensionResults: made.getClientExtensionResults(),
      response,
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[data-passkey-failed]");
    if (!window.PublicKeyCredential) continue;
    form.querySelector("[data-passkey-needs-script]").hidden = true;
    form.querySelector("button").hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        const question = JSON.parse(document.getElementById("passkey-question").textContent);
        const made = await navigator.credentials[form.dataset.passkey](asked(question));
        form.elements.namedItem(form.dataset.passkeyField).value = JSON.stringify(answered(made));
        form.submit();
      } catch (error) {
        failed.hidden = false;
        failed.focus();
      }
    });
  }
})();
