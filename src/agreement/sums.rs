//! What the units of one nominal variable add up to: everything that a coefficient of agreement needs.
//!
//! Every coefficient here is a function of sums over units, so that drawing units again (`estimate::bootstrap`) only weights
//! and adds rows. Units with fewer than two ratings say nothing about agreement and are left out of everything.

/// Ratings of one variable with `q` categories, a row of addends for each unit that was rated twice or more.
#[derive(Debug, Clone)]
pub struct Ratings {
    q: usize,
    coders: usize,
    /// Place of the unit as it was added, and its row, `width` numbers.
    units: Vec<usize>,
    rows: Vec<f64>,
}

/// The addends of a set of units, each as often as it was drawn.
#[derive(Debug, Clone)]
pub struct Sums {
    q: usize,
    coders: usize,
    sums: Vec<f64>,
}

impl Ratings {
    /// `units[unit][coder]`: a category below `q` or a gap.
    ///
    /// # Panics
    /// When a category is not below `q`, or a unit has another number of coders than the first.
    pub fn new(q: usize, units: &[Vec<Option<usize>>]) -> Ratings {
        let coders = units.first().map_or(0, Vec::len);
        let mut ratings = Ratings {
            q,
            coders,
            units: Vec::new(),
            rows: Vec::new(),
        };
        for (at, unit) in units.iter().enumerate() {
            assert_eq!(unit.len(), coders, "as many coders for each unit");
            ratings.add(at, unit);
        }
        ratings
    }

    fn add(&mut self, at: usize, unit: &[Option<usize>]) {
        if unit.iter().flatten().count() < 2 {
            return;
        }
        let mut row = Sums::empty(self.q, self.coders);
        let mut counts = vec![0.0; self.q];
        for (coder, category) in unit.iter().enumerate() {
            if let Some(category) = category {
                counts[*category] += 1.0;
                *row.at(Place::Rated(coder)) += 1.0;
                *row.at(Place::Gave(coder, *category)) += 1.0;
            }
        }
        row.add(&counts, 1.0);
        self.units.push(at);
        self.rows.extend_from_slice(&row.sums);
    }

    /// Units that were rated twice or more.
    pub fn n(&self) -> u64 {
        self.units.len() as u64
    }

    /// All units once.
    pub fn sums(&self) -> Sums {
        self.weighted(|_| 1.0)
    }

    /// Each unit as often as `times` says, by its place.
    pub fn drawn(&self, times: &[u32]) -> Sums {
        self.weighted(|unit| f64::from(times[unit]))
    }

    fn weighted(&self, weight: impl Fn(usize) -> f64) -> Sums {
        let mut all = Sums::empty(self.q, self.coders);
        let width = all.sums.len();
        for (unit, row) in self.units.iter().zip(self.rows.chunks_exact(width)) {
            let weight = weight(*unit);
            if weight == 0.0 {
                continue;
            }
            for (sum, addend) in all.sums.iter_mut().zip(row) {
                *sum += weight * addend;
            }
        }
        all
    }
}

/// Where an addend stands in a row.
#[derive(Clone, Copy)]
enum Place {
    Units,
    Agreeing,
    Count(usize),
    Share(usize),
    Alike(usize),
    Rated(usize),
    Gave(usize, usize),
}

impl Sums {
    fn empty(q: usize, coders: usize) -> Sums {
        Sums {
            q,
            coders,
            sums: vec![0.0; 2 + 3 * q + coders * (1 + q)],
        }
    }

    /// Of two categories. `units`: how many ratings a unit has, how many of them name the second category, and how many such
    /// units there are; `coders`: how many units each coder rated, and to how many they gave the second category.
    pub(super) fn of_two(
        units: impl Iterator<Item = (usize, usize, u32)>,
        coders: impl ExactSizeIterator<Item = (u32, u32)>,
    ) -> Sums {
        let mut sums = Sums::empty(2, coders.len());
        for (coder, (rated, gave)) in coders.enumerate() {
            *sums.at(Place::Rated(coder)) = f64::from(rated);
            *sums.at(Place::Gave(coder, 0)) = f64::from(rated) - f64::from(gave);
            *sums.at(Place::Gave(coder, 1)) = f64::from(gave);
        }
        for (ratings, given, times) in units {
            sums.add(&[(ratings - given) as f64, given as f64], f64::from(times));
        }
        sums
    }

    /// Adds units with so many ratings of each category.
    fn add(&mut self, counts: &[f64], times: f64) {
        let r: f64 = counts.iter().sum();
        *self.at(Place::Units) += times;
        for (category, count) in counts.iter().enumerate() {
            let alike = count * (count - 1.0);
            *self.at(Place::Count(category)) += times * count;
            *self.at(Place::Share(category)) += times * count / r;
            *self.at(Place::Alike(category)) += times * alike / (r - 1.0);
            *self.at(Place::Agreeing) += times * alike / (r * (r - 1.0));
        }
    }

    fn index(&self, place: Place) -> usize {
        let q = self.q;
        match place {
            Place::Units => 0,
            Place::Agreeing => 1,
            Place::Count(category) => 2 + category,
            Place::Share(category) => 2 + q + category,
            Place::Alike(category) => 2 + 2 * q + category,
            Place::Rated(coder) => 2 + 3 * q + coder * (1 + q),
            Place::Gave(coder, category) => 2 + 3 * q + coder * (1 + q) + 1 + category,
        }
    }

    fn at(&mut self, place: Place) -> &mut f64 {
        let index = self.index(place);
        &mut self.sums[index]
    }

    fn get(&self, place: Place) -> f64 {
        self.sums[self.index(place)]
    }

    /// Number of categories.
    pub fn q(&self) -> usize {
        self.q
    }

    pub fn units(&self) -> f64 {
        self.get(Place::Units)
    }

    /// Sum over units of the share of their pairs of ratings that agree.
    pub fn agreeing(&self) -> f64 {
        self.get(Place::Agreeing)
    }

    /// How often a category was given.
    pub fn count(&self, category: usize) -> f64 {
        self.get(Place::Count(category))
    }

    /// Sum over units of the share of their ratings that name a category.
    pub fn share(&self, category: usize) -> f64 {
        self.get(Place::Share(category))
    }

    /// Pairs of ratings that agree in a category, weighted so that each rating counts once (Krippendorff 2011, section C).
    pub fn alike(&self, category: usize) -> f64 {
        self.get(Place::Alike(category))
    }

    /// For each coder who rated anything: the share of their ratings that name a category.
    pub fn of_coders(&self, category: usize) -> impl Iterator<Item = f64> + '_ {
        (0..self.coders).filter_map(move |coder| {
            let rated = self.get(Place::Rated(coder));
            (rated > 0.0).then(|| self.get(Place::Gave(coder, category)) / rated)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_is_drawn_twice_counts_as_two_like_it() {
        let units = [
            vec![Some(0), Some(1), None],
            vec![Some(1), Some(1), Some(1)],
            vec![Some(0), None, None],
        ];
        let twice = Ratings::new(2, &units).drawn(&[2, 1, 5]);
        let [one, two, _] = units;
        let spelled = Ratings::new(2, &[one.clone(), one, two]).sums();
        assert_eq!(twice.sums, spelled.sums);
        assert_eq!((twice.units(), twice.count(1), twice.alike(1)), (3.0, 5.0, 3.0));
        assert_eq!(twice.of_coders(0).collect::<Vec<_>>(), [2.0 / 3.0, 0.0, 0.0]);
    }
}
