/* The row of actions: dialogs, copying, and the wishes for an embed. Every action is a link that works without this. */
(function () {
  "use strict";

  let opener = null;

  function dialog() {
    return document.getElementById("take-dialog");
  }

  /* What is in a dialog comes from the server; the dialog opens when it is there. */
  function ask(link) {
    opener = link;
    const wanted = { kind: link.dataset.take, figure: link.dataset.figure, at: Date.now() };
    window.dash_clientside.set_props("taking", { data: wanted });
    link.setAttribute("aria-busy", "true");
  }

  function show() {
    const box = dialog();
    if (!box || box.open || !opener) return;
    opener.removeAttribute("aria-busy");
    box.showModal();
  }

  function close() {
    const box = dialog();
    if (box && box.open) box.close();
  }

  document.addEventListener("close", function (event) {
    if (event.target.id !== "take-dialog") return;
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }, true);

  /* one text of several ---------------------------------------------------------- */

  function pick(button) {
    const box = button.closest(".copying");
    button.parentElement.querySelectorAll("[data-pick]").forEach(function (one) {
      one.setAttribute("aria-pressed", String(one === button));
    });
    const chosen = Array.from(box.querySelectorAll('[aria-pressed="true"]')).map(function (one) { return one.dataset.pick; }).join(" ");
    box.querySelectorAll(".copyable").forEach(function (one) { one.hidden = one.dataset.chosen !== chosen; });
  }

  async function copy(button) {
    const code = button.closest(".copyable").querySelector("code");
    const before = button.dataset.word || button.textContent;
    button.dataset.word = before;
    let copied = true;
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch (refused) {
      const range = document.createRange();
      range.selectNodeContents(code);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? button.dataset.done : button.dataset.failed;
    say(button.textContent);
    setTimeout(function () { button.textContent = before; }, 2500);
  }

  function say(text) {
    let said = document.getElementById("take-said");
    if (!said) {
      said = document.createElement("div");
      said.id = "take-said";
      said.className = "visually-hidden";
      said.setAttribute("role", "status");
    }
    (dialog() && dialog().open ? dialog() : document.body).append(said);
    said.textContent = text;
  }

  /* What is chosen of an embed goes to the server, which writes the code. */
  function wish(box) {
    const chosen = { figure: box.dataset.figure, at: Date.now() };
    box.querySelectorAll("[data-embed]").forEach(function (select) { chosen[select.dataset.embed] = select.value; });
    window.dash_clientside.set_props("wish", { data: chosen });
  }

  /* what a reader does --------------------------------------------------------------- */

  document.addEventListener("click", function (event) {
    const link = event.target.closest("[data-take]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      ask(link);
      return;
    }
    const picked = event.target.closest("[data-pick]");
    if (picked) pick(picked);
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied);
    if (event.target.closest("[data-close]") || event.target === dialog()) close();
    const pin = event.target.closest("a[data-pin]");
    if (pin) {
      event.preventDefault();
      const choices = new URLSearchParams(location.search);
      choices.set("release", pin.dataset.pin);
      location.assign(location.pathname + "?" + choices.toString().replace(/%2C/g, ","));
    }
    document.querySelectorAll(".take-menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target) || event.target.closest(".menu a")) menu.open = false;
    });
  });

  document.addEventListener("change", function (event) {
    if (event.target.closest("[data-embed]")) wish(event.target.closest(".embedding"));
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === " " && event.target.matches("a[data-take]")) {
      event.preventDefault();
      event.target.click();
    }
    const menu = event.key === "Escape" && event.target.closest(".take-menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  new MutationObserver(function () {
    const box = document.querySelector("#taken .dialog-head");
    if (box && opener) show();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
