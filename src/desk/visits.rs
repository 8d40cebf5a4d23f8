//! Visits: offers what of the last run could be requested by the user's browser itself. Once that is confirmed, it is a retry.

use std::rc::Rc;

use hashbrown::HashMap;

use super::Desk;
use super::reading_view::busiest;
use crate::codegen::TargetPicker;
use crate::ids::TargetId;
use crate::input::addresses::is_private;
use crate::input::list::LinkList;
use crate::network::Transport;
use crate::protocol::{Event, MOST_NAMED, RetryScope, VisitOffer};
use crate::request::side_effects::may_act;
use crate::result::mask::mask;

/// What was offered last.
#[derive(Debug, Default)]
pub(super) struct Offer {
    number: u32,
    pub(super) transport: Transport,
    targets: Rc<[TargetId]>,
}

impl Offer {
    /// The targets of the offer of this number; none of one that was replaced.
    pub(super) fn targets(&self, number: u32) -> Rc<[TargetId]> {
        if number == self.number { Rc::clone(&self.targets) } else { Rc::default() }
    }

    /// Why the offer of this number is none any more.
    pub(super) fn is_over(&self, number: u32) -> Option<(&'static str, &'static str)> {
        let is_over = self.targets(number).is_empty();
        is_over.then_some((
            "Nothing was visited: the question was about other rows.",
            "Ask for the visits again.",
        ))
    }

    /// Forgets the targets: those of another list have their numbers.
    pub(super) fn withdraw(&mut self) {
        self.targets = Rc::default();
    }
}

impl Desk {
    /// Says what of `scope` would be visited, or why nothing can be.
    pub(super) fn offer_visits(&mut self, scope: RetryScope, transport: Transport) {
        if let Some((why, hint)) = self.cannot_visit(scope) {
            return self.effects.trouble(why, hint);
        }
        let Some(list) = self.runs.list().cloned() else { return };
        let mut offering =
            Offering { offer: VisitOffer { transport, ..VisitOffer::default() }, ..Offering::default() };
        for target in self.targets_in(scope, &list) {
            offering.consider(&list, target);
        }
        let number = self.offer.number.wrapping_add(1);
        let Offering { mut offer, targets, hosts, url } = offering;
        offer.number = number;
        offer.targets = u32::try_from(targets.len()).unwrap_or(u32::MAX);
        offer.hosts = busiest(&list, &|origin| hosts.get(&origin).copied().unwrap_or(0));
        offer.more_hosts = u32::try_from(hosts.len() - offer.hosts.len()).unwrap_or(u32::MAX);
        if transport == Transport::WatchedTab && offer.targets == 1 {
            offer.hosts = vec![(mask(&url).into_owned(), 1)];
        }
        self.offer = Offer { number, transport, targets: targets.into() };
        self.effects.publish(Event::VisitOffer(Box::new(offer)));
    }

    pub(super) fn cannot_visit(&self, scope: RetryScope) -> Option<(&'static str, &'static str)> {
        if matches!(scope, RetryScope::Link { list, .. } | RetryScope::Group { list, .. } if list != self.table.list_id())
        {
            return Some(("That row is gone.", "Look for it in the rows of this run."));
        }
        if self.runs.is_active() || self.retries.is_active() {
            return Some(("Nothing is visited while a run is active.", "Wait for its end, or stop it."));
        }
        self.cannot_retry()
    }

    /// Links of a run that is over which were turned away and can be visited.
    pub(super) fn visitable(&mut self) -> u32 {
        let is_over = !self.runs.is_active() && !self.retries.is_active();
        let Some(list) = self.runs.list().filter(|_| is_over && self.table.results().noted().turned_away > 0)
        else {
            return 0;
        };
        if let Some(known) = self.table.visitable {
            return known;
        }
        let (results, mut url) = (self.table.results(), String::new());
        let turned_away =
            TargetId(0).take(list.targets().len()).filter(|&target| results.is_turned_away(target));
        let links = turned_away.filter(|&target| may_visit(list, target, &mut url) == Visitable::Yes);
        let links = links.map(|target| results.links_of(target)).fold(0, u32::saturating_add);
        self.table.visitable = Some(links);
        links
    }

    /// The targets with a verdict in `scope`, each once.
    fn targets_in(&self, scope: RetryScope, list: &LinkList) -> Vec<TargetId> {
        let results = self.table.results();
        let all = TargetId(0).take(list.targets().len());
        let mut targets: Vec<TargetId> = match self.rows_of(scope, list) {
            None => all.filter(|&target| super::retry::is_wanted(results, target, scope)).collect(),
            Some(rows) => {
                let mut picker = TargetPicker::new(list);
                picker.pick(list, &rows);
                picker.into_picked(list).0.unwrap_or_else(|| all.collect())
            }
        };
        targets.retain(|target| results.verdict(*target).is_some());
        targets
    }
}

/// An offer being made.
#[derive(Debug, Default)]
struct Offering {
    offer: VisitOffer,
    targets: Vec<TargetId>,
    /// By the number of the origin, how many go there.
    hosts: HashMap<u32, u32>,
    url: String,
}

impl Offering {
    fn consider(&mut self, list: &LinkList, target: TargetId) {
        match may_visit(list, target, &mut self.url) {
            Visitable::Private => self.offer.private += 1,
            Visitable::MayAct => {
                self.offer.acting += 1;
                if self.offer.examples.len() < MOST_NAMED {
                    self.offer.examples.push(mask(&self.url).into_owned());
                }
            }
            Visitable::Yes => {
                self.targets.push(target);
                if let Some(number) = list.origin_of(target) {
                    *self.hosts.entry(number).or_default() += 1;
                }
            }
        }
    }
}

/// Whether a target may be visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visitable {
    Yes,
    /// It is this machine, or in its network.
    Private,
    /// Its words say that its request may act.
    MayAct,
}

/// Whether `target` may be visited; its address is in `url` then.
fn may_visit(list: &LinkList, target: TargetId, url: &mut String) -> Visitable {
    url.clear();
    list.targets().write_url(target, url);
    let origin = list.origin_of(target).and_then(|number| list.origins().get(number as usize));
    if origin.is_none_or(|origin| is_private(&origin.text)) {
        Visitable::Private
    } else if may_act(url) {
        Visitable::MayAct
    } else {
        Visitable::Yes
    }
}
