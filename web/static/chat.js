/* The chat without reloads: sends in the background, keeps what could not be sent until the network
   is back, looks for new messages while the page is in view, and tells the service which ones were
   shown. Written for the browsers of old phones (ES5, XMLHttpRequest); without this file, or in a
   browser that cannot run it, the forms work by themselves and the page reloads. */
(function () {
  "use strict";
  var lines = document.getElementById("gc-lines");
  var status = document.getElementById("gc-status");
  var composer = document.querySelector(".gc-form");
  if (!lines || !status || !composer || !window.XMLHttpRequest || !window.DOMParser) { return; }

  /* Every 3 seconds while an answer may come: somebody wrote just now, or a caseworker has the
     question. Else every 20 seconds; never behind another window. */
  var BUSY_MS = 3000, CALM_MS = 20000, BUSY_FOR_MS = 600000, PATIENCE_MS = 20000;
  var KEPT = "gx-unsent";
  var lastSent = 0, lastLook = Date.now(), confirmed = "", serial = 0;
  var sending = false, looking = false, again = false;
  var unsent = kept();

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function encoded(fields) {
    return Object.keys(fields).map(function (name) {
      return encodeURIComponent(name) + "=" + encodeURIComponent(fields[name]);
    }).join("&");
  }

  /* Calls done(status, request); a status of 0 means that nobody answered. */
  function ask(method, address, fields, done) {
    var request = new XMLHttpRequest(), over = false;
    function end() {
      if (over) { return; }
      over = true;
      done(request.status, request);
    }
    request.open(method, address, true);
    request.setRequestHeader("HX-Request", "true");
    request.timeout = PATIENCE_MS;
    request.onload = end;
    request.onerror = end;
    request.onabort = end;
    request.ontimeout = end;
    if (fields) {
      request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
    }
    request.send(fields ? encoded(fields) : null);
  }

  /* What is not sent yet stays as long as this tab is open, also over a reload; some browsers keep
     nothing, then it stays as long as the page. */
  function kept() {
    try { return JSON.parse(window.sessionStorage.getItem(KEPT) || "[]"); } catch (error) { return []; }
  }

  function keep() {
    try { window.sessionStorage.setItem(KEPT, JSON.stringify(unsent)); } catch (error) { return; }
  }

  function newest() {
    var shown = lines.querySelectorAll("[data-seen]");
    return shown.length ? shown[shown.length - 1].getAttribute("data-seen") : "";
  }

  /* Nobody has read what is behind another window. */
  function confirmShown() {
    var seen = newest();
    if (!seen || seen === confirmed || document.visibilityState === "hidden") { return; }
    confirmed = seen;
    ask("POST", "/webhooks/webchat/seen", { seen: seen }, function (code) {
      if (code !== 204 && confirmed === seen) { confirmed = ""; }
    });
    each(document.querySelectorAll("input[name=seen]"), function (field) { field.value = seen; });
  }

  function end() { return document.documentElement.scrollHeight - window.innerHeight; }

  function scrollTo(element) {
    var header = document.querySelector(".gx-top");
    var place = element.getBoundingClientRect().top + window.pageYOffset;
    window.scrollTo(0, Math.min(end(), place - (header ? header.offsetHeight : 0) - 12));
  }

  /* A long answer is read from its beginning: the last question goes to the top of the window. */
  function toLastQuestion() {
    var asked = lines.querySelectorAll(".gc-in");
    if (asked.length) { scrollTo(asked[asked.length - 1]); } else { window.scrollTo(0, end()); }
  }

  /* What comes by itself, from a caseworker, is shown where it begins. */
  function toNewest() {
    var shown = lines.querySelectorAll("[data-seen]");
    if (shown.length) { scrollTo(shown[shown.length - 1]); }
  }

  function say(word, calm) {
    if (status.textContent !== word) { status.textContent = word; }
    status.className = calm ? "gc-status gc-calm" : "gc-status";
  }

  function told(name) { return status.getAttribute("data-" + name); }

  function more() { return document.getElementById("gc-more"); }

  /* What was sent before the service was asked is among its lines now, or was there before. */
  function look() {
    var place = more(), address = place && place.getAttribute("data-more");
    var sent = lines.querySelectorAll(".gc-sent");
    if (!address) { return; }
    if (looking) { again = true; return; }
    looking = true;
    again = false;
    lastLook = Date.now();
    ask("GET", address, null, function (code, request) {
      looking = false;
      if (code === 204 && request.getResponseHeader("HX-Refresh")) {
        window.location.reload();
        return;
      }
      if (code === 200 || code === 204) {
        each(sent, function (item) { if (item.parentNode) { item.parentNode.removeChild(item); } });
      }
      if (code === 200) { show(request.responseText, sent.length > 0); }
      if (again) { look(); }
    });
  }

  /* Puts the lines the service sent at the end; whatever is unsent stays below them. */
  function show(text, asked) {
    var page = new DOMParser().parseFromString("<ol>" + text + "</ol>", "text/html");
    var place = more(), fresh = page && page.querySelector("ol");
    if (!place || !fresh) { return; }
    each(lines.querySelectorAll(".gc-choices"), function (choices) {
      choices.parentNode.removeChild(choices);
    });
    var unsentLine = lines.querySelector(".gc-pending, .gc-sent");
    while (fresh.firstChild) {
      lines.insertBefore(document.importNode(fresh.firstChild, true), unsentLine || place);
      fresh.removeChild(fresh.firstChild);
    }
    lines.removeChild(place);
    if (unsentLine) { lines.appendChild(more()); }
    if (asked) { toLastQuestion(); } else { toNewest(); }
    confirmShown();
  }

  function showPending(message) {
    var item = document.createElement("li"), bubble = document.createElement("div");
    item.className = "gc-line gc-in gc-pending";
    item.id = "p-" + message.event_id;
    bubble.className = "gc-bubble";
    bubble.textContent = message.text;
    item.appendChild(bubble);
    lines.insertBefore(item, more());
    window.scrollTo(0, end());
  }

  function pendingLine(message) { return document.getElementById("p-" + message.event_id); }

  /* One after the other, in the order written. The event id makes a repetition harmless: when the
     network broke after the service got the message, it is the same event the second time. */
  function sendFirst() {
    var message = unsent[0];
    if (!message || sending) { return; }
    sending = true;
    ask("POST", message.to, {
      text: message.text, action: message.action, event_id: message.event_id, seen: newest()
    }, function (code) {
      var line = pendingLine(message);
      sending = false;
      if (code >= 200 && code < 400) {
        unsent.shift();
        keep();
        if (line) { line.className = "gc-line gc-in gc-sent"; }
        say("", true);
        look();
        sendFirst();
      } else if (code === 403) {
        /* The cookie is gone: the page brings a new one, and what is kept is sent from there. */
        if (message.again) { giveBack(message, line); } else {
          message.again = true;
          keep();
          window.location.reload();
        }
      } else if (code >= 400 && code < 500 && code !== 408 && code !== 429) {
        giveBack(message, line);
      } else {
        say(told("offline"), false);
      }
    });
  }

  /* The service will never take it: the words go back to where they were written. */
  function giveBack(message, line) {
    var field = composer.querySelector("[name=text]");
    unsent.shift();
    keep();
    if (line) { line.parentNode.removeChild(line); }
    if (!field.value) { field.value = message.text; }
    say(told("failed"), false);
  }

  function send(form, button) {
    var fields = {}, message;
    each(form.querySelectorAll("input"), function (field) {
      if (field.name) { fields[field.name] = field.value; }
    });
    if (button && button.name) { fields[button.name] = button.value; }
    if (!(fields.text || "").trim()) { return; }
    serial += 1;
    message = {
      to: form.getAttribute("action"), text: fields.text.trim(), action: fields.action || "",
      event_id: fields.event_id + "_" + serial
    };
    unsent.push(message);
    keep();
    showPending(message);
    if (form === composer) { form.querySelector("[name=text]").value = ""; }
    say(told("waiting"), true);
    lastSent = Date.now();
    sendFirst();
  }

  var pressed = null;
  document.addEventListener("click", function (event) {
    var node = event.target;
    while (node && node.nodeName !== "BUTTON") { node = node.parentNode; }
    pressed = node;
  });

  document.addEventListener("submit", function (event) {
    var form = event.target, button = pressed && pressed.form === form ? pressed : null;
    if (!form.hasAttribute || !form.hasAttribute("data-chat")) { return; }
    event.preventDefault();
    pressed = null;
    send(form, button || form.querySelector("button"));
  });

  function wake() {
    sendFirst();
    look();
    confirmShown();
  }

  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState !== "hidden") { wake(); }
  });
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { wake(); } });

  window.setInterval(function () {
    var place = more();
    var waits = place !== null && place.getAttribute("data-waits") === "yes";
    var busy = waits || Date.now() - lastSent < BUSY_FOR_MS;
    if (document.visibilityState === "hidden") { return; }
    sendFirst();
    if (busy || Date.now() - lastLook >= CALM_MS) { look(); }
  }, BUSY_MS);

  each(unsent, showPending);
  if (!unsent.length) { toLastQuestion(); }
  confirmShown();
  sendFirst();
})();
