/* The tray of collected figures, and what a reader does with the slides of a deck. The address says what is shown. */
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";

  const KEY = "atlas-slides";
  const MOST = 40;
  let wanted = null;

  /* the tray ------------------------------------------------------------------ */

  let unkept = [];

  function tray() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter(function (item) { return typeof item === "string" && item; }).slice(0, MOST) : [];
    } catch (denied) {
      return unkept;
    }
  }

  function keep(items) {
    unkept = items.slice(0, MOST);
    try {
      localStorage.setItem(KEY, JSON.stringify(unkept));
    } catch (denied) { /* A browser that may remember nothing has the tray for as long as the page is open. */ }
    show();
  }

  function set(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  /* The counter, and the mark on every figure that is in the tray. */
  function show() {
    const items = tray();
    const link = document.getElementById("tray");
    if (link) {
      const address = new URL(link.href, location.href);
      address.searchParams.set("items", items.join(";"));
      if (link.hidden !== !items.length) link.hidden = !items.length;
      set(link, "href", address.pathname + address.search);
      const count = link.querySelector(".count");
      if (count.textContent !== String(items.length)) count.textContent = String(items.length);
    }
    document.querySelectorAll("[data-slide]").forEach(function (button) {
      set(button, "data-in", String(items.includes(button.dataset.slide)));
    });
    const deck = document.getElementById("deck");
    const add = document.getElementById("add-tray");
    if (add) {
      const fresh = missing(deck);
      if (add.hidden !== !fresh.length) add.hidden = !fresh.length;
      const text = add.dataset.words.replace("{count}", fresh.length);
      if (add.textContent !== text) add.textContent = text;
    }
    if (deck && deck.dataset.deck === "tray" && !choices().get("items") && items.length) go({ items: items.join(";") }, true);
    if (wanted) focus();
  }

  function missing(deck) {
    const there = (choices().get("items") || "").split(";");
    return deck ? tray().filter(function (item) { return !there.includes(item); }) : [];
  }

  function say(text) {
    let said = document.getElementById("slides-said");
    if (!said) {
      said = document.createElement("div");
      said.id = "slides-said";
      said.className = "visually-hidden";
      said.setAttribute("role", "status");
      document.body.append(said);
    }
    said.textContent = text;
  }

  /* the address ---------------------------------------------------------------- */

  function choices() {
    return new URLSearchParams(location.search);
  }

  function searched(changes) {
    const given = choices();
    Object.keys(changes).forEach(function (name) {
      if (changes[name]) given.set(name, changes[name]);
      else given.delete(name);
    });
    const text = given.toString().replace(/%2C/g, ",").replace(/%3B/g, ";").replace(/%2F/g, "/");
    return text ? "?" + text : "";
  }

  function go(changes, silent) {
    const search = searched(changes);
    if (silent) history.replaceState(history.state, "", location.pathname + search);
    window.dash_clientside.set_props("address", { search: search });
  }

  window.dash_clientside.slides = {
    /* A picker of the page: its choice goes into the address; another deck starts anew. */
    choose: function (values, ids) {
      const none = window.dash_clientside.no_update;
      const deck = document.getElementById("deck");
      const shown = JSON.parse(deck ? deck.dataset.shown : "{}");
      const changes = {};
      ids.forEach(function (id, n) {
        const value = Array.isArray(values[n]) ? values[n].join(",") : values[n] || "";
        if (id.slides in shown && value !== shown[id.slides]) changes[id.slides] = value;
      });
      if (!Object.keys(changes).length) return none;
      if (changes.deck) {
        Object.assign(changes, { cluster: "", clusters: "", region: "", year: "", order: "", made: "" });
        changes.items = changes.deck === "tray" ? tray().join(";") : "";
      }
      return searched(changes);
    },
  };

  /* the order of the slides ------------------------------------------------------ */

  function cards() {
    return Array.from(document.querySelectorAll("#deck .card[data-numbers]"));
  }

  /* Of the tray the items themselves are put in order, in the browser's memory too; of a deck its numbers. */
  function arrange(ordered, dropped) {
    const deck = document.getElementById("deck");
    if (deck.dataset.deck === "tray") {
      const shown = cards().map(function (card) { return card.dataset.item; });
      const others = tray().filter(function (item) { return !shown.includes(item); });
      const items = ordered.map(function (card) { return card.dataset.item; });
      keep(items.concat(others));
      go({ items: items.concat(others).join(";"), order: "" });
      return;
    }
    go({ order: numbers(ordered, dropped).join(",") });
  }

  function move(button) {
    const deck = document.getElementById("deck");
    const card = button.closest(".card");
    const ordered = cards();
    const from = ordered.indexOf(card);
    const drop = button.dataset.move === "drop";
    const to = from + (button.dataset.move === "up" ? -1 : button.dataset.move === "down" ? 1 : 0);
    if (to < 0 || to >= ordered.length) return;
    wanted = { place: drop ? Math.max(0, Math.min(from, ordered.length - 2)) : to, move: button.dataset.move, before: order() };
    if (!drop) {
      ordered.splice(from, 1);
      ordered.splice(to, 0, card);
    } else if (deck.dataset.deck === "tray") {
      ordered.splice(from, 1);
    }
    say((drop ? deck.dataset.dropped : deck.dataset.moved).replace("{title}", card.dataset.title)
      .replace("{place}", to + 1).replace("{count}", ordered.length));
    arrange(ordered, drop ? card : null);
  }

  function order() {
    const list = document.querySelector("#deck .cards-of-slides");
    return list ? list.dataset.order : "";
  }

  /* The order as numbers; what gave no slide of its own keeps its place behind the slide before it. */
  function numbers(ordered, dropped) {
    const lead = document.querySelector("#deck .cards-of-slides").dataset.lead.split(",").filter(Boolean);
    return lead.concat(ordered.map(function (card) {
      const own = card.dataset.numbers.split(",");
      return card === dropped ? own.slice(1) : own;
    }).flat());
  }

  /* The button that was pressed keeps the focus, where its slide now stands. */
  function focus() {
    const list = document.querySelector("#deck .cards-of-slides");
    if (!list || list.dataset.order === wanted.before) return;
    const card = cards()[wanted.place];
    const move = wanted.move;
    wanted = null;
    if (!card) return;
    const button = card.querySelector('[data-move="' + move + '"]:not(:disabled)') || card.querySelector("[data-move]:not(:disabled)");
    if (button) button.focus();
  }

  /* downloading: the file is fetched, so that a refusal is told here and waiting is seen -------- */

  async function download(link) {
    const said = document.getElementById("download-said");
    if (link.getAttribute("aria-busy") === "true") return;
    link.setAttribute("aria-busy", "true");
    said.textContent = link.dataset.busy;
    try {
      const answer = await fetch(link.href);
      if (answer.ok) {
        const named = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") || "");
        save(await answer.blob(), named ? named[1] : "deck");
        said.textContent = link.dataset.ready;
      } else {
        const refusal = await answer.json().catch(function () { return {}; });
        said.textContent = link.dataset.failed + (refusal.detail ? " " + refusal.detail : "");
      }
    } catch (lost) {
      said.textContent = link.dataset.failed;
    }
    link.setAttribute("aria-busy", "false");
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  document.addEventListener("click", function (event) {
    const collect = event.target.closest("[data-slide]");
    if (collect) {
      const items = tray();
      const there = items.includes(collect.dataset.slide);
      const left = items.filter(function (item) { return item !== collect.dataset.slide; });
      keep(there ? left : left.concat([collect.dataset.slide]));
      const link = document.getElementById("tray");
      say((there ? link.dataset.removed : link.dataset.added).replace("{count}", tray().length));
      return;
    }
    const button = event.target.closest("#deck [data-move]");
    if (button) move(button);
    const back = event.target.closest("#deck [data-back]");
    if (back) {
      wanted = { place: cards().length, move: "up", before: order() };
      go({ order: numbers(cards(), null).concat([back.dataset.back]).join(",") });
    }
    if (event.target.closest("#add-tray")) addTray();
    if (event.target.closest("#empty-tray")) {
      keep([]);
      go({ items: "", order: "" });
    }
    const link = event.target.closest("a[data-file]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      download(link);
    }
  });

  /* The collected figures stand after the slides of the deck, in the order in which they were collected. */
  function addTray() {
    const deck = document.getElementById("deck");
    const there = (choices().get("items") || "").split(";").filter(Boolean);
    const fresh = missing(deck);
    const order = choices().get("order");
    const first = Number(deck.dataset.all) + 1;
    const changes = { items: there.concat(fresh).join(";") };
    if (order) changes.order = order + "," + fresh.map(function (item, n) { return first + n; }).join(",");
    go(changes);
  }

  /* A file that is too large never leaves the browser; the reader is told why. */
  document.addEventListener("change", function (event) {
    const upload = event.target.closest && event.target.closest("#deck-file");
    const file = upload && event.target.files && event.target.files[0];
    const said = document.getElementById("deck-file-said");
    if (file && said && file.size > Number(said.dataset.most)) said.textContent = said.dataset.large;
  }, true);

  window.addEventListener("storage", function (event) { if (event.key === KEY) show(); });

  /* The field for a file comes without a name of its own. */
  function name() {
    const file = document.querySelector("#deck-file input");
    if (file) set(file, "aria-label", document.querySelector("#deck-file .action").textContent);
  }

  /* Pages are drawn in many small changes: what follows from them is done once after each flock. */
  let planned = false;
  new MutationObserver(function () {
    name();
    if (planned) return;
    planned = true;
    setTimeout(function () {
      planned = false;
      show();
    }, 30);
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-slide", "data-order"],
  });
})();
