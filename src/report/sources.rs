//! Sources of the statistics that a report really uses: those that its sentences and tables name.

use super::document::{Block, Draft};
use super::material::Material;

/// What a source is found by in a report, any one of these, and the source.
type Source = (&'static [&'static str], &'static str);

pub fn write(draft: &mut Draft, _: &Material<'_>) {
    let named = draft.said();
    draft.section("sources", "Quellen der Statistiken", "Sources of the statistics");
    for (names, source) in ALL {
        if names.iter().any(|name| named.contains(name)) {
            draft.add(Block::Source((*source).to_owned()));
        }
    }
}

/// In alphabetical order.
const ALL: &[Source] = &[
    (
        &["Brennan"],
        "Brennan, R. L. & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and alternatives. Educational and Psychological Measurement, 41(3), 687–699. doi:10.1177/001316448104100307",
    ),
    (
        &["Cicchetti", "Positive Übereinstimmung", "Positive agreement"],
        "Cicchetti, D. V. & Feinstein, A. R. (1990). High agreement but low kappa: II. Resolving the paradoxes. Journal of Clinical Epidemiology, 43(6), 551–558. doi:10.1016/0895-4356(90)90159-M",
    ),
    (
        &["Cohen"],
        "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement, 20(1), 37–46. doi:10.1177/001316446002000104",
    ),
    (
        &["Cohen 1968"],
        "Cohen, J. (1968). Weighted kappa: Nominal scale agreement with provision for scaled disagreement or partial credit. Psychological Bulletin, 70(4), 213–220. doi:10.1037/h0026256",
    ),
    (
        &["Bootstrap", "bootstrap"],
        "Efron, B. (1979). Bootstrap methods: Another look at the jackknife. The Annals of Statistics, 7(1), 1–26. doi:10.1214/aos/1176344552",
    ),
    (
        &["Fleiss"],
        "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5), 378–382. doi:10.1037/h0031619",
    ),
    (
        &["Gwet", "AC1"],
        "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal of Mathematical and Statistical Psychology, 61(1), 29–48. doi:10.1348/000711006X126600",
    ),
    (
        &["Krippendorff"],
        "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). Sage.",
    ),
    (
        &["MASI"],
        "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation. Proceedings of the Fifth International Conference on Language Resources and Evaluation (LREC 2006), 831–836.",
    ),
    (
        &["tf-idf", "tf–idf", "Salton"],
        "Salton, G. & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval. Information Processing & Management, 24(5), 513–523. doi:10.1016/0306-4573(88)90021-0",
    ),
    (
        &["Tukey"],
        "Tukey, J. W. (1958). Bias and confidence in not quite large samples (abstract). The Annals of Mathematical Statistics, 29(2), 614. doi:10.1214/aoms/1177706647",
    ),
    (
        &["Wilson"],
        "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association, 22(158), 209–212. doi:10.1080/01621459.1927.10502953",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_stand_in_alphabetical_order_and_load_nothing() {
        let sources: Vec<&str> = ALL.iter().map(|(_, source)| *source).collect();
        assert!(sources.is_sorted());
        assert!(sources.iter().all(|source| !source.contains("http")));
    }
}
