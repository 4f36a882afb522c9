/* A still picture answers the pointer as its living one will: it tells the nearest mark, and a click on a map opens the place. */
(function () {
  "use strict";

  const NEAR_PX = 20, ASIDE_PX = 12, EDGE_PX = 4;
  const known = new WeakMap();
  let learnt = false, told = null;

  /* The marks of all pictures, while each figure of the page has its picture still. */
  function learn() {
    if (learnt || document.readyState === "loading") return;
    learnt = true;
    const figures = [];
    (function walk(one) {
      if (Array.isArray(one)) one.forEach(walk);
      else if (one && one.type === "Graph") figures.push(one.props.figure);
      else if (one && one.props) walk(one.props.children);
    })(window.atlasLayout());
    document.querySelectorAll(".still-picture").forEach(function (picture, n) { known.set(picture, marks(picture, figures[n])); });
  }

  /* What can be pointed at: outlines and points, in the order of the traces, with their words and where they lead. */
  function marks(picture, drawn) {
    const said = drawn.data.flatMap(function (trace) {
      if (trace.fill) return [{ text: trace.text, link: trace.meta && trace.meta.link }];
      return (trace.hovertext || []).map(function (text, n) { return { text: text, link: (trace.customdata || [])[n] }; });
    });
    return Array.from(picture.querySelectorAll(".still-mark")).map(function (mark, n) {
      return Object.assign({ shape: mark.firstElementChild || mark, outline: mark.tagName === "path" }, said[n]);
    });
  }

  /* An outline is under the pointer or not; of points, the nearest one that is near enough. */
  function pointed(event) {
    const picture = event.target.closest && event.target.closest(".still-picture");
    if (!picture) return null;
    learn();
    const found = known.get(picture) || [], hit = found.find(function (one) { return one.shape === event.target; });
    if (hit) return hit;
    const near = found.filter(function (one) { return !one.outline; })
      .map(function (one) { return { one: one, away: Math.hypot(event.clientX - middle(one).x, event.clientY - middle(one).y) }; })
      .sort(function (a, b) { return a.away - b.away; })[0];
    return near && near.away <= NEAR_PX ? near.one : null;
  }

  function middle(one) {
    const box = one.shape.getBoundingClientRect();
    return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  }

  /* The words as plotly shows them: its line ends, and nothing else that could be markup. */
  function words(text) {
    return text.replace(/<br>/g, "\n").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
  }

  function tell(one, event) {
    if (!told) {
      told = document.createElement("div");
      told.className = "still-told";
      told.setAttribute("aria-hidden", "true");
      document.body.append(told);
    }
    told.hidden = !one || !one.text;
    if (told.hidden) return;
    told.textContent = words(one.text);
    const at = one.outline ? { x: event.clientX, y: event.clientY } : middle(one);
    const right = at.x + ASIDE_PX + told.offsetWidth <= innerWidth;
    told.style.left = Math.max(EDGE_PX, right ? at.x + ASIDE_PX : at.x - ASIDE_PX - told.offsetWidth) + "px";
    told.style.top = Math.max(EDGE_PX, Math.min(at.y - told.offsetHeight / 2, innerHeight - told.offsetHeight - EDGE_PX)) + "px";
  }

  function look(event) {
    const one = pointed(event);
    if (one || told) tell(one, event);
  }

  /* Nothing is pointed at any more: the picture has moved, or is living now. */
  window.atlasUntold = function () {
    if (told) told.hidden = true;
  };

  document.addEventListener("pointermove", look);
  document.addEventListener("pointerdown", look);
  document.addEventListener("DOMContentLoaded", learn);
  document.addEventListener("scroll", window.atlasUntold, { passive: true });
  document.addEventListener("click", function (event) {
    const one = pointed(event);
    if (one && one.link && one.link.startsWith("/")) location.assign(one.link);
  });
})();
