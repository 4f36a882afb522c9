/* Bringing a file: it is sent as it is, with its progress shown, and can be called off; nothing is put into the address. */
(function () {
  "use strict";

  let sending = null;

  function at(id) { return document.getElementById(id); }

  function say(name, more) {
    const place = at("import-said");
    if (place) place.textContent = (place.dataset[name] || place.dataset.failed || "") + (more ? " " + more : "");
  }

  function token() {
    const field = at("import-token");
    return field ? field.value : "";
  }

  function busy(on) {
    [["import-progress", !on], ["import-cancel", !on]].forEach(function (pair) { if (at(pair[0])) at(pair[0]).hidden = pair[1]; });
    const button = at("import-choose");
    if (button) button.disabled = on;
    if (!on) sending = null;
  }

  function kind(name) {
    const end = name.toLowerCase().split(".").pop();
    return ["csv", "tsv", "txt", "xlsx", "json"].includes(end) ? end : "csv";
  }

  function send(file) {
    if (sending || !file) return;
    const request = new XMLHttpRequest();
    sending = request;
    busy(true);
    at("import-said").textContent = "";
    at("import-progress").value = 0;
    request.upload.onprogress = function (event) {
      if (event.lengthComputable && at("import-progress")) at("import-progress").value = Math.round(100 * event.loaded / event.total);
    };
    request.onload = function () { busy(false); answered(request, file); };
    request.onerror = function () { busy(false); say("failed"); };
    request.onabort = function () { busy(false); say("stopped"); };
    request.open("PUT", "/imports/upload?kind=" + kind(file.name));
    request.setRequestHeader("Authorization", "Bearer " + encodeURIComponent(token()));
    request.send(file);
  }

  function answered(request, file) {
    if (request.status !== 201) {
      say(String(request.status));
      return;
    }
    const kept = JSON.parse(request.responseText);
    say("done", file.name);
    window.dash_clientside.set_props("import-upload", { data: { name: kept.name, called: file.name, bytes: kept.bytes, at: Date.now() } });
    at("imports").dataset.file = kept.name;
  }

  function choose() {
    const field = document.createElement("input");
    field.type = "file";
    field.id = "import-field";
    field.accept = ".csv,.tsv,.txt,.xlsx,.json";
    field.hidden = true;
    field.addEventListener("change", function () { send(field.files[0]); field.remove(); });
    const before = at("import-field");
    if (before) before.remove();
    at("imports").append(field);
    field.click();
  }

  /* the recipe and the file to take away ------------------------------------------ */

  function take(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function recipe() {
    const text = at("import-recipe").value;
    const id = /^id: *"?([A-Za-z0-9_.-]+)/m.exec(text);
    take(new Blob([text], { type: "application/yaml" }), (id ? id[1] : "recipe") + ".yaml");
  }

  function file() {
    const name = at("imports").dataset.file;
    fetch("/imports/files/" + name, { headers: { Authorization: "Bearer " + encodeURIComponent(token()) } }).then(function (answer) {
      if (!answer.ok) { say(String(answer.status)); return null; }
      return answer.blob().then(function (blob) { take(blob, name); });
    }).catch(function () { say("failed"); });
  }

  const DONE = { "import-choose": choose, "import-cancel": function () { if (sending) sending.abort(); },
    "import-save-recipe": recipe, "import-save-file": file };

  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[id]");
    if (button && DONE[button.id]) DONE[button.id]();
  });

  ["dragover", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (!event.target.closest || !event.target.closest("#import-drop")) return;
      event.preventDefault();
      if (name === "drop") send(event.dataTransfer.files[0]);
    });
  });
})();
