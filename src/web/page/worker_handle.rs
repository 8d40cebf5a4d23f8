//! One worker of the page: started, waited for, watched.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use serde::Serialize;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Worker, WorkerOptions, WorkerType};

use crate::protocol::{BUILD, Message, Outbox};
use crate::web::ipc::js_error;
use crate::web::ipc::link::Link;
use crate::web::ipc::message::Received;

/// How long a worker may take until it is ready.
const READY_WITHIN_MS: u32 = 10_000;

/// What is wrong with a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerTrouble {
    /// The browser would not start it, or could not load its script.
    NotLoaded(String),
    /// It is of another build than the page.
    OtherBuild,
    /// It has not reported within ten seconds.
    Silent,
    /// It ended with this message, or sent one that cannot be decoded.
    Died(String),
}

type Queued = Box<dyn FnOnce(&Link) -> Result<(), String>>;
type OnMessage = Box<dyn Fn(&WorkerHandle, Received)>;

/// One worker, with what is to be said to it once it listens.
pub(super) struct WorkerHandle {
    bin: &'static str,
    folder: &'static str,
    /// Empty until it begins.
    link: OnceCell<Link>,
    /// Whether it reported its own end: the error event that follows says nothing new.
    ended: Cell<bool>,
    outbox: RefCell<Outbox<Queued>>,
    on_message: OnMessage,
    on_trouble: Box<dyn Fn(WorkerTrouble)>,
    silence: RefCell<Option<Timeout>>,
}

impl core::fmt::Debug for WorkerHandle {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("WorkerHandle").field("ready", &self.outbox.borrow().is_open()).finish_non_exhaustive()
    }
}

impl WorkerHandle {
    /// Starts the worker `bin`; `None` if the browser refused at once, which `on_trouble` was told.
    pub(super) fn start(
        bin: &'static str,
        folder: &'static str,
        on_message: impl Fn(&WorkerHandle, Received) + 'static,
        on_trouble: impl Fn(WorkerTrouble) + 'static,
    ) -> Option<Rc<Self>> {
        let handle = Self::prepare(bin, folder, on_message, on_trouble);
        handle.begin().then_some(handle)
    }

    /// Returns the worker `bin`, which takes messages from now on and starts when it [begins](Self::begin). Its messages go
    /// to `on_message`; whatever is wrong with it goes to `on_trouble`.
    ///
    /// Its script is the one in `folder`, a folder next to the page, with its slash; the page's own where it is empty.
    pub(super) fn prepare(
        bin: &'static str,
        folder: &'static str,
        on_message: impl Fn(&WorkerHandle, Received) + 'static,
        on_trouble: impl Fn(WorkerTrouble) + 'static,
    ) -> Rc<Self> {
        Rc::new(Self {
            bin,
            folder,
            link: OnceCell::new(),
            ended: Cell::new(false),
            outbox: RefCell::default(),
            on_message: Box::new(on_message),
            on_trouble: Box::new(on_trouble),
            silence: RefCell::default(),
        })
    }

    /// Starts it; returns whether the browser took it. To be called once.
    pub(super) fn begin(self: &Rc<Self>) -> bool {
        let worker = match new_worker(self.bin, self.folder) {
            Ok(worker) => worker,
            Err(thrown) => {
                self.outbox.borrow_mut().close();
                (self.on_trouble)(WorkerTrouble::NotLoaded(js_error::describe(&thrown)));
                return false;
            }
        };
        let this = Rc::clone(self);
        self.link.get_or_init(|| Link::Worker(worker.clone())).listen(move |message| {
            match message.trouble() {
                Some(text) => {
                    this.ended.set(true);
                    this.failed(Some(text));
                }
                None => (this.on_message)(&this, message),
            }
        });
        let this = Rc::clone(self);
        let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
            if this.ended.get() {
                return;
            }
            let text = event.dyn_ref::<web_sys::ErrorEvent>().map(web_sys::ErrorEvent::message);
            this.failed(text.filter(|text| !text.is_empty() && text != "undefined"));
        });
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        // A worker lives as long as its page.
        on_error.forget();
        let this = Rc::clone(self);
        *self.silence.borrow_mut() = Some(Timeout::new(READY_WITHIN_MS, move || {
            if !this.listens() {
                (this.on_trouble)(WorkerTrouble::Silent);
            }
        }));
        true
    }

    /// The worker listens and says of which build it is: what was queued goes out, unless it is another than ours.
    pub(super) fn is_ready(&self, build: &str) {
        self.silence.borrow_mut().take();
        if build != BUILD {
            self.outbox.borrow_mut().close();
            (self.on_trouble)(WorkerTrouble::OtherBuild);
            return;
        }
        let waiting = self.outbox.borrow_mut().open();
        for say in waiting {
            self.say(say);
        }
    }

    /// Whether it has said that it is there, and of our build.
    fn listens(&self) -> bool {
        self.outbox.borrow().is_open()
    }

    fn failed(&self, text: Option<String>) {
        (self.on_trouble)(match text {
            Some(text) if self.listens() => WorkerTrouble::Died(text),
            text => WorkerTrouble::NotLoaded(text.unwrap_or_else(|| "its script is missing".to_owned())),
        });
    }

    /// Ends the worker, whatever it is doing: one that was given up must not begin late.
    pub(super) fn end(&self) {
        self.silence.borrow_mut().take();
        self.outbox.borrow_mut().close();
        if let Some(Link::Worker(worker)) = self.link.get() {
            worker.terminate();
        }
    }

    /// A message came that cannot be understood.
    pub(super) fn misunderstood(&self, error: &str) {
        (self.on_trouble)(WorkerTrouble::Died(error.to_owned()));
    }

    /// Posts `message` as soon as the worker listens, unless a later one says all that it says; attached values as in
    /// [`Link::post_with`].
    pub(super) fn post(
        &self,
        message: impl Message + Serialize + 'static,
        cloned: Vec<JsValue>,
        moved: Vec<JsValue>,
    ) {
        let topic = message.topic();
        let say: Queued = Box::new(move |link| link.post_with(&message, &cloned, &moved));
        let now = self.outbox.borrow_mut().post(topic, say);
        if let Some(say) = now {
            self.say(say);
        }
    }

    fn say(&self, say: Queued) {
        // One that listens has a link.
        if let Some(Err(error)) = self.link.get().map(say) {
            (self.on_trouble)(WorkerTrouble::Died(error));
        }
    }
}

fn new_worker(bin: &str, folder: &str) -> Result<Worker, JsValue> {
    let base = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.base_uri().ok()?);
    // The rest of what it loads is next to the page.
    let root = if folder.is_empty() { "" } else { "&root=../" };
    let script = format!("{folder}worker.js?bin={bin}&v={BUILD}{root}");
    let url = web_sys::Url::new_with_base(&script, &base.unwrap_or_default())?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(bin);
    Worker::new_with_options(&url.href(), &options)
}
