//! The kinds of charts. Adding one is a file with its data and a line in [`Kind`] and [`KINDS`].

use super::bars::Bars;
use super::boxes::Boxes;
use super::dendrogram::Dendrogram;
use super::heat::Heat;
use super::lines::Lines;
use super::map::Map;
use super::network::Network;
use super::picture::Picture;
use super::radar::Radar;
use super::ranking::Ranking;
use super::stacked::Stacked;
use crate::words::Text;

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Bars(Bars),
    Ranking(Ranking),
    Stacked(Stacked),
    Boxes(Boxes),
    Radar(Radar),
    Heat(Heat),
    Map(Map),
    Dendrogram(Dendrogram),
    Network(Network),
    Lines(Lines),
}

/// A kind: its name on the command line and in addresses, and what it shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    pub name: &'static str,
    pub what: fn() -> Text,
}

macro_rules! kinds {
    ($($name:literal $de:literal $en:literal)*) => {
        pub const KINDS: &[Shown] = &[$(Shown { name: $name, what: || Text::new($de, $en) }),*];
    };
}

kinds! {
    "bars" "Balken mit Intervallen, Gruppen nebeneinander" "bars with intervals, groups side by side"
    "ranking" "Rangfolge: die häufigsten zuerst" "ranking: the most frequent first"
    "stacked" "gestapelte Balken: wie sich jede Gruppe verteilt" "stacked bars: how each group is distributed"
    "boxes" "Kastengrafik: Median, Quartile, Ausreißer je Gruppe" "box plots: median, quartiles, outliers by group"
    "radar" "Netzdiagramm: Profile der Gruppen" "radar: profiles of groups"
    "heat" "Wärmekarte: Kategorien × Gruppen" "heat map: codes × groups"
    "map" "Karte einer Korrespondenzanalyse" "map of a correspondence analysis"
    "dendrogram" "Dendrogramm: was wem ähnelt" "dendrogram: what resembles what"
    "network" "Netz: was gemeinsam auftritt" "network: what occurs together"
    "lines" "Linien: Verlauf über Zeitpunkte" "lines: how figures change over time"
}

impl Kind {
    /// What the kind is called on the command line.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Bars(_) => "bars",
            Kind::Ranking(_) => "ranking",
            Kind::Stacked(_) => "stacked",
            Kind::Boxes(_) => "boxes",
            Kind::Radar(_) => "radar",
            Kind::Heat(_) => "heat",
            Kind::Map(_) => "map",
            Kind::Dendrogram(_) => "dendrogram",
            Kind::Network(_) => "network",
            Kind::Lines(_) => "lines",
        }
    }

    /// What the kind shows, in words.
    pub fn what(&self) -> Text {
        let shown = KINDS.iter().find(|shown| shown.name == self.name());
        shown.map_or_else(Text::default, |shown| (shown.what)())
    }

    pub(super) fn picture(&self) -> &dyn Picture {
        match self {
            Kind::Bars(data) => data,
            Kind::Ranking(data) => data,
            Kind::Stacked(data) => data,
            Kind::Boxes(data) => data,
            Kind::Radar(data) => data,
            Kind::Heat(data) => data,
            Kind::Map(data) => data,
            Kind::Dendrogram(data) => data,
            Kind::Network(data) => data,
            Kind::Lines(data) => data,
        }
    }
}
