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
        &["Bergsma"],
        "Bergsma, W. (2013). A bias-correction for Cramér's V and Tschuprow's T. Journal of the Korean Statistical Society, 42(3), 323–328. doi:10.1016/j.jkss.2012.10.002",
    ),
    (
        &["Bishop"],
        "Bishop, Y. M. M., Fienberg, S. E. & Holland, P. W. (1975). Discrete multivariate analysis: Theory and practice. MIT Press.",
    ),
    (
        &["Brennan"],
        "Brennan, R. L. & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and alternatives. Educational and Psychological Measurement, 41(3), 687–699. doi:10.1177/001316448104100307",
    ),
    (
        &["Cicchetti", "Positive Übereinstimmung", "Positive agreement"],
        "Cicchetti, D. V. & Feinstein, A. R. (1990). High agreement but low kappa: II. Resolving the paradoxes. Journal of Clinical Epidemiology, 43(6), 551–558. doi:10.1016/0895-4356(90)90159-M",
    ),
    (
        &["Cochran"],
        "Cochran, W. G. (1954). Some methods for strengthening the common χ² tests. Biometrics, 10(4), 417–451. doi:10.2307/3001616",
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
        &["Cramér"],
        "Cramér, H. (1946). Mathematical methods of statistics. Princeton University Press.",
    ),
    (
        &["Davison"],
        "Davison, A. C. & Hinkley, D. V. (1997). Bootstrap methods and their application. Cambridge University Press.",
    ),
    (
        &["Bootstrap", "bootstrap"],
        "Efron, B. (1979). Bootstrap methods: Another look at the jackknife. The Annals of Statistics, 7(1), 1–26. doi:10.1214/aos/1176344552",
    ),
    (
        &["Efron 1987"],
        "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association, 82(397), 171–185. doi:10.1080/01621459.1987.10478410",
    ),
    (
        &["Felsenstein"],
        "Felsenstein, J. (1985). Confidence limits on phylogenies: An approach using the bootstrap. Evolution, 39(4), 783–791. doi:10.2307/2408678",
    ),
    (
        &["Fleiss"],
        "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5), 378–382. doi:10.1037/h0031619",
    ),
    (
        &["Halton"],
        "Freeman, G. H. & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of fit and other problems of significance. Biometrika, 38(1–2), 141–149. doi:10.2307/2332323",
    ),
    (
        &["Gail"],
        "Gail, M. H., Mark, S. D., Carroll, R. J., Green, S. B. & Pee, D. (1996). On design considerations and randomization-based inference for community intervention trials. Statistics in Medicine, 15(11), 1069–1092.",
    ),
    (
        &["Good 2005"],
        "Good, P. I. (2005). Permutation, parametric and bootstrap tests of hypotheses (3rd ed.). Springer.",
    ),
    (
        &["Greenacre"],
        "Greenacre, M. (2017). Correspondence analysis in practice (3rd ed.). CRC Press.",
    ),
    (
        &["Gwet", "AC1"],
        "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal of Mathematical and Statistical Psychology, 61(1), 29–48. doi:10.1348/000711006X126600",
    ),
    (
        &["Haberman"],
        "Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics, 29(1), 205–220. doi:10.2307/2529686",
    ),
    (
        &["Hennig"],
        "Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics & Data Analysis, 52(1), 258–271. doi:10.1016/j.csda.2006.11.025",
    ),
    (
        &["Holm ("],
        "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of Statistics, 6(2), 65–70.",
    ),
    (
        &["Hyndman"],
        "Hyndman, R. J. & Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician, 50(4), 361–365. doi:10.1080/00031305.1996.10473566",
    ),
    (
        &["Kaufman"],
        "Kaufman, L. & Rousseeuw, P. J. (1990). Finding groups in data: An introduction to cluster analysis. Wiley.",
    ),
    (
        &["Krippendorff"],
        "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). Sage.",
    ),
    (
        &["Legendre & Gallagher"],
        "Legendre, P. & Gallagher, E. D. (2001). Ecologically meaningful transformations for ordination of species data. Oecologia, 129(2), 271–280. doi:10.1007/s004420100716",
    ),
    (
        &["McNemar"],
        "McNemar, Q. (1947). Note on the sampling error of the difference between correlated proportions or percentages. Psychometrika, 12(2), 153–157. doi:10.1007/BF02295996",
    ),
    (
        &["Milan"],
        "Milan, L. & Whittaker, J. (1995). Application of the parametric bootstrap to models that incorporate a singular value decomposition. Journal of the Royal Statistical Society, Series C, 44(1), 31–49. doi:10.2307/2986193",
    ),
    (
        &["Murtagh"],
        "Murtagh, F. & Legendre, P. (2014). Ward's hierarchical agglomerative clustering method: Which algorithms implement Ward's criterion? Journal of Classification, 31(3), 274–295. doi:10.1007/s00357-014-9161-z",
    ),
    (
        &["verbundene Anteile nach Newcombe", "paired shares after Newcombe"],
        "Newcombe, R. G. (1998). Improved confidence intervals for the difference between binomial proportions based on paired data. Statistics in Medicine, 17(22), 2635–2650.",
    ),
    (
        &["MASI"],
        "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation. Proceedings of the Fifth International Conference on Language Resources and Evaluation (LREC 2006), 831–836.",
    ),
    (
        &["Rousseeuw 1987"],
        "Rousseeuw, P. J. (1987). Silhouettes: A graphical aid to the interpretation and validation of cluster analysis. Journal of Computational and Applied Mathematics, 20, 53–65. doi:10.1016/0377-0427(87)90125-7",
    ),
    (
        &["tf-idf", "tf–idf", "Salton"],
        "Salton, G. & Buckley, C. (1988). Term-weighting approaches in automatic text retrieval. Information Processing & Management, 24(5), 513–523. doi:10.1016/0306-4573(88)90021-0",
    ),
    (&["Smithson"], "Smithson, M. (2003). Confidence intervals. Sage."),
    (
        &["Tukey 1958"],
        "Tukey, J. W. (1958). Bias and confidence in not quite large samples (abstract). The Annals of Mathematical Statistics, 29(2), 614. doi:10.1214/aoms/1177706647",
    ),
    (
        &["Tukey 1977"],
        "Tukey, J. W. (1977). Exploratory data analysis. Addison-Wesley.",
    ),
    (
        &["Wilson"],
        "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical Association, 22(158), 209–212. doi:10.1080/01621459.1927.10502953",
    ),
    (
        &["Donner"],
        "Zou, G. Y. & Donner, A. (2008). Construction of confidence limits about effect measures: A general approach. Statistics in Medicine, 27(10), 1693–1702. doi:10.1002/sim.3095",
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
