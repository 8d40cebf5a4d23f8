//! Scripts that run before the page's own, to intercept what it requests of the browser.

/// Keeps the page's workers in `volleyWorkers`, by name, with what they said; and what the page says to a worker named
/// in `volleyHeld` until `volleyLetGo(name)`.
pub(crate) const CATCH_WORKERS: &str = "
    window.volleyWorkers = {};
    window.volleyHeard = { desk: [], runner: [] };
    window.volleyHeld = { desk: null, runner: null };
    window.volleyLetGo = (name) => {
        const held = volleyHeld[name];
        volleyHeld[name] = null;
        for (const say of held) say();
    };
    window.Worker = class extends Worker {
        constructor(url, options) {
            super(url, options);
            this.name = options.name;
            volleyWorkers[this.name] = this;
            this.addEventListener('message', (event) => volleyHeard[this.name].push(event.data));
        }
        postMessage(...message) {
            const say = () => super.postMessage(...message);
            volleyHeld[this.name] ? volleyHeld[this.name].push(say) : say();
        }
    };
";
