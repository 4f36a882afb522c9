/* What the browser does by itself: the address, the theme, the keyboard, the clicks on a map. */
window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";

  const root = document.documentElement;
  setTheme(root.dataset.theme || "light");

  function setTheme(name) {
    root.dataset.theme = name;
    root.setAttribute("data-mantine-color-scheme", name);
    root.setAttribute("data-ag-theme-mode", name);
  }

  /* Mantine sets its own attribute when it starts; ours stands. */
  new MutationObserver(function () {
    if (root.getAttribute("data-mantine-color-scheme") !== root.dataset.theme) setTheme(root.dataset.theme);
  }).observe(root, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });

  window.dash_clientside.atlas = {
    /* A page was told: its title and language; the reader starts at its sentence. */
    told: function (told) {
      if (told) {
        document.title = told.title;
        root.lang = told.lang;
        if (window.atlasShown && window.atlasShown !== location.pathname) {
          window.scrollTo(0, 0);
          setTimeout(function () {
            const first = document.querySelector("#content h1");
            if (first) first.focus({ preventScroll: true });
          }, 60);
        }
        window.atlasShown = location.pathname;
        window.atlasEnliven();
      }
      return window.dash_clientside.no_update;
    },
    /* The choices of the pickers stand in the address, so that a view can be sent and kept. The question goes to the server first:
       a browser takes its time to change an address. */
    remember: function (values, ids) {
      setTimeout(function () {
        const choices = new URLSearchParams(location.search);
        ids.forEach(function (id, n) {
          const value = Array.isArray(values[n]) ? values[n].join(",") : values[n];
          if (value === null || value === undefined || value === "") choices.delete(id.choice);
          else choices.set(id.choice, value);
        });
        const text = choices.toString().replace(/%2C/g, ",");
        history.replaceState(history.state, "", location.pathname + (text ? "?" + text : ""));
      });
      return window.dash_clientside.no_update;
    },
    /* A click on a map opens the place. */
    opened: function (clicks, figures) {
      const n = clicks.findIndex(function (click) { return click && click.points && click.points.length; });
      if (n < 0) return window.dash_clientside.no_update;
      const point = clicks[n].points[0];
      const trace = figures[n].data[point.curveNumber] || {};
      const link = typeof point.customdata === "string" ? point.customdata : trace.meta && trace.meta.link;
      if (link && link.startsWith("/")) location.assign(link);
      return window.dash_clientside.no_update;
    },
  };

  document.addEventListener("click", function (event) {
    const language = event.target.closest("a[data-lang]");
    if (language) {
      event.preventDefault();
      const choices = new URLSearchParams(location.search);
      choices.set("lang", language.dataset.lang);
      location.assign(location.pathname + "?" + choices.toString().replace(/%2C/g, ","));
    }
    if (event.target.closest("#theme")) {
      setTheme(root.dataset.theme === "dark" ? "light" : "dark");
      try {
        localStorage.setItem("atlas-theme", root.dataset.theme);
      } catch (denied) { /* The choice holds for this page alone. */ }
    }
    if (!event.target.closest(".search")) closeSearch();
  });

  function closeSearch() {
    const found = document.getElementById("found");
    if (found) found.classList.add("closed");
  }

  document.addEventListener("input", function (event) {
    if (event.target.id === "search") document.getElementById("found").classList.remove("closed");
  });

  document.addEventListener("keydown", function (event) {
    const field = document.getElementById("search");
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && field) {
      event.preventDefault();
      field.focus();
    }
    if (event.key === "Escape" && event.target.closest(".search")) {
      closeSearch();
      field.blur();
    }
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest(".search")) {
      const links = Array.from(document.querySelectorAll("#found a"));
      if (!links.length) return;
      event.preventDefault();
      const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      if (at < 0) field.focus();
      else links[Math.min(at, links.length - 1)].focus();
    }
  });

  /* The grid: a statement opens, and values sort as numbers. */
  const grid = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});
  grid.StatementLink = function (props) {
    return React.createElement("a", { href: props.data.link }, props.value);
  };
  const functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.atlasByValue = function (a, b, nodeA, nodeB) {
    const first = nodeA.data.value, second = nodeB.data.value;
    if (first === null || second === null) return first === second ? 0 : first === null ? -1 : 1;
    return first - second;
  };
})();
