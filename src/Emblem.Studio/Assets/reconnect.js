"use strict";
// What a page says when the program behind it does not answer, and how it comes back. Blazor tells when the connection is lost and found.
{
  const Pause = 2000, Patience = 3;
  const box = document.getElementById("components-reconnect-modal");
  let isLost = false, hasGivenUp = false;

  // The answer's status; 0 where nobody answers.
  const ask = () => fetch("/icon.svg", { cache: "no-store" }).then(answer => answer.status, () => 0);

  async function watch() {
    for (let answered = 0; isLost;) {
      const status = await ask();
      box.dataset.state = status === 0 ? "gone" : status === 200 ? "trying" : "anew";
      answered = status === 200 ? answered + 1 : 0;

      // A program that was started again knows nothing of this page's state.
      if (isLost && answered > 0 && (hasGivenUp || answered > Patience))
        location.reload();
      await new Promise(done => setTimeout(done, Pause));
    }
  }

  box.addEventListener("cancel", event => event.preventDefault());
  box.querySelector("button").addEventListener("click", () => location.reload());
  box.addEventListener("components-reconnect-state-changed", ({ detail: { state } }) => {
    hasGivenUp = state === "failed";
    if (state === "hide") {
      isLost = false;
      box.close();
    } else if (state === "rejected" || state === "resume-failed") {
      location.reload();
    } else if (!isLost) {
      [isLost, box.dataset.state] = [true, "trying"];
      box.showModal();
      watch();
    }
  });
}
