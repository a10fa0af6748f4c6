/* Small comforts on top of pages that work without them. */
(function () {
  "use strict";

  /* A filter applies as soon as a choice is made; the button stays for everybody else. */
  Array.prototype.forEach.call(document.querySelectorAll("form[data-auto] select"), function (choice) {
    choice.addEventListener("change", function () { choice.form.submit(); });
  });

  /* A form goes out once, however often its button is pressed. */
  Array.prototype.forEach.call(document.querySelectorAll("form[method=post]"), function (form) {
    form.addEventListener("submit", function (event) {
      if (form.getAttribute("data-sent")) { event.preventDefault(); return; }
      form.setAttribute("data-sent", "yes");
    });
  });
  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.querySelectorAll("form[data-sent]"), function (form) {
      form.removeAttribute("data-sent");
    });
  });

  /* On a narrow screen the current entry of the menu is scrolled into view. */
  var current = document.querySelector(".gx-nav [aria-current]");
  var menu = document.querySelector(".gx-nav");
  if (current && menu && menu.scrollWidth > menu.clientWidth) {
    menu.scrollLeft = current.parentNode.offsetLeft - 24;
  }
})();
