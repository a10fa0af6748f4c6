/* Keeps the newest message of the demo phone in view. */
(function () {
  "use strict";
  var thread = document.getElementById("gd-thread");
  if (!thread) { return; }
  function toEnd() { thread.scrollTop = thread.scrollHeight; }
  var atEnd = true;
  thread.addEventListener("scroll", function () {
    atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 40;
  });
  document.body.addEventListener("htmx:afterSwap", function () { if (atEnd) { toEnd(); } });
  toEnd();
})();
