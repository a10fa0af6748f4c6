/* The chat without reloads: sends the form in the background, looks for new messages while the page
   is in view, and tells the service which ones were shown. Without this file the page reloads. */
(function () {
  "use strict";
  var lines = document.getElementById("gc-lines");
  var status = document.getElementById("gc-status");
  var composer = document.querySelector(".gc-form");
  if (!lines || !window.htmx || !window.FormData || !window.fetch) { return; }

  /* Every 3 seconds while an answer may come: somebody wrote just now, or a caseworker has the
     question. Else every 20 seconds; never behind another window. */
  var BUSY_MS = 3000, CALM_MS = 20000, BUSY_FOR_MS = 600000;
  var lastSent = 0, lastLook = Date.now(), confirmed = "", serial = 0;

  function newest() {
    var shown = lines.querySelectorAll("[data-seen]");
    return shown.length ? shown[shown.length - 1].getAttribute("data-seen") : "";
  }

  /* Nobody has read what is behind another window. */
  function confirmShown() {
    var seen = newest();
    if (!seen || seen === confirmed || document.visibilityState === "hidden") { return; }
    confirmed = seen;
    var body = new URLSearchParams();
    body.append("seen", seen);
    fetch("/webhooks/webchat/seen", { method: "POST", body: body, credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) { confirmed = ""; } })
      .catch(function () { confirmed = ""; });
    Array.prototype.forEach.call(document.querySelectorAll("input[name=seen]"), function (field) {
      field.value = seen;
    });
  }

  function toEnd() { window.scrollTo(0, document.body.scrollHeight); }

  /* A long answer is read from its beginning: the last question goes to the top of the window. */
  function toLastQuestion() {
    var asked = lines.querySelectorAll(".gc-in");
    var end = document.documentElement.scrollHeight - window.innerHeight;
    if (!asked.length) { window.scrollTo(0, end); return; }
    var header = document.querySelector(".gx-top");
    var place = asked[asked.length - 1].getBoundingClientRect().top + window.pageYOffset;
    window.scrollTo(0, Math.min(end, place - (header ? header.offsetHeight : 0) - 12));
  }

  function say(word, calm) {
    status.textContent = word;
    status.className = calm ? "gc-status gc-calm" : "gc-status";
  }

  function look() {
    var more = document.getElementById("gc-more");
    lastLook = Date.now();
    if (more) { window.htmx.trigger(more, "gx-look"); }
  }

  function showPending(text) {
    var item = document.createElement("li");
    var bubble = document.createElement("div");
    item.className = "gc-line gc-in gc-pending";
    bubble.className = "gc-bubble";
    bubble.textContent = text;
    item.appendChild(bubble);
    lines.insertBefore(item, document.getElementById("gc-more"));
    toEnd();
    return item;
  }

  function send(form, button) {
    var data = new URLSearchParams();
    Array.prototype.forEach.call(form.querySelectorAll("input"), function (field) {
      if (field.name) { data.append(field.name, field.value); }
    });
    if (button && button.name) { data.append(button.name, button.value); }
    var text = (data.get("text") || "").trim();
    if (!text) { return; }
    var pending = showPending(text);
    say(status.getAttribute("data-waiting"), true);
    lastSent = Date.now();
    fetch(form.getAttribute("action"), {
      method: "POST", body: data, credentials: "same-origin", redirect: "manual",
      headers: { "HX-Request": "true" }
    }).then(function (answer) {
      if (!answer.ok && answer.type !== "opaqueredirect") { throw new Error("refused"); }
      Array.prototype.forEach.call(document.querySelectorAll(".gc-choices"), function (choices) {
        choices.parentNode.removeChild(choices);
      });
      if (form === composer) {
        form.querySelector("[name=text]").value = "";
      }
      /* The next message is a new event, or it would be taken for a repetition of this one. */
      var event = form.querySelector("[name=event_id]");
      if (event) { serial += 1; event.value = event.value.split("_")[0] + "_" + serial; }
      say("", true);
      look();
    }).catch(function () {
      if (pending.parentNode) { pending.parentNode.removeChild(pending); }
      say(status.getAttribute("data-failed"), false);
    });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute || !form.hasAttribute("data-chat")) { return; }
    event.preventDefault();
    send(form, event.submitter || form.querySelector("button"));
  });

  /* What comes by itself, from a caseworker, is shown where it begins. */
  function toNewest() {
    var shown = lines.querySelectorAll("[data-seen]");
    var header = document.querySelector(".gx-top");
    if (!shown.length) { return; }
    var place = shown[shown.length - 1].getBoundingClientRect().top + window.pageYOffset;
    window.scrollTo(0, place - (header ? header.offsetHeight : 0) - 12);
  }

  document.body.addEventListener("htmx:afterSwap", function () {
    var pending = lines.querySelectorAll(".gc-pending");
    Array.prototype.forEach.call(pending, function (item) {
      item.parentNode.removeChild(item);
    });
    if (pending.length) { toLastQuestion(); } else { toNewest(); }
    confirmShown();
  });

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") { look(); confirmShown(); }
  });

  window.setInterval(function () {
    var more = document.getElementById("gc-more");
    var waits = more !== null && more.getAttribute("data-waits") === "yes";
    var busy = waits || Date.now() - lastSent < BUSY_FOR_MS;
    if (document.visibilityState === "hidden") { return; }
    if (busy || Date.now() - lastLook >= CALM_MS) { look(); }
  }, BUSY_MS);

  toLastQuestion();
  confirmShown();
})();
