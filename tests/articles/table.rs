//! The table of the articles' figures, as data: which stands at which preset, next to which of our strategies.

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ArticleFigure {
    pub(crate) preset: &'static str,
    /// As the article has it, in seconds or in words.
    pub(crate) figure: &'static str,
    title: &'static str,
    /// Empty where it is not known.
    year: &'static str,
    nearest: &'static str,
}

/// All figures, in the order of the table.
pub(crate) fn figures() -> Vec<ArticleFigure> {
    let lines = include_str!("figures.tsv").lines().filter(|line| !line.starts_with('#'));
    let figures = lines.flat_map(|line| {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let [preset, title, year, _, figures, nearest] = *cells.as_slice() else {
            panic!("six cells: {line}")
        };
        figures.split("; ").map(move |figure| ArticleFigure { preset, figure, title, year, nearest })
    });
    figures.collect()
}

impl ArticleFigure {
    /// Whether the page shows it by this figure, next to `nearest` and with the name of the article.
    pub(crate) fn is_shown_by(&self, figure: &str, nearest: &str, article: &str) -> bool {
        let rest = figure.strip_prefix(self.figure);
        // 8 is not shown by 800.
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit() || next == '.'))
            && nearest.to_lowercase().contains(self.nearest)
            && article.contains(self.title)
            && article.contains(self.year)
    }
}
